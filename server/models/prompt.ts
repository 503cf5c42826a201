/** What a model is given, and what it gives back. */

import type { ModelUsage } from '../protocol/protocol.ts';
import type { Capabilities } from './capabilities.ts';

export type SegmentKind = 'control' | 'instructions' | 'context' | 'prefix' | 'suffix';

/** A stretch of the prompt. `origin` is a context item's id, the file's path, or the format's name. */
export interface Segment {
  readonly kind: SegmentKind;
  readonly origin: string;
  readonly text: string;
}

export interface Message {
  readonly role: 'system' | 'user';
  readonly content: string;
}

/**
 * A prompt laid out for one model family. Joined, the segments are the whole prompt; for a chat
 * model `messages` carries the same text, split by role. `native` formats leave the joining of
 * prefix and suffix to the server's own fill-in-the-middle (`prompt` and `suffix` of its request).
 */
export interface Prompt {
  readonly format: string;
  readonly kind: 'completion' | 'native' | 'chat';
  readonly segments: readonly Segment[];
  readonly messages?: readonly Message[];
  /**
   * For servers that price what they remember: after how many segments the prompt ends that the next one is likely
   * to start with as well, shortest first.
   */
  readonly breakpoints?: readonly number[];
  /** Texts that end the completion. */
  readonly stop: readonly string[];
  /** File the cursor stands in; the completion is inserted between these two. */
  readonly path: string;
  readonly language: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** Names that may stand next. `complete`: nothing else is legal, so a model may be held to them. */
export interface LegalNames {
  readonly names: readonly string[];
  readonly complete: boolean;
  /** Those of them whose value is of the expected type, or returns it; absent where no type is expected. */
  readonly fitting?: readonly string[];
}

/**
 * What a model may write next: one of these names. Plain data, so that it reaches a model in another process.
 * Where several apply, all of them hold.
 */
export interface NextNames {
  /** Whole names, never none; the same array for as long as the rule holds. */
  readonly names: readonly string[];
  /** Beginnings after which anything may follow. */
  readonly open?: readonly string[];
  /** What of the name is written already. */
  readonly typed: string;
  /** What the log-probability (in nats) of anything else loses; `Infinity`: it is illegal. */
  readonly doubt: number;
  /** Whether something that starts like no name may stand instead: a bracket, a quote, three dots. */
  readonly unnamed: boolean;
  /** Whether white space may stand first. */
  readonly blanks: boolean;
  /** What ends a name: whatever cannot go on an identifier of the language, or a quote. */
  readonly end: 'identifier' | '"' | "'" | '`';
  /** As editors spell it. */
  readonly language: string;
}

/**
 * Keeps a model inside what is legal while it writes; one guard for one stream. `mask` is pure and fast;
 * `advance` may ask the type engine, with a deadline of its own.
 */
export interface TokenGuard {
  /** What may follow at this point; nothing where anything may. */
  mask(): readonly NextNames[];
  /** Takes the next piece of text. `false`: it breaks a rule, and nothing of it counts as written. */
  advance(text: string): Promise<boolean> | boolean;
  /** What of the text that was refused last could have been written alone: what stands before the break. */
  legalPart(): string;
  /**
   * What alone may follow once this is written, for models that weigh several texts; nothing where anything may. May ask
   * the type engine, as `advance`; never rejects.
   */
  after?(text: string): Promise<readonly NextNames[]>;
}

/**
 * What the model must write first: one of `names` (without what is typed of it already), then an end of the
 * identifier, then anything. Servers that can be held to it are; the others ignore it.
 */
export interface NameConstraint {
  readonly names: readonly string[];
}

export interface GenerateRequest {
  readonly prompt: Prompt;
  /** Absent, or with no names: the model may write anything. */
  readonly constraint?: NameConstraint;
  /** Asked at each token by models with an exact mask (`Capabilities.exactMask`); the others ignore it. */
  readonly guard?: TokenGuard;
  /** Legal names right at the cursor, and names that are likely there, best first. */
  readonly legal?: LegalNames;
  readonly likely: readonly string[];
  /** Every name that means a value at the cursor, where it is known: others are improbable there. */
  readonly inScope?: readonly string[];
  readonly maxTokens: number;
  /** Completions that were offered before and turned down. */
  readonly rejected: readonly string[];
  /** How many alternatives to the first token are wanted; as many come as the server can tell, or none. */
  readonly topLogprobs?: number;
  /** Hears once what the request cost, also when the answer was left early or failed. */
  readonly report?: (usage: ModelUsage) => void;
}

/** A token that could come next, and the natural logarithm of its probability. */
export interface NextToken {
  readonly text: string;
  readonly logprob: number;
}

/** A piece of the answer, in order. `confidence` (0 to 1) only where the model knows it. */
export interface Piece {
  readonly text: string;
  readonly confidence?: number;
  /** With the first piece, where they were asked for and the server tells: what could stand first, likeliest first. */
  readonly alternatives?: readonly NextToken[];
  /** Of a model that is asked before each token: how many this piece is of, what their masks took, and the wait for them. */
  readonly tokens?: number;
  readonly maskMs?: number;
  readonly waitMs?: number;
}

export interface Tokenizer {
  readonly name: string;
  /** Whether `count` is what the model itself would count; else it is an upper estimate. */
  readonly exact: boolean;
  count(text: string): number;
}

/** A model that completes prompts. `generate` ends early and quietly when the signal is aborted. */
export interface Model {
  readonly name: string;
  readonly tokenizer: Tokenizer;
  /** Prompt format that it was trained on (a name of `layout/formats`). */
  readonly format: string;
  /** Tokens that prompt and completion may have together. */
  readonly contextWindow: number;
  /** How many different completions it can offer for one prompt. */
  readonly attempts: number;
  /** What it can be asked for, as far as that is known by now. */
  readonly capabilities: Capabilities;
  /** Whether it can write comments and texts, or only code. */
  readonly prose: boolean;
  /** @throws {ModelError} in words for the user. */
  generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<Piece>;
  /**
   * Which of these names it would write next, where a request can name the tokens that are allowed.
   * @throws {ModelError}
   */
  choose?(request: GenerateRequest, names: readonly string[], signal: AbortSignal): Promise<NameChoice>;
}

/** No name where it could not be held to them after all. */
export interface NameChoice {
  readonly name?: string;
  readonly requests: number;
}

export type ModelErrorKind =
  | 'unreachable'
  | 'unauthorized'
  | 'not found'
  | 'rate limited'
  | 'timed out'
  | 'cut off'
  | 'garbled'
  | 'refused'
  | 'overloaded'
  | 'failed';

/** A model did not answer. The message says what happened, why, and what to do next. */
export class ModelError extends Error {
  readonly kind: ModelErrorKind;

  constructor(kind: ModelErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ModelError';
    this.kind = kind;
  }
}
