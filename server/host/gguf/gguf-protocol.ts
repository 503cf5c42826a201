/** The messages between the process that runs a GGUF model and the one that keeps it. */

import type { BytePairs, NextNames } from '../../models/models.ts';
import type { LineNats } from './gguf-lines.ts';

/** A stretch of a prompt; the model's own control tokens are read as such only where it says so. */
export interface GgufText {
  readonly text: string;
  readonly control: boolean;
}

/** A question. Questions are answered one after the other. */
export type GgufRequest =
  | {
      readonly kind: 'generate';
      readonly id: number;
      readonly prompt: readonly GgufText[];
      /** Text that ends the prompt and may be one token with what follows: the answer starts after it. */
      readonly heal: boolean;
      readonly maxTokens: number;
      readonly temperature: number;
      /** Rules for the first token; `undefined` where nobody guards, and no token waits for a verdict. */
      readonly rules?: readonly WireRule[];
    }
  | {
      readonly kind: 'surprisal';
      readonly id: number;
      /** Read before the text, and not counted. */
      readonly context: string;
      readonly text: string;
    }
  /** How improbable each line of a text is by itself; given up within milliseconds when it is cancelled. */
  | { readonly kind: 'lines'; readonly id: number; readonly text: string };

/** A rule whose names are told once, under a number. */
export interface WireRule extends Omit<NextNames, 'names'> {
  readonly names: number;
}

/** What the guarding of one token took, in milliseconds. */
export interface TokenTimes {
  readonly maskMs: number;
  readonly waitMs: number;
}

/** What the keeper sends. */
export type ToGguf =
  | GgufRequest
  | { readonly kind: 'names'; readonly number: number; readonly names: readonly string[] }
  /** Whether the last token is legal, what of its text may stay if not, and the rules for the next one. */
  | {
      readonly kind: 'verdict';
      readonly id: number;
      readonly holds: boolean;
      readonly kept: string;
      readonly rules: readonly WireRule[];
    }
  | { readonly kind: 'cancel'; readonly id: number };

/** What the process sends. */
export type FromGguf =
  /** The model is loaded: tokens of its window and of each sample, and its vocabulary where that is one of byte pairs. */
  | {
      readonly kind: 'ready';
      readonly contextSize: number;
      readonly counts?: readonly number[];
      readonly vocabulary?: BytePairs;
    }
  | { readonly kind: 'unusable'; readonly message: string }
  /** A token was chosen. `maskMs` is what its mask took, `waitMs` how long nothing was done but wait for its rules. */
  | ({ readonly kind: 'token'; readonly id: number; readonly text: string } & TokenTimes)
  /** The answer is over. `reusedTokens` of the prompt's were known already. */
  | {
      readonly kind: 'done';
      readonly id: number;
      readonly promptTokens: number;
      readonly reusedTokens: number;
      readonly ended: 'by itself' | 'at its limit' | 'stuck' | 'cancelled';
    }
  /** Nats of the whole text, and how many tokens it is of. */
  | { readonly kind: 'surprise'; readonly id: number; readonly nats: number; readonly tokens: number }
  /** Of each line; none where the text is too long, or nobody waits. */
  | { readonly kind: 'lines'; readonly id: number; readonly lines: readonly LineNats[] }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string };

/** Whether a message of the channel is of this protocol; the channel itself belongs to the two ends. */
export function isFromGguf(message: unknown): message is FromGguf {
  return message instanceof Object && 'kind' in message;
}

/** As `isFromGguf`, for the other direction. */
export function isToGguf(message: unknown): message is ToGguf {
  return message instanceof Object && 'kind' in message;
}
