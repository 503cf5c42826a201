/** Gives each item its score from what speaks for it. */

import type { ContextItem } from '../context/context.ts';

/** The items with their scores set; which they are, and their order, stays. */
export function score(items: readonly ContextItem[]): ContextItem[] {
  return items.map((item) => ({ ...item, score: item.evidence.source ?? item.score }));
}
