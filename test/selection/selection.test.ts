import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenizerFor } from '../../server/models/models.ts';
import { levels } from '../../server/protocol/protocol.ts';
import { type Shown, select } from '../../server/selection/selection.ts';
import { itemOf, items } from '../support/items.ts';

const tokenizer = tokenizerFor('embedded');
const header = 9;
const budgetOf = (tokens: number) => ({
  tokens,
  tokenizer,
  overhead: () => 3,
  header: () => header,
  measure: (shown: readonly Shown[]) =>
    shown.reduce((sum, { text }) => sum + tokenizer.count(text) + 3, 0) +
    header * new Set(shown.map(({ item }) => item.symbol.path)).size,
});
const seenOf = (path: string, start: number, end: number) => ({
  root: '/r',
  seen: { path, range: { start, end } },
});
const shown = seenOf('/r/main.ts', 0, 100);
const kept = (all: Parameters<typeof select>[0], tokens: number) =>
  select(all, budgetOf(tokens), shown).kept.map(({ item, level }) => `${item.symbol.name} ${level}`);

const invoice = itemOf({
  path: '/r/invoice.ts',
  start: 0,
  name: 'Invoice',
  kind: 'interface',
  score: 1,
  texts: {
    name: 'interface Invoice',
    signature: 'interface Invoice',
    skeleton: 'interface Invoice { id: string; total: number }',
    body: `/** ${'What is owed. '.repeat(20)} */ interface Invoice { id: string; total: number }`,
  },
});

describe('select', () => {
  test('shows more of a symbol as the budget grows', () => {
    expect([10, 16, 40, 200].map((tokens) => kept([invoice], tokens))).toMatchInlineSnapshot(`
      [
        [],
        [],
        [
          "Invoice skeleton",
        ],
        [
          "Invoice body",
        ],
      ]
    `);
  });

  test('says why an item is not shown', () => {
    const twin = { ...invoice, id: 'other', source: 'imports' as const, score: 0.5 };
    const { dropped } = select([invoice, twin], budgetOf(5), shown);
    expect(dropped.map(({ why }) => why)).toMatchInlineSnapshot(`
      [
        "It needs 14 tokens and the whole budget is 5.",
        "Already there as Invoice, found by "types".",
      ]
    `);
  });

  test('keeps within the budget, each item once, and accounts for every item', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 600 }), (all, tokens) => {
        const selection = select(all, budgetOf(tokens), shown);
        const spent = selection.kept.reduce((sum, choice) => sum + choice.tokens, 0);
        expect(spent).toBeLessThanOrEqual(tokens);
        expect(selection.kept.length + selection.dropped.length).toBe(all.length);
      }),
    );
  });

  test('is nested: with more budget no item is shown at a lower level', () => {
    fc.assert(
      fc.property(
        items,
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        (all, tokens, more) => {
          const large = new Map(
            select(all, budgetOf(tokens + more), shown).kept.map((k) => [k.item, levels.indexOf(k.level)]),
          );
          for (const { item, level } of select(all, budgetOf(tokens), shown).kept) {
            expect(large.get(item) ?? -1).toBeGreaterThanOrEqual(levels.indexOf(level));
          }
        },
      ),
    );
  });

  test('does not depend on the order of the items', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 400 }), (all, tokens) => {
        const texts = (list: typeof all) =>
          select(list, budgetOf(tokens), shown)
            .kept.map(({ item, text }) => `${item.id} ${text}`)
            .sort();
        const unique = [...new Map(all.map((item) => [`${item.id} ${item.symbol.name}`, item])).values()];
        expect(texts(unique.toReversed())).toEqual(texts(unique));
      }),
    );
  });
});

test('what stands near the cursor in the open file is not shown twice', () => {
  const { kept, dropped } = select([invoice], budgetOf(500), seenOf('/r/invoice.ts', 0, 9000));
  expect([kept.length, dropped[0]?.why]).toEqual([0, 'It stands in the open file, near the cursor.']);
  expect(select([invoice], budgetOf(500), seenOf('/r/invoice.ts', 10, 9000)).kept).toHaveLength(1);
});
