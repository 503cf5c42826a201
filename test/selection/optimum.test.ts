/** Against the exact solution, found by dynamic programming over tokens. */

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withRankedMembers } from '../../server/context/context.ts';
import { membersItem } from '../../server/context/members-item.ts';
import { tokenizerFor } from '../../server/models/models.ts';
import { chainOf } from '../../server/selection/chain.ts';
import { type Candidate, candidateOf } from '../../server/selection/increments.ts';
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
const text = words.map((all) => all.join(' '));
const levelled = fc.record({
  kind: fc.constantFrom('function', 'class'),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
  texts: fc.record({ name: text, signature: text, skeleton: text, body: text }),
});
const symbols = levelled.map(
  (own) => (at: number) => itemOf({ ...own, path: `/r/${at}.ts`, start: 0, name: `x${at}` }),
);
const lists = fc
  .array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 12 })
  .map((scores) => (at: number) => {
    const holder = {
      name: `X${at}`,
      kind: 'class',
      path: `/r/${at}.ts`,
      range: { start: 0, end: 9 },
      line: 1,
    };
    const finding = { source: 'members', reason: 'it is a test', score: 1 } as const;
    const members = scores.map((_, nth) => ({
      name: `m${nth}`,
      signature: `m${nth}(): M${nth}`,
      evidence: {},
    }));
    return withRankedMembers(membersItem(holder, finding, members), scores);
  });
const items = fc
  .array(fc.oneof(symbols, lists), { minLength: 1, maxLength: 12 })
  .map((all) => all.map((made, at) => made(at)));

function optimum(all: readonly Candidate[], tokens: number): number {
  let best = new Float64Array(tokens + 1);
  for (const { score, choices } of all) {
    const next = Float64Array.from(best);
    for (const { worth, text: shown } of choices) {
      const cost = costOf(shown());
      for (let at = cost; at <= tokens; at++)
        next[at] = Math.max(next[at] ?? 0, (best[at - cost] ?? 0) + score * worth);
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
        expect(optimum(candidates, tokens)).toBeLessThanOrEqual(value + missed + 1e-9);
      }),
      { numRuns: 300 },
    );
  });
});
