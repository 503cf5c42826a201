import { expect, test } from 'vitest';
import { distinctLevels } from '../../server/context/context.ts';
import { importableNames } from '../../server/context/sources/importable.ts';
import type { Surroundings } from '../../server/context/source.ts';
import { surroundingsOf } from '../../server/context/surroundings.ts';
import { CodeIndex } from '../../server/index/index.ts';
import type { Hole } from '../../server/statics/statics.ts';
import type { Cursor } from '../../server/syntax/syntax.ts';
import { factsIn } from '../syntax/outline.ts';

const files: Readonly<Record<string, string>> = {
  '/r/shop/main.ts': "import { a } from './own.js';\nexport const invoice = ",
  '/r/shop/own.ts': 'export const a = 1;',
  '/r/billing/invoice.ts': `/** Makes one. */
export function makeInvoice(
  customer: Customer,
): Invoice {
  return { customer };
}
export interface Invoice { customer: Customer }
export const table = { ${'key: 1, '.repeat(100)} };`,
};

async function at(text: string, hole: Partial<Hole> = {}): Promise<Surroundings> {
  const index = new CodeIndex();
  const facts = new Map(
    await Promise.all(
      Object.entries(files).map(
        async ([path, source]) => [path, await factsIn(source, 'typescript')] as const,
      ),
    ),
  );
  for (const [path, known] of facts) index.put(path, known);
  const range = { start: 0, end: 29 };
  const cursor: Cursor = {
    document: { path: '/r/shop/main.ts', language: 'typescript', text },
    offset: text.length,
    path: [],
    region: 'code',
    enclosing: [],
    names: [{ name: 'a', kind: 'import', range }],
    prefix: text,
    suffix: '',
  };
  return surroundingsOf({
    cursor,
    hole: {
      kind: 'initializer',
      typingContext: [],
      relevantTypes: [],
      relevantHeaders: [],
      completeness: { state: 'complete' },
      ...hole,
    },
    workspace: { root: '/r', open: new Map(), recent: [] },
    index,
    read: async (path) => ({ path, text: files[path]!, facts: facts.get(path)! }),
  });
}

const signal = new AbortController().signal;
const main = files['/r/shop/main.ts']!;

test('a candidate says why it is one and how it would be imported, in the style of the file', async () => {
  const [first] = await importableNames.find(
    await at(main, { wantedHeads: [{ name: 'Invoice', weight: 1 }] }),
    signal,
  );
  expect(first?.reason).toBe(
    "yields the type that is expected here; importable with `import { makeInvoice } from '../billing/invoice.js';`",
  );
});

test('its header is on one line, and no longer than a line', async () => {
  const items = await importableNames.find(await at(main), signal);
  const headers = items.map((item) => item.render('signature') ?? '');
  expect(headers).toContain('export function makeInvoice( customer: Customer, ): Invoice');
  expect(Math.max(...headers.map(({ length }) => length))).toBeLessThanOrEqual(161);
  const whole = items.find(({ symbol }) => symbol.name === 'makeInvoice')!;
  expect(distinctLevels(whole).at(-1)?.text).toContain('/** Makes one. */');
});

test('a value is no type: types come after it where a value is expected', async () => {
  const items = await importableNames.find(await at(main), signal);
  const names = items.map(({ symbol }) => symbol.name);
  expect(names.indexOf('makeInvoice')).toBeLessThan(names.indexOf('Invoice'));
});

test('nothing is importable in a comment, a string or a module path', async () => {
  const surroundings = await at(main);
  const inString = { ...surroundings, cursor: { ...surroundings.cursor, region: 'string' as const } };
  expect(await importableNames.find(inString, signal)).toEqual([]);
  expect(await importableNames.find(await at(main, { kind: 'module path' }), signal)).toEqual([]);
});

test('after a dot a candidate is worth little', async () => {
  const surroundings = await at(main);
  const member = { receiver: { start: 0, end: 1 }, nameStart: 2 };
  const [plain] = await importableNames.find(surroundings, signal);
  const [dotted] = await importableNames.find(
    { ...surroundings, cursor: { ...surroundings.cursor, member } },
    signal,
  );
  expect(dotted!.score).toBeLessThan(plain!.score / 5);
});
