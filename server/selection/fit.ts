/**
 * How far down the chain a budget reaches. For states of the chain in order, the furthest that the measure allows is
 * taken, among those that the estimate allows. Both bounds only move on with the budget, so a larger budget never
 * shows less, whatever the measure says of the states between; and no state over the budget is ever taken.
 */

import { languageOf } from '../text/text.ts';
import { growth, type ItemList, type Unit, type Weigh } from '../context/context.ts';
import type { KeptChoice, Shown, TokenBudget } from './choice.ts';
import type { Step } from './chain.ts';
import type { Increment } from './increments.ts';

/** A step with its text made. */
export interface ShownIncrement extends Increment, Shown {}

export interface Fitted {
  readonly taken: readonly Step[];
  /** The step that did not fit. */
  readonly stopped?: Step;
}

/** How much more than the budget an estimate may be, in tokens, for the state to be measured. */
const slack = 32;
/** Into how many parts a step that does not fit is cut at most. */
const mostParts = 10;
/** Fewer lines than these say too little: one that opens a block and one that closes it say nothing of what is in it. */
const leastLines = 3;

/** The longest run of steps within the budget. */
export function fit(chain: Iterable<Step>, budget: TokenBudget): Fitted {
  const { steps, beyond } = reach(chain, budget.tokens);
  let stopped = beyond;
  while (steps.length > 0 && !fits(steps, budget)) stopped = steps.pop() ?? stopped;
  return { taken: steps, ...(stopped ? { stopped } : {}) };
}

/** As much of the step that did not fit as does, its lines by their weight. */
export function partOf({ taken, stopped }: Fitted, budget: TokenBudget, weigh: Weigh): Increment | undefined {
  const parts = stopped ? partsOf(stopped, stateOf(taken), weigh) : [];
  return parts.findLast((one) => fits([...taken, { increments: [one] }], budget));
}

function fits(steps: readonly Pick<Step, 'increments'>[], budget: TokenBudget): boolean {
  return budget.measure(stateOf(steps)) <= budget.tokens;
}

/** The steps whose estimates together are within reach, and the first that is not. */
function reach(chain: Iterable<Step>, tokens: number): { steps: Step[]; beyond?: Step } {
  const steps: Step[] = [];
  let spent = 0;
  for (const step of chain) {
    spent += step.tokens;
    if (spent > tokens + slack) return { steps, beyond: step };
    steps.push(step);
  }
  return { steps };
}

/** What is shown after these steps: the last level of each item, in the order in which items came. */
export function stateOf(steps: readonly Pick<Step, 'increments'>[]): ShownIncrement[] {
  const state = new Map<KeptChoice['item'], Increment>();
  for (const { increments } of steps) for (const one of increments) state.set(one.item, one);
  return [...state.values()].map((one) => ({ ...one, text: one.choice.text() }));
}

/** A step of one item, cut into parts: each holds what is shown of it already, and the part before. */
function partsOf({ increments }: Step, shown: readonly ShownIncrement[], weigh: Weigh): Increment[] {
  const [step, ...more] = increments;
  if (!step || more.length > 0) return [];
  const before = shown.find(({ item }) => item === step.item);
  return step.item.list ? shorterLists(step.item.list(), step, before) : fewerLines(step, before, weigh);
}

function shorterLists(list: ItemList, step: Increment, before: ShownIncrement | undefined): Increment[] {
  const { entries: most = 0, worth } = step.choice;
  const least = (before?.choice.entries ?? 0) + 1;
  return Array.from({ length: Math.max(0, most - least) }, (_, at) => {
    const count = least + at;
    const level = list.levelOf(count);
    const choice = { ...step.choice, level, entries: count, text: () => list.textOf(count) };
    return { ...step, level, choice, value: step.value * (list.worthOf(count) / worth) };
  });
}

function fewerLines(step: Increment, before: ShownIncrement | undefined, weigh: Weigh): Increment[] {
  const whole = step.choice.text();
  const level = step.level === 'body' ? 'pruned' : step.level;
  const own = linesOf(before?.text ?? '');
  const first = new Set(own);
  const { path } = step.item.symbol;
  const heavier = (unit: Unit) => weigh(unit) + (first.has(unit.text) ? 1e6 : 0);
  const grown = growth(whole, languageOf(path), heavier, mostParts);
  return grown.slice(0, -1).flatMap((text) => {
    const lines = new Set(linesOf(text));
    const isMore =
      lines.size >= leastLines && lines.size > first.size && own.every((line) => lines.has(line));
    if (!isMore) return [];
    const value = step.value - step.gain * (1 - text.length / whole.length);
    return { ...step, level, value, choice: { ...step.choice, level, text: () => text } };
  });
}

/** The lines of a text that are no elisions. */
function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '' && !/… \d+ lines?\b/.test(line));
}
