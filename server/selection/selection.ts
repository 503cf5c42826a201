/**
 * Chooses, for each item, the level at which the model sees it, under a token budget. Selections are
 * nested: with more budget an item is never shown with less. Every item ends with a reason.
 */

import { type ContextItem, plainWeight, type Weigh } from '../context/context.ts';
import { type Level, levels, noSteering, type Steering } from '../protocol/protocol.ts';
import { chainOf, type Step } from './chain.ts';
import type { DroppedChoice, KeptChoice, Selection, TokenBudget } from './choice.ts';
import { collapse, type Seen } from './collapse.ts';
import { fit, partOf, type ShownIncrement, stateOf } from './fit.ts';
import { type Candidate, candidateOf, type Increment } from './increments.ts';
import { type Said, steer } from './steering.ts';

export type { DroppedChoice, KeptChoice, Selection, Shown, TokenBudget } from './choice.ts';
export { gateFor } from './gate.ts';
export { placeOf, score } from './score.ts';
export { showsBanned } from './steering.ts';

/** What the model sees of the open file anyway, and what a person said about the context. */
export interface View {
  readonly root: string;
  readonly seen: Seen;
  readonly steering?: Steering;
  /** Which lines of a text tell most, where it is shown in part. */
  readonly weigh?: Weigh;
}

/**
 * Greedy multiple-choice knapsack on the upper convex hull of each item's (tokens, value): steps in order of value
 * per token, those of pinned items first, until one does not fit, of which whole lines fill what is left. For
 * costs that add up it is at most the value of that one step below the optimum (Sinha and Zoltners, "The
 * multiple-choice knapsack problem", 1979).
 */
export function select(items: readonly ContextItem[], budget: TokenBudget, view: View): Selection {
  const saidOf = steer(view.steering ?? noSteering, view.root);
  const banned = items.filter((item) => saidOf(item).isBanned('name'));
  const { distinct, duplicates } = collapse(
    items.filter((item) => !banned.includes(item)),
    view.seen,
  );
  const candidates = distinct.map((one) => candidateOf(one, saidOf(one.item), budget));
  const chain = worthwhile(chainOf(candidates, budget.header), budget.least ?? 0);
  const fitted = fit(chain, budget);
  const { taken, stopped } = fitted;
  const part = partOf(fitted, budget, view.weigh ?? plainWeight);
  const shown = stateOf(part ? [...taken, { increments: [part] }] : taken);
  const kept = shown.map((increment) => keptChoice(increment, part, budget));
  const out = new Set(shown.map(({ item }) => item));
  const left = candidates.filter(({ item }) => !out.has(item));
  const dropped = [
    ...left.map((one) => leftOut(one, budget, stopped)),
    ...duplicates,
    ...banned.map((item) => bannedChoice(item, saidOf(item))),
  ];
  const again = (weigh: Weigh) => {
    const own = partOf(fitted, budget, weigh);
    return own && keptChoice({ ...own, text: own.choice.text() }, own, budget);
  };
  return { kept, dropped, ...(part && !part.item.list ? { cut: { item: part.item, again } } : {}) };
}

/** The steps up to the first that adds less to each token than it has to; pinned ones come before. */
function* worthwhile(chain: Iterable<Step>, least: number): Generator<Step> {
  for (const step of chain) {
    if (step.rank > 0 && step.gain < least * step.tokens) return;
    yield step;
  }
}

/** `part` is the one within which the budget ends. */
function keptChoice(
  increment: ShownIncrement,
  part: Increment | undefined,
  { tokenizer }: TokenBudget,
): KeptChoice {
  const { item, level, text, value, choice } = increment;
  const isCut = choice === part?.choice;
  const why = whyKept(increment) + (isCut ? ' The budget ends within it: some lines are hidden.' : '');
  return { item, level, text, tokens: tokenizer.count(text), value, why };
}

function whyKept({ item, said: { pin, level }, choice, text }: ShownIncrement): string {
  const why = pin === undefined ? `${capitalised(item.reason)}.` : `Pinned by "${pin}".`;
  if (level) return `${why} Shown at this level by "${level.rule}".`;
  return (
    why +
    (choice.entries === undefined ? whyLevel(item, choice.level, text) : whyEntries(item, choice.entries))
  );
}

const ofLevel = {
  name: 'Its name is all that it is worth here.',
  signature: 'More of it would cost more tokens than it is worth here.',
  skeleton: 'Its bodies would cost more tokens than they are worth here.',
  pruned: 'The lines that are hidden tell least.',
  body: '',
} as const;

function whyEntries(item: ContextItem, shown: number): string {
  const list = item.list?.();
  const all = list?.entries.length ?? shown;
  if (!list || shown >= all) return '';
  const members = list.membersOf(shown);
  const most = list.membersOf(all);
  return members < most
    ? ` The likeliest ${members} of its ${most} members are shown.`
    : ' The longest of its members are shown in short.';
}

function whyLevel(item: ContextItem, level: Level, text: string): string {
  const most = levels.findLast((one) => item.render(one) !== undefined);
  const isAll = most === undefined || item.render(most) === text;
  return isAll || ofLevel[level] === '' ? '' : ` ${ofLevel[level]}`;
}

function leftOut(
  { item, choices }: Candidate,
  budget: TokenBudget,
  stopped: Step | undefined,
): DroppedChoice {
  const [least] = choices;
  if (!least) return { item, tokens: 0, why: 'It has no text to show.' };
  const tokens = least.tokens + budget.header(item);
  return { item, level: least.level, tokens, why: whyLeft(tokens, budget, stopped) };
}

function whyLeft(tokens: number, { tokens: budget, least }: TokenBudget, stopped: Step | undefined): string {
  if (least === Number.POSITIVE_INFINITY) return 'Only what is pinned is shown here.';
  if (tokens > budget) return `It needs ${tokens} tokens and the whole budget is ${budget}.`;
  if (!stopped) return 'It is too unlikely to be needed for what it costs.';
  return `What is in is worth more per token, and fills the budget of ${budget}.`;
}

function bannedChoice(item: ContextItem, { ban }: Said): DroppedChoice {
  return { item, tokens: 0, why: `Banned by "${ban}".` };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
