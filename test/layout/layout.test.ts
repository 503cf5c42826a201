import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  budgetFor,
  formatNames,
  formatOf,
  layOut,
  reuseOf,
  roomForFile,
  windowAround,
} from '../../server/layout/layout.ts';
import { membersItem } from '../../server/context/members-item.ts';
import { allControlTokens, tokenizerFor } from '../../server/models/models.ts';
import { type Level, levels, type Trace } from '../../server/protocol/protocol.ts';
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

const style = {
  root: '/r',
  path: '/r/src/main.ts',
  language: 'typescript',
  order: 'best last' as const,
};
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

function laid(all: Parameters<typeof select>[0], tokens: number, format = 'plain', last?: Trace) {
  const budget = budgetOf(tokens);
  const view = { root: '/r', seen: { path: '/r/src/main.ts', range: { start: 0, end: 8 } } };
  const seen = { prefix: 'send(', suffix: ');\n' };
  const cursor = cursorIn(seen.prefix, seen.suffix);
  const selection = select(all, budget, view);
  return layOut({ cursor, hole, selection, format: formatOf(format), budget, seen, root: '/r', last });
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
      "// ./order.ts
      send(makeInvoice());

      // ./invoice.ts
      export function makeInvoice(): Invoice
      interface Invoice {
        total: number;
      }

      "
    `);
  });

  test('says once what several items say: a head over its members, a member within them', () => {
    const holder = {
      name: 'Order',
      kind: 'interface',
      path: '/r/src/order.ts',
      range: { start: 0, end: 90 },
      line: 1,
    };
    const members = ['id: string', 'total: number'].map((signature) => ({
      name: signature,
      signature,
      evidence: {},
    }));
    const list = membersItem(holder, { source: 'members', reason: 'it is a test', score: 1 }, members);
    const head = itemOf({
      ...holder,
      start: 0,
      score: 0.9,
      texts: { signature: 'export interface Order extends Row' },
    });
    const total = itemOf({
      ...holder,
      name: 'total',
      kind: 'property',
      start: 30,
      score: 0.8,
      texts: { signature: 'total: number' },
    });
    const member = { ...total, symbol: { ...total.symbol, container: 'Order' } };
    const signature = `open(${Array.from({ length: 8 }, (_, at) => `part${at}: string`).join(', ')}): void`;
    const finding = { source: 'members', reason: 'it is a test', score: 1 } as const;
    const long = membersItem(holder, finding, [{ name: 'open', signature, evidence: {} }]);
    const open = itemOf({
      ...holder,
      name: 'open',
      kind: 'method',
      start: 30,
      score: 0.8,
      texts: { signature },
    });
    const opens = { ...open, symbol: { ...open.symbol, container: 'Order' } };
    expect(laid([opens, long], 500).context.split('open(').length).toBe(2);
    expect(laid([member, list, head], 500).context).toBe(
      '// ./order.ts\nexport interface Order extends Row { id: string; total: number }\n\n',
    );
    expect(laid([member, head], 500).context).toBe(
      '// ./order.ts\nexport interface Order extends Row\n// in Order\ntotal: number\n\n',
    );
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

describe('the window', () => {
  const lines = (name: string, count = 300) =>
    Array.from({ length: count }, (_, i) => `const ${name}${i} = ${i};\n`).join('');
  const file = { prefix: `${lines('before')}send(`, suffix: `);\n${lines('after')}` };

  test('is cut at line ends to what it holds, around the cursor', () => {
    const { prefix, suffix } = windowAround({ ...file, tokens: 400, tokenizer });
    expect(tokenizer.count(prefix) + tokenizer.count(suffix)).toBeLessThanOrEqual(400);
    expect(prefix).toMatch(/^const before\d+ = \d+;\n[^]*send\($/);
    expect(suffix).toMatch(/^\);\n[^]*const after\d+ = \d+;\n$/);
  });

  test('starts where the last one did for as long as that fits', () => {
    const starts: number[] = [];
    let last: string | undefined;
    for (let typed = 0; typed < 60; typed++) {
      const prefix = `${file.prefix}\n${lines('typed', typed)}`;
      last = windowAround({ prefix, suffix: file.suffix, tokens: 1200, tokenizer, last }).prefix;
      expect(tokenizer.count(last)).toBeLessThanOrEqual(1200);
      starts.push(prefix.length - last.length);
    }
    expect(new Set(starts).size).toBeLessThanOrEqual(6);
  });

  test('holds as much of what follows as the format wants, and no line more', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => `${text}\n`);
    const counter = fc.constantFrom(tokenizer, tokenizerFor('llama-2'));
    fc.assert(
      fc.property(fc.array(line), fc.integer({ min: 1, max: 120 }), counter, (after, most, counted) => {
        const request = { prefix: file.prefix, suffix: after.join(''), tokens: 5000, tokenizer: counted };
        const { suffix } = windowAround({ ...request, mostSuffix: most });
        const shown = after.findIndex((_, at) => after.slice(0, at).join('') === suffix);
        const more = shown < 0 ? undefined : after.slice(0, shown + 1).join('');
        expect(counted.count(suffix)).toBeLessThanOrEqual(most);
        if (suffix !== request.suffix) expect(counted.count(more!)).toBeGreaterThan(most);
      }),
    );
  });
});

test("the format's own words are paid from the window", () => {
  const cursor = cursorIn('send(', ');');
  const room = (format: string) =>
    roomForFile(formatOf(format), { cursor, hole, root: '/r' }, budgetOf(100), 1000);
  expect(room('plain')).toBe(899);
  expect(room('chat')).toBeLessThan(room('qwen2.5-coder'));
});

test('in a prompt for answers the best stand at both ends', () => {
  const all = [1, 2, 3, 4, 5].map((rank) =>
    itemOf({
      path: `/r/${rank}.ts`,
      start: 0,
      name: `r${rank}`,
      kind: 'function',
      score: 1 / rank,
      texts: { signature: `r${rank}()` },
    }),
  );
  const order = (format: string) =>
    [...laid(all, 500, format).context.matchAll(/^\/\/ (\d)/gm)].map(([, rank]) => rank).join('');
  expect([order('plain'), order('chat')]).toEqual(['54321', '13542']);
});

test('where a provider prices what it remembers, the prompt may break behind the context', () => {
  const { prompt } = laid([invoice], 500, 'chat');
  const ends = prompt.breakpoints?.map((end) => prompt.segments.slice(0, end).at(-1)?.kind);
  expect(ends).toEqual(['instructions', 'context']);
});

describe('the prompt after another', () => {
  const asLast = ({ prompt, kept }: ReturnType<typeof laid>): Trace => {
    const segments = prompt.segments.map((one) => ({ ...one, tokens: tokenizer.count(one.text) }));
    const items = kept.map(({ item, level }) => ({
      id: item.id,
      source: item.source,
      level,
      path: item.symbol.path,
    }));
    return { prompt: segments, kept: items } as unknown as Trace;
  };
  const first = laid([similar, make], 500);

  test('starts as that one did, with what is new behind', () => {
    const { context, kept, stale } = laid([similar, make, invoice], 500, 'plain', asLast(first));
    expect(context.startsWith(first.context)).toBe(true);
    expect(context.slice(first.context.length)).toMatch(/^\/\/ \.\/invoice\.ts\ninterface Invoice \{/);
    expect([kept.length, stale.length]).toEqual([3, 0]);
  });

  test('keeps what is not wanted any more, and says why it stands there', () => {
    const { context, stale } = laid([make], 500, 'plain', asLast(first));
    expect(context).toBe(first.context);
    expect(stale.map(({ id, why }) => [id, why.split(',')[0]])).toEqual([
      [similar.id, 'Stays from the last prompt'],
    ]);
  });

  test('is made anew where what matters does not fit, where most is missing, and where a text changed', () => {
    const tight = laid([similar, make, invoice], first.contextTokens + 5, 'plain', asLast(first));
    expect(tight.context.startsWith(first.context)).toBe(false);
    expect(tight.contextTokens).toBeLessThanOrEqual(first.contextTokens + 5);
    const others = [1, 2, 3].map((at) =>
      itemOf({
        path: `/r/src/${at}.ts`,
        start: 0,
        name: `pay${at}`,
        kind: 'function',
        score: 0.22,
        texts: { signature: `export function pay${at}(): void` },
      }),
    );
    expect(laid(others, 500, 'plain', asLast(first)).context).not.toContain('makeInvoice');
    expect(laid(others.slice(1), 500, 'plain', asLast(first)).context).toBe(first.context);
    const text = 'export function makeInvoice(total: number): Invoice';
    const changed = { ...make, render: (level: Level) => (level === 'signature' ? text : undefined) };
    expect(laid([similar, changed], 60, 'plain', asLast(first)).context).not.toContain('(): Invoice');
  });

  test('tells how many of its tokens are reused', () => {
    const last = asLast(first).prompt;
    const cache = reuseOf(last, last, tokenizer);
    expect(cache.reusedTokens).toBe(cache.promptTokens);
    expect(reuseOf(last, undefined, tokenizer).reusedTokens).toBe(0);
    const other = [{ kind: 'context', origin: 'x', text: 'other', tokens: 1 } as const, ...last];
    expect(reuseOf(other, last, tokenizer).reusedTokens).toBe(0);
  });
});
