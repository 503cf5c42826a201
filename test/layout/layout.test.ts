import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { budgetFor, formatNames, formatOf, layOut } from '../../server/layout/layout.ts';
import { allControlTokens, tokenizerFor } from '../../server/models/models.ts';
import { levels } from '../../server/protocol/protocol.ts';
import { select } from '../../server/selection/selection.ts';
import type { Hole } from '../../server/statics/statics.ts';
import type { Cursor } from '../../server/syntax/syntax.ts';
import { itemOf, items } from '../support/items.ts';

const tokenizer = tokenizerFor('embedded');

const hole: Hole = {
  kind: 'argument',
  expectedType: { name: 'Invoice' },
  typingContext: [],
  relevantTypes: [],
  relevantHeaders: [],
  completeness: { state: 'complete' },
};

const style = { root: '/r', language: 'typescript' };
const budgetOf = (tokens: number) => budgetFor(tokens, tokenizer, style);

function cursorIn(prefix: string, suffix: string): Cursor {
  const document = { path: '/r/src/main.ts', language: 'typescript', text: prefix + suffix };
  return {
    document,
    offset: prefix.length,
    path: [],
    region: 'code',
    enclosing: [],
    names: [],
    prefix,
    suffix,
  };
}

function laid(all: Parameters<typeof select>[0], tokens: number, format = 'plain', window = 8000) {
  const budget = budgetOf(tokens);
  const cursor = cursorIn('send(', ');\n');
  return layOut({
    cursor,
    hole,
    selection: select(all, budget, {
      root: '/r',
      seen: { path: '/r/src/main.ts', range: { start: 0, end: 8 } },
    }),
    format: formatOf(format),
    budget,
    window,
    root: '/r',
  });
}

const invoice = itemOf({
  path: '/r/src/invoice.ts',
  start: 40,
  name: 'Invoice',
  kind: 'interface',
  score: 1,
  texts: { name: 'interface Invoice', body: 'interface Invoice {\n  total: number;\n}' },
});
const make = itemOf({
  path: '/r/src/invoice.ts',
  start: 4,
  name: 'makeInvoice',
  kind: 'function',
  score: 0.5,
  texts: { signature: 'export function makeInvoice(): Invoice' },
});
const similar = itemOf({
  path: '/r/src/order.ts',
  start: 0,
  name: 'lines from 1',
  kind: 'chunk',
  score: 0.3,
  texts: { body: 'send(makeInvoice());' },
});

describe('the context block', () => {
  test('names each file once, keeps source order in it, and ends with the best file', () => {
    expect(laid([similar, invoice, make], 500).context).toMatchInlineSnapshot(`
      "// src/order.ts
      send(makeInvoice());

      // src/invoice.ts
      export function makeInvoice(): Invoice
      interface Invoice {
        total: number;
      }

      "
    `);
  });

  test.each(formatNames)('is the same text in the prompt of %s', (format) => {
    const { prompt, context } = laid([invoice], 500, format);
    expect(prompt.segments.map(({ text }) => text).join('')).toContain(context.trim());
  });

  test('never exceeds the budget by one token, whatever the items hold', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 400 }), (all, tokens) => {
        const { context, contextTokens, kept, dropped } = laid(all, tokens);
        expect(tokenizer.count(context)).toBe(contextTokens);
        expect(contextTokens).toBeLessThanOrEqual(tokens);
        expect(kept.length + dropped.length).toBe(all.length);
      }),
      { numRuns: 200 },
    );
  });

  test('is nested: what a small budget shows, a larger one shows as well, at that level or above', () => {
    fc.assert(
      fc.property(
        items,
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 0, max: 300 }),
        (all, tokens, more) => {
          const large = new Map(
            laid(all, tokens + more).kept.map(({ item, level }) => [item, levels.indexOf(level)]),
          );
          for (const { item, level } of laid(all, tokens).kept) {
            expect(large.get(item) ?? -1).toBeGreaterThanOrEqual(levels.indexOf(level));
          }
        },
      ),
    );
  });

  test('spells no control token that the repository holds', () => {
    const all = allControlTokens.map((token, i) =>
      itemOf({
        path: `/r/${i}.ts`,
        start: 0,
        name: 'x',
        kind: 'chunk',
        score: 1,
        texts: { body: `a = "${token}"` },
      }),
    );
    const { context } = laid(all, 100_000);
    expect(allControlTokens.filter((token) => context.includes(token))).toEqual([]);
  });
});

test('the file is cut at line ends to what the window holds, around the cursor', () => {
  const lines = (name: string) =>
    Array.from({ length: 300 }, (_, i) => `const ${name}${i} = ${i};\n`).join('');
  const cursor = cursorIn(`${lines('before')}send(`, `);\n${lines('after')}`);
  const budget = budgetOf(1);
  const selection = { kept: [], dropped: [] };
  const { prompt } = layOut({
    cursor,
    hole,
    selection,
    format: formatOf('plain'),
    budget,
    window: 400,
    root: '/r',
  });
  expect(tokenizer.count(prompt.prefix) + tokenizer.count(prompt.suffix)).toBeLessThanOrEqual(400);
  expect(prompt.prefix).toMatch(/^const before\d+ = \d+;\n[^]*send\($/);
  expect(prompt.suffix).toMatch(/^\);\n[^]*const after\d+ = \d+;\n$/);
});
