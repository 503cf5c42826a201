/**
 * What a dialect is: how one kind of server wants to be asked, and how its answer reads. A dialect only turns values
 * into values; sockets, retries, deadlines and cleaning are the same for all and stand in `http-model.ts`.
 */

import type { DialectChoice } from '../protocol/protocol.ts';
import type { Capabilities } from './capabilities.ts';
import type { Beginning } from './constraint.ts';
import type { Framing } from './events.ts';
import type { NextToken, Prompt } from './prompt.ts';
import type { ReportedUsage } from './usage.ts';

/** One question, with everything that a dialect may need of it. */
export interface Question {
  readonly model: string;
  readonly prompt: Prompt;
  readonly maxTokens: number;
  readonly temperature: number;
  /** Texts that end the answer, likeliest first. */
  readonly stop: readonly string[];
  /** What the answer has to begin with, where the server can be held to it. */
  readonly beginning?: Beginning;
  /** The only tokens that may come, by the model's own numbers. */
  readonly only?: readonly number[];
  /** Alternatives wanted for the first token. */
  readonly topLogprobs: number;
  /** Tokens that prompt and answer may have together. */
  readonly contextWindow: number;
  readonly facts: Facts;
}

/** A request to send: where to, and how its answer is framed and read. */
export interface Call {
  /** An absolute path, or one below the endpoint's. */
  readonly path: string;
  readonly body: object;
  readonly framing: Framing;
  read(event: unknown): StreamEvent;
}

/** One event of an answer. */
export interface StreamEvent {
  readonly text: string;
  /** The model writes or thinks. */
  readonly alive: boolean;
  /** The answer is complete. */
  readonly end: boolean;
  /** The server broke off, in its own words. */
  readonly failure?: string;
  /** The server withheld the answer. */
  readonly withheld?: boolean;
  readonly usage?: ReportedUsage;
  /** What could have stood in place of the token. */
  readonly alternatives?: readonly NextToken[];
}

/** What was found out about a server: everything is optional, because servers tell little. */
export interface Facts {
  readonly version?: string;
  /** Names that the server lists. */
  readonly models?: readonly string[];
  /** The name under which the model's own prompt format is known, where it is another than the one asked for. */
  readonly family?: string;
  readonly capabilities?: Partial<Capabilities>;
}

/** Asks a server something small; `undefined` where it has no such route or does not answer it. */
export interface Asker {
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<{ readonly status: number; readonly value: unknown }>;
}

export interface Dialect {
  readonly name: DialectName;
  /** As a person calls the server. */
  readonly title: string;
  /** A server of the tests that speaks its routes over a real model, or only `documented answers` as fixtures of them. */
  readonly testedWith: 'a stand-in with a real model' | 'documented answers';
  /** Hosts that are known to speak it. */
  readonly hosts?: RegExp;
  /** What its model list says of the owner. */
  readonly owner?: RegExp;
  /** Most texts that `stop` may have. */
  readonly mostStops: number;
  /** Entries that `logit_bias` takes, where it is of use only if the server tells the numbers of tokens. */
  readonly mostBiases?: number;
  /** What every such server has for a model of this name; what a probe finds stands above it. */
  capabilities(model: string): Partial<Capabilities>;
  headers(key: string | undefined): Readonly<Record<string, string>>;
  call(question: Question): Call;
  /** Asks the server about itself, beyond its list of models. */
  probe?(ask: Asker, model: string): Promise<Facts>;
  /** The tokens of a text by the model's own numbers, nothing added before it, where they are known. */
  tokenIds?(ask: Asker, model: string, text: string): Promise<readonly number[] | undefined>;
}

export type DialectName = Exclude<DialectChoice, 'auto'>;
