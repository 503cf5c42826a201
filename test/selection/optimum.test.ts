/** Against the exact solution, found by dynamic programming over tokens. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ContextItem, distinctLevels } from '../../server/context/context.ts';
import { tokenizerFor } from '../../server/models/models.ts';
import type { Level } from '../../server/protocol/protocol.ts';
import { chainOf } from '../../server/selection/chain.ts';
import { candidateOf } from '../../server/selection/increments.ts';
import { select, type Shown, type TokenBudget } from '../../server/selection/selection.ts';
import { itemOf } from '../support/items.ts';

const tokenizer = tokenizerFor('embedded');
const costOf = (text: string) => tokenizer.count(text) + 5;

/** Costs that add up: every item is the only one of its file. */
const budgetOf = (tokens: number): TokenBudget => ({
  tokens,
  tokenizer,
  overhead: () => 3,
  header: () => 2,
  measure: (shown: readonly Shown[]) => shown.reduce((sum, { text }) => sum + costOf(text), 0),
});
const view = { root: '/r', seen: { path: '/r/main.ts', range: { start: 0, end: 1 } } };

const words = fc.array(fc.constantFrom('return', 'total', 'invoice', '=', '\n'), {
  minLength: 1,
  maxLength: 40,
});
const level = fc.record({
  text: words.map((all) => all.join(' ')),
  worth: fc.double({ min: 0, max: 1, noNaN: true }),
});
const levelled = fc.record({
  score: fc.double({ min: 0, max: 1, noNaN: true }),
  name: level,
  signature: level,
  skeleton: level,
  body: level,
});
const items = fc.array(levelled, { minLength: 1, maxLength: 12 }).map((all) =>
  all.map(({ score, ...levels }, at): ContextItem => {
    const part = <K extends 'text' | 'worth'>(key: K) =>
      Object.fromEntries(Object.entries(levels).map(([name, own]) => [name, own[key]]));
    const item = itemOf({
      path: `/r/${at}.ts`,
      start: 0,
      name: `x${at}`,
      kind: 'function',
      score,
      texts: part('text') as Partial<Record<Level, string>>,
    });
    return { ...item, worth: { pruned: 0, ...part('worth') } as Record<Level, number> };
  }),
);

function optimum(all: readonly ContextItem[], tokens: number): number {
  let best = new Float64Array(tokens + 1);
  for (const item of all) {
    const next = Float64Array.from(best);
    for (const { level, text } of distinctLevels(item)) {
      const cost = costOf(text);
      const value = item.score * (item.worth?.[level] ?? 0);
      for (let at = cost; at <= tokens; at++)
        next[at] = Math.max(next[at] ?? 0, (best[at - cost] ?? 0) + value);
    }
    best = next;
  }
  return best[tokens] ?? 0;
}

describe('the value of what is chosen', () => {
  test('is at most one step below the optimum: the first that did not fit', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 300 }), (all, tokens) => {
        const budget = budgetOf(tokens);
        const { kept } = select(all, budget, view);
        const value = kept.reduce((sum, choice) => sum + choice.value, 0);
        const candidates = all.map((item) =>
          candidateOf({ item, score: item.score }, { isBanned: () => false }, budget),
        );
        let left = tokens;
        let missed = 0;
        for (const step of chainOf(candidates, budget.header)) {
          left -= step.tokens;
          if (left < 0) missed = step.gain;
          if (left < 0) break;
        }
        expect(optimum(all, tokens)).toBeLessThanOrEqual(value + missed + 1e-9);
      }),
      { numRuns: 300 },
    );
  });
});
