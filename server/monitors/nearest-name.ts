/** Which legal name stands best in place of one that is not. */

import type { NextToken } from '../models/models.ts';
import { editDistance } from '../text/text.ts';

export interface Wanted {
  /** What the model wrote. */
  readonly found: string;
  readonly names: readonly string[];
  /** Those of the names that fit the expected type. */
  readonly fitting: readonly string[];
  /** Code near by: what is used there is likelier here. */
  readonly near: string;
  /** What the model would have written there, where it told. */
  readonly likelihoods?: readonly NextToken[];
}

/** The best name, or `undefined` where there is none. By the model's own word first, then by likeness. */
export function nearestName(wanted: Wanted): string | undefined {
  const scored = wanted.names.map((name) => ({ name, score: scoreOf(name, wanted) }));
  return scored.toSorted((a, b) => b.score - a.score || a.name.length - b.name.length)[0]?.name;
}

function scoreOf(name: string, { found, fitting, near, likelihoods = [] }: Wanted): number {
  const told = likelihoods.filter(({ text }) => text !== '' && name.startsWith(text.trim()));
  const likely = Math.max(...told.map(({ logprob }) => logprob), Number.NEGATIVE_INFINITY);
  const model = Number.isFinite(likely) ? 10 + likely : 0;
  const uses = near.split(name).length - 1;
  return model + 2 * likeness(name, found) + (fitting.includes(name) ? 0.3 : 0) + 0.2 * Math.log1p(uses);
}

/** 1 for the same name, 0 for names that share nothing: edits of the longer one (Levenshtein), case aside. */
function likeness(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 1 : 1 - editDistance(one, other) / longest;
}
