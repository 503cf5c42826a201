/** What each level of an item costs and is worth, and the steps between levels worth considering. */

import { type ContextItem, distinctLevels } from '../context/context.ts';
import type { Tokenizer } from '../models/models.ts';
import type { Level } from '../protocol/protocol.ts';

export interface TokenBudget {
  readonly tokens: number;
  readonly tokenizer: Tokenizer;
  /** Tokens at most that the layout adds to an item: the line that names its file, its owner, blank lines. */
  overhead(item: ContextItem): number;
}

export interface Choice {
  readonly level: Level;
  readonly text: string;
  readonly tokens: number;
}

/** A step from one level of an item (or from nothing) to a higher one. */
export interface Increment {
  readonly item: ContextItem;
  readonly choice: Choice;
  /** Tokens that the step costs on top of the level before. */
  readonly tokens: number;
  /** Value of the level reached. */
  readonly value: number;
  /** Value gained per token of the step. */
  readonly efficiency: number;
}

/** Share of an item's score that a level is worth, by what the symbol is (hand-set starting values). */
const worth: Readonly<Record<'callable' | 'shape' | 'chunk', Readonly<Record<Level, number>>>> = {
  callable: { name: 0.15, signature: 0.75, skeleton: 0.8, pruned: 0.9, body: 1 },
  shape: { name: 0.1, signature: 0.3, skeleton: 0.92, pruned: 0.96, body: 1 },
  chunk: { name: 0, signature: 0, skeleton: 0, pruned: 0, body: 1 },
};

const shapes = new Set(['class', 'interface', 'type', 'enum', 'namespace']);

/** The levels of an item with exact token counts, cheapest first. */
export function choicesOf(item: ContextItem, { tokenizer, overhead }: TokenBudget): Choice[] {
  const around = overhead(item);
  const choices = distinctLevels(item).map(({ level, text }) => ({
    level,
    text,
    tokens: tokenizer.count(text) + around,
  }));
  return choices.toSorted((a, b) => a.tokens - b.tokens);
}

/** The steps along the upper convex hull: each is worth less per token than the one before. */
export function incrementsOf({
  item,
  choices,
}: {
  item: ContextItem;
  choices: readonly Choice[];
}): Increment[] {
  const hull: Increment[] = [];
  for (const choice of choices) {
    let step = stepTo(item, choice, hull.at(-1));
    while (hull.length > 0 && step.efficiency >= (hull.at(-1)?.efficiency ?? 0)) {
      hull.pop();
      step = stepTo(item, choice, hull.at(-1));
    }
    if (step.efficiency > 0) hull.push(step);
  }
  return hull;
}

function stepTo(item: ContextItem, choice: Choice, before: Increment | undefined): Increment {
  const value = item.score * worthOf(item, choice.level);
  const tokens = choice.tokens - (before?.choice.tokens ?? 0);
  return { item, choice, tokens, value, efficiency: (value - (before?.value ?? 0)) / Math.max(1, tokens) };
}

function worthOf({ symbol, worth: own }: ContextItem, level: Level): number {
  if (own) return own[level];
  if (symbol.kind === 'chunk') return worth.chunk[level];
  return worth[shapes.has(symbol.kind) ? 'shape' : 'callable'][level];
}
