/** What each level of an item costs and is worth, and the steps between levels worth considering. */

import { type ContextItem, distinctLevels, type ItemList } from '../context/context.ts';
import { type Level, levels } from '../protocol/protocol.ts';
import type { Shown, TokenBudget } from './choice.ts';
import type { Distinct } from './collapse.ts';
import { levelWorth, shapeOf } from './level-worth.ts';
import type { Said } from './steering.ts';

export interface Choice {
  readonly level: Level;
  /** Share of the item's score. */
  readonly worth: number;
  /** With what the layout adds to the item, without the line that names its file; of long texts about. */
  readonly tokens: number;
  /** Of a list: how many of its entries are shown. */
  readonly entries?: number;
  /** Made when it is shown: most choices never are. */
  text(): string;
}

/** An item that may be shown: what was said of it, and its levels, cheapest first. */
export interface Candidate extends Distinct {
  readonly said: Said;
  readonly choices: readonly Choice[];
}

/** A step from one level of an item (or from nothing) to a higher one. */
export interface Increment extends Pick<Shown, 'item' | 'level' | 'value'> {
  readonly said: Said;
  readonly choice: Choice;
  /** Tokens that the step costs on top of the level before. */
  readonly tokens: number;
  /** Value of the level reached, and what the step adds to it. */
  readonly value: number;
  readonly gain: number;
}

/** What may be shown of an item: the levels that show nothing banned, or the one that was asked for. */
export function candidateOf({ item, score }: Distinct, said: Said, budget: TokenBudget): Candidate {
  const own = { item, score: said.pin === undefined ? score : 1, said };
  const choices = choicesOf(item, budget).filter(({ level }) => !said.isBanned(level));
  const wanted = said.level?.level;
  if (wanted === undefined) return { ...own, choices };
  const below = choices.filter(({ level }) => levels.indexOf(level) <= levels.indexOf(wanted));
  const fixed =
    below.toSorted((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level)).at(-1) ?? choices[0];
  return { ...own, choices: fixed ? [fixed] : [] };
}

/** Letters from which on tokens are estimated from two samples: most such texts are far from fitting. */
const longText = 6000;
const sample = 1500;

function tokensOf(text: string, { tokenizer }: TokenBudget): number {
  if (text.length < longText) return tokenizer.count(text);
  const middle = text.length >> 1;
  const samples = text.slice(0, sample) + text.slice(middle, middle + sample);
  return Math.ceil((tokenizer.count(samples) * text.length) / samples.length);
}

/** Share of a signature's worth that it has without its types. With 0.7 and 0.95 as much is declared, to a symbol or two of 280. */
const briefWorth = 0.85;

/** The levels of an item with their tokens, cheapest first. */
function choicesOf(item: ContextItem, budget: TokenBudget): Choice[] {
  const around = budget.overhead(item);
  if (item.list) return listChoices(item.list(), around, budget);
  const shape = levelWorth[shapeOf(item)];
  const distinct = distinctLevels(item);
  const choices = distinct.map(({ level, text }) => {
    // A text that is all that a higher level has to show is worth as much as that.
    const same = levels.findLast((one) => item.render(one) === text) ?? level;
    return { level, worth: shape[same], tokens: tokensOf(text, budget) + around, text: () => text };
  });
  const brief = item.brief?.();
  if (brief === undefined) return choices.toSorted((a, b) => a.tokens - b.tokens);
  const worth = briefWorth * shape.signature;
  const tokens = tokensOf(brief, budget) + around;
  const short: Choice = { level: 'signature', worth, tokens, text: () => brief };
  return [...choices, short].toSorted((a, b) => a.tokens - b.tokens);
}

/** How much longer a list is with each step, from where single entries are no step of their own. */
const listGrowth = 1.25;

/** A list up to its first entry, its second, and so on. */
function listChoices(
  { entries, worthOf, levelOf, textOf }: ItemList,
  around: number,
  { tokenizer }: TokenBudget,
): Choice[] {
  const choices: Choice[] = [];
  let tokens = around + tokenizer.count(textOf(0));
  let next = 1;
  for (const [at, entry] of entries.entries()) {
    const count = at + 1;
    tokens += tokenizer.count(entry) + 1;
    if (count < next && count < entries.length) continue;
    next = Math.max(count + 1, Math.ceil(count * listGrowth));
    choices.push({
      level: levelOf(count),
      worth: worthOf(count),
      tokens,
      entries: count,
      text: () => textOf(count),
    });
  }
  return choices;
}

/**
 * The steps along the upper convex hull: each is worth less per token than the one before. The first costs `extra`
 * tokens more.
 */
export function incrementsOf(candidate: Candidate, extra: number): Increment[] {
  const hull: Increment[] = [];
  for (const choice of candidate.choices) {
    let step = stepTo(candidate, choice, { before: hull.at(-1), extra });
    for (let last = hull.at(-1); last && efficiency(step) >= efficiency(last); last = hull.at(-1)) {
      hull.pop();
      step = stepTo(candidate, choice, { before: hull.at(-1), extra });
    }
    if (step.gain > 0) hull.push(step);
  }
  return hull;
}

/** Value gained per token. */
export function efficiency({ gain, tokens }: Pick<Increment, 'gain' | 'tokens'>): number {
  return gain / Math.max(1, tokens);
}

function stepTo(
  { item, score, said }: Candidate,
  choice: Choice,
  { before, extra }: { readonly before: Increment | undefined; readonly extra: number },
): Increment {
  const value = score * choice.worth;
  const tokens = choice.tokens - (before ? before.choice.tokens : -extra);
  return { item, said, level: choice.level, choice, tokens, value, gain: value - (before?.value ?? 0) };
}
