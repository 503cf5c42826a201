/**
 * Chooses, for each item, the level at which the model sees it, under a token budget. Selections are
 * nested: with more budget an item is never shown at a lower level. Every item ends with a reason.
 */

import type { ContextItem } from '../context/context.ts';
import { levels, noSteering, type Steering } from '../protocol/protocol.ts';
import type { DroppedChoice, KeptChoice, Selection } from './choice.ts';
import { collapse, type Shown } from './collapse.ts';
import { type Choice, choicesOf, type Increment, incrementsOf, type TokenBudget } from './increments.ts';
import { type Said, steer } from './steering.ts';

export type { DroppedChoice, KeptChoice, Selection } from './choice.ts';
export type { TokenBudget } from './increments.ts';
export { score } from './score.ts';

/** Where the prompt shows the open file itself, and what a person said about the context. */
export interface View extends Shown {
  readonly root: string;
  readonly steering?: Steering;
}

interface Priced {
  readonly item: ContextItem;
  readonly said: Said;
  readonly choices: readonly Choice[];
}

/**
 * Greedy multiple-choice knapsack on the upper convex hull of each item's (tokens, value): the steps
 * of all items in order of value per token, those of pinned items first, until the first that does not
 * fit. At most the value of that one step below the optimum (Sinha and Zoltners 1979). Items that lie near
 * the cursor in the open file are left out: the model sees them there.
 */
export function select(items: readonly ContextItem[], budget: TokenBudget, view: View): Selection {
  const saidOf = steer(view.steering ?? noSteering, view.root);
  const banned = items.flatMap((item) => bannedChoice(item, saidOf(item)));
  const out = new Set(banned.map(({ item }) => item));
  const { distinct, duplicates } = collapse(
    items.filter((item) => !out.has(item)),
    view,
  );
  const priced = distinct.map((item) => pricedItem(item, saidOf(item), budget));
  const increments = priced.flatMap(stepsOf).toSorted(byEfficiency);
  const { taken, stopped } = takeUntilFull(increments, budget.tokens);
  const kept = [...taken.values()].map(keptChoice);
  const left = priced.filter(({ item }) => !taken.has(item));
  return { kept, dropped: [...left.map((one) => leftOut(one, budget, stopped)), ...duplicates, ...banned] };
}

function bannedChoice(item: ContextItem, { ban }: Said): DroppedChoice[] {
  return ban === undefined ? [] : [{ item, tokens: 0, why: `Banned by "${ban}".` }];
}

function pricedItem(item: ContextItem, said: Said, budget: TokenBudget): Priced {
  const choices = choicesOf(item, budget);
  const wanted = levels.indexOf(said.level?.level ?? 'body');
  const fixed = choices.findLast(({ level }) => levels.indexOf(level) <= wanted) ?? choices[0];
  return { item, said, choices: said.level && fixed ? [fixed] : choices };
}

interface Step extends Increment {
  readonly said: Said;
}

function stepsOf({ item, said, choices }: Priced): Step[] {
  const own = said.pin === undefined ? item : { ...item, score: 1 };
  return incrementsOf({ item: own, choices }).map((step) => ({ ...step, item, said }));
}

function keptChoice({ item, choice, value, said }: Step): KeptChoice {
  return { item, ...choice, value, why: whyKept(item, said) };
}

function whyKept({ reason }: ContextItem, { pin, level }: Said): string {
  const pinned = pin === undefined ? `Among the most useful per token: ${reason}.` : `Pinned by "${pin}".`;
  return level ? `${pinned} Shown at this level by "${level.rule}".` : pinned;
}

function leftOut({ item, choices }: Priced, { tokens }: TokenBudget, stopped: Increment | undefined) {
  const [least] = choices;
  return {
    item,
    ...(least ? { level: least.level } : {}),
    tokens: least?.tokens ?? 0,
    why: whyLeft(least?.tokens, tokens, stopped),
  };
}

function takeUntilFull(increments: readonly Step[], tokens: number) {
  const taken = new Map<ContextItem, Step>();
  let left = tokens;
  for (const increment of increments) {
    if (increment.tokens > left) return { taken, stopped: increment };
    left -= increment.tokens;
    taken.set(increment.item, increment);
  }
  return { taken, stopped: undefined };
}

function byEfficiency(a: Step, b: Step): number {
  return (
    rankOf(a) - rankOf(b) ||
    b.efficiency - a.efficiency ||
    (a.item.id < b.item.id ? -1 : 1) ||
    a.tokens - b.tokens
  );
}

function rankOf({ said }: Step): number {
  return said.pin === undefined ? 1 : 0;
}

function whyLeft(tokens: number | undefined, budget: number, stopped: Increment | undefined): string {
  if (tokens === undefined) return 'It has no text to show.';
  if (tokens > budget) return `It needs ${tokens} tokens and the whole budget is ${budget}.`;
  if (!stopped) return 'It adds nothing.';
  return `The budget of ${budget} tokens was used up by items worth more per token.`;
}
