import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tokenizerFor } from '../../server/models/models.ts';
import type { ContextItem } from '../../server/context/context.ts';
import { levels } from '../../server/protocol/protocol.ts';
import { type Shown, select } from '../../server/selection/selection.ts';
import { itemOf, items } from '../support/items.ts';

type ItemSymbol = ContextItem['symbol'];

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

  test('says so where only what is pinned is shown, though the budget ends within that', () => {
    const least = Number.POSITIVE_INFINITY;
    const texts = { body: Array.from({ length: 30 }, (_, at) => `await pay(invoice${at});`).join('\n') };
    const long = itemOf({ path: '/r/a.ts', start: 0, name: 'payAll', kind: 'function', score: 1, texts });
    const steering = { pins: ['/r/a.ts#payAll'], bans: [], levels: [] };
    const { kept, dropped } = select([invoice, long], { ...budgetOf(60), least }, { ...shown, steering });
    expect(kept.length).toBe(1);
    expect(dropped.map(({ why }) => why)).toEqual(['Only what is pinned is shown here.']);
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

  test('is nested: with more budget no item is shown at a lower level or with fewer lines', () => {
    fc.assert(
      fc.property(
        items,
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 100 }),
        (all, tokens, more) => {
          const large = new Map(
            select(all, budgetOf(tokens + more), shown).kept.map((one) => [one.item, one]),
          );
          for (const { item, level, text } of select(all, budgetOf(tokens), shown).kept) {
            const other = large.get(item);
            expect(levels.indexOf(other?.level ?? 'name')).toBeGreaterThanOrEqual(levels.indexOf(level));
            // What is in short is shown whole with more budget.
            if (other?.level === level && text !== item.brief?.())
              expect(linesOf(other.text)).toEqual(expect.arrayContaining(linesOf(text)));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('gives the same answer again, and does not depend on the order of the items', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 400 }), (all, tokens) => {
        const unique = [...new Map(all.map((item) => [`${item.id} ${item.symbol.name}`, item])).values()];
        const { kept, dropped } = select(unique, budgetOf(tokens), shown);
        const turned = select(unique.toReversed(), budgetOf(tokens), shown);
        expect(turned.kept).toEqual(kept);
        expect(new Set(turned.dropped)).toEqual(new Set(dropped));
      }),
    );
  });

  test('never shows what is banned, pinned or not', () => {
    type Rule = readonly [rule: string, bans: (symbol: ItemSymbol) => boolean];
    const rules = fc.constantFrom<Rule[]>(
      ['a.ts', ({ path }) => path === '/r/a.ts'],
      ['/c', ({ path }) => path === '/r/c/d.ts'],
      ['#Invoice', ({ name }) => name === 'Invoice'],
      ['b.ts#total', ({ path, name }) => path === '/r/b.ts' && name === 'total'],
      ['*.ts#x', ({ name }) => name === 'x'],
    );
    fc.assert(
      fc.property(items, fc.array(rules, { minLength: 1, maxLength: 3 }), (all, banned) => {
        const steering = { pins: ['a.ts', '#Invoice'], bans: banned.map(([rule]) => rule), levels: [] };
        const { kept } = select(all, budgetOf(500), { ...shown, steering });
        expect(kept.filter(({ item }) => banned.some(([, bans]) => bans(item.symbol)))).toEqual([]);
      }),
    );
  });
});

test('what is pinned stands in even where hardly anything fits, with the rule as its reason', () => {
  const other = itemOf({
    path: '/r/z.ts',
    start: 0,
    name: 'z',
    kind: 'function',
    score: 0,
    texts: { signature: 'z(): void' },
  });
  const steering = { pins: ['#z'], bans: [], levels: [] };
  const { kept } = select([invoice, other], budgetOf(20), { ...shown, steering });
  expect(kept.map(({ item, why }) => [item.symbol.name, why])).toEqual([['z', 'Pinned by "#z".']]);
});

test('a member that is banned takes along the levels of its holder that would show it', () => {
  const holder = {
    ...invoice,
    holds: (level: string) => (level === 'body' || level === 'skeleton' ? ['total', 'Invoice.total'] : []),
  };
  const steering = { pins: [], bans: ['#Invoice.total'], levels: [] };
  const { kept } = select([holder], budgetOf(500), { ...shown, steering });
  expect(kept.map(({ level }) => level)).toEqual(['name']);
});

test('copies are shown once, and of a type only what a signature mentions comes along with it', () => {
  const text = `export function charge(invoice: Invoice): Receipt {\n${'  ledger.settle(invoice, rates, customer, currency);\n'.repeat(6)}}`;
  const copy = (path: string) =>
    itemOf({
      path,
      start: 0,
      name: 'charge',
      kind: 'function',
      score: 0.9,
      texts: {
        signature:
          'charge(invoice: Invoice, at: Date, by: Customer, in: Currency, how: Method, note: string): Receipt',
        body: `${text} a b c d e f g h i j k l m n o`,
      },
    });
  const receipt = itemOf({
    path: '/r/one.ts',
    start: 900,
    name: 'Receipt',
    kind: 'type',
    score: 0.001,
    texts: { signature: 'type Receipt = string' },
  });
  const mentioning = { ...copy('/r/one.ts'), mentions: ['Receipt'] };
  const { kept, dropped } = select([mentioning, copy('/r/two.ts'), receipt], budgetOf(64), shown);
  expect(kept.map(({ item }) => item.symbol.name).toSorted()).toEqual(['Receipt', 'charge']);
  expect(dropped.map(({ why }) => why)).toEqual(['Says the same as charge of line 1 in another place.']);
});

test('what stands near the cursor in the open file is not shown twice', () => {
  const { kept, dropped } = select([invoice], budgetOf(500), seenOf('/r/invoice.ts', 0, 9000));
  expect([kept.length, dropped[0]?.why]).toEqual([0, 'It stands in the open file, near the cursor.']);
  expect(select([invoice], budgetOf(500), seenOf('/r/invoice.ts', 10, 9000)).kept).toHaveLength(1);
});

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '' && !/… \d+ lines?/.test(line));
}
