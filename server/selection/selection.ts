/**
 * Chooses, for each item, the level at which the model sees it, under a token budget. Selections are
 * nested: with more budget an item is never shown at a lower level. Every item ends with a reason.
 */

import type { ContextItem } from '../context/context.ts';
import type { Selection } from './choice.ts';
import { collapse, type Shown } from './collapse.ts';
import { choicesOf, type Increment, incrementsOf, type TokenBudget } from './increments.ts';

export type { DroppedChoice, KeptChoice, Selection } from './choice.ts';
export type { TokenBudget } from './increments.ts';
export { score } from './score.ts';

/**
 * Greedy multiple-choice knapsack on the upper convex hull of each item's (tokens, value): the steps
 * of all items in order of value per token, until the first that does not fit. At most the value of
 * that one step below the optimum (Sinha and Zoltners 1979). Items that lie near `shown` in the open
 * file are left out: the model sees them there.
 */
export function select(items: readonly ContextItem[], budget: TokenBudget, shown: Shown): Selection {
  const { distinct, duplicates } = collapse(items, shown);
  const priced = distinct.map((item) => ({ item, choices: choicesOf(item, budget) }));
  const increments = priced.flatMap(incrementsOf).toSorted(byEfficiency);
  const { taken, stopped } = takeUntilFull(increments, budget.tokens);
  const kept = [...taken.values()].map(({ item, choice, value }) => ({ item, ...choice, value }));
  const left = priced.filter(({ item }) => !taken.has(item));
  const dropped = left.map(({ item, choices }) => ({
    item,
    tokens: choices[0]?.tokens ?? 0,
    why: whyLeft(choices[0]?.tokens, budget.tokens, stopped),
  }));
  return { kept, dropped: [...dropped, ...duplicates] };
}

function takeUntilFull(increments: readonly Increment[], tokens: number) {
  const taken = new Map<ContextItem, Increment>();
  let left = tokens;
  for (const increment of increments) {
    if (increment.tokens > left) return { taken, stopped: increment };
    left -= increment.tokens;
    taken.set(increment.item, increment);
  }
  return { taken, stopped: undefined };
}

function byEfficiency(a: Increment, b: Increment): number {
  return b.efficiency - a.efficiency || (a.item.id < b.item.id ? -1 : 1) || a.tokens - b.tokens;
}

function whyLeft(tokens: number | undefined, budget: number, stopped: Increment | undefined): string {
  if (tokens === undefined) return 'It has no text to show.';
  if (tokens > budget) return `It needs ${tokens} tokens and the whole budget is ${budget}.`;
  if (!stopped) return 'It adds nothing.';
  return `The budget of ${budget} tokens was used up by items worth more per token.`;
}
