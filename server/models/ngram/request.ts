/** What is asked of the n-gram model, and what it answers. Plain data: it crosses threads. */

import type { LegalNames } from '../prompt.ts';

export interface NgramFile {
  readonly path: string;
  readonly text: string;
  readonly language: string;
}

export interface NgramRequest {
  readonly path: string;
  readonly language: string;
  readonly prefix: string;
  readonly suffix: string;
  /** Code from elsewhere that is learned for this request, worst first. */
  readonly contexts: readonly string[];
  readonly legal?: LegalNames;
  /** Names that are likely at the cursor, best first. */
  readonly likely: readonly string[];
  /** Every name that means a value at the cursor, where it is known. */
  readonly inScope?: readonly string[];
  readonly maxTokens: number;
  /** Completions that are not wanted again. */
  readonly rejected: readonly string[];
}

export interface NgramCompletion {
  readonly text: string;
  /** 0 to 1: how probable it is that the user goes on to write just this. */
  readonly confidence: number;
  /** Probability of the first token among those that may stand here. */
  readonly probability: number;
}
