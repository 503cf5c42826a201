import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodeIndex, type ImportQuery } from '../../server/index/index.ts';
import { languageOf } from '../../server/text/text.ts';
import { factsIn } from '../syntax/outline.ts';

async function indexOf(files: Readonly<Record<string, string>>): Promise<CodeIndex> {
  const index = new CodeIndex();
  for (const [path, text] of Object.entries(files)) index.put(path, await factsIn(text, languageOf(path)));
  return index;
}

const nothing: Omit<ImportQuery, 'path'> = {
  imported: new Set(),
  bound: new Set(),
  line: new Set(),
  near: new Set(),
  unbound: new Map(),
  heads: new Map(),
  inPlay: new Set(),
};

const namesFor = (index: CodeIndex, query: Partial<ImportQuery> = {}): string[] =>
  index.importable({ ...nothing, path: '/r/a/main.ts', ...query }, 20).map(({ fact }) => fact.name);

const files = {
  '/r/a/main.ts': "import { one } from './own';",
  '/r/a/own.ts': 'export const one = 1; export const two = 2; const hidden = 3;',
  '/r/far/away/billing.ts':
    'export function makeInvoice(): Invoice { return x }\nexport interface Invoice {}',
  '/r/far/away/peer.ts':
    "import { one } from '../../a/own';\nimport { makeInvoice } from './billing';\nimport { other } from '../other';",
  '/r/far/other.ts': 'export const other = 1; export class Store { static open() {} }',
};

test('a name that the file uses and nothing binds comes first', async () => {
  const index = await indexOf(files);
  const found = namesFor(index, { imported: new Set(['one']), unbound: new Map([['Store', 1]]) });
  expect(found[0]).toBe('Store');
  expect(found).toContain('two');
});

test('what similar files import is found, and what stands beside own imports', async () => {
  const index = await indexOf(files);
  const found = namesFor(index, { imported: new Set(['one']), bound: new Set(['one']) });
  expect(found.toSorted()).toEqual(['makeInvoice', 'other', 'two']);
});

test('an import that is written no more does not speak for anything', async () => {
  const index = await indexOf(files);
  expect(namesFor(index).toSorted()).toEqual(['one', 'two']);
});

test('what yields a wanted type is found wherever it is', async () => {
  const index = await indexOf(files);
  expect(namesFor(index, { heads: new Map([['Invoice', 1]]) })[0]).toBe('makeInvoice');
});

test('words of the line lead to names that have them', async () => {
  const index = await indexOf(files);
  expect(namesFor(index, { line: new Set(['invoice']) })[0]).toMatch(/Invoice/);
});

test('kinds that do not fit the place come last', async () => {
  const index = await indexOf(files);
  const query = { line: new Set(['invoice']), kinds: new Set(['interface'] as const) };
  expect(namesFor(index, query)[0]).toBe('Invoice');
});

test('files of one folder are a package in Go: all at their top is in scope, but methods and tests', async () => {
  const index = await indexOf({
    '/r/shop/main.go': 'package shop',
    '/r/shop/tax.go': 'package shop\nfunc vat() {}\nfunc Pay() {}\nfunc (t Tax) Rate() {}\n',
    '/r/shop/tax_test.go': 'package shop\nfunc TestVat() {}\n',
    '/r/money/rate.go': 'package money\nfunc rate() {}\nfunc Rate() {}\n',
  });
  const unbound = new Map(['vat', 'Pay', 'rate', 'Rate', 'TestVat'].map((name) => [name, 1] as const));
  const hits = index.importable({ ...nothing, path: '/r/shop/main.go', unbound }, 20);
  expect(hits.map(({ path, fact, inScope }) => `${path} ${fact.name} ${inScope}`).toSorted()).toEqual([
    '/r/money/rate.go Rate false',
    '/r/shop/tax.go Pay true',
    '/r/shop/tax.go vat true',
  ]);
});

test('packages that the own one does not ask for are out of reach', async () => {
  const index = await indexOf({
    '/r/a/main.ts': '',
    '/r/b/src/index.ts': 'export const fromB = 1;',
    '/r/c/src/index.ts': 'export const fromC = 1;',
    '/r/plain/index.ts': 'export const fromPlain = 1;',
  });
  index.setManifests([
    { folder: '/r', name: 'root', dependencies: [] },
    { folder: '/r/a', name: 'a', dependencies: ['@r/b'] },
    { folder: '/r/b', name: '@r/b', dependencies: [] },
    { folder: '/r/c', name: '@r/c', dependencies: [] },
    { folder: '/r/plain', dependencies: [] },
  ]);
  const unbound = new Map(['fromB', 'fromC', 'fromPlain'].map((name) => [name, 1] as const));
  const hits = index.importable({ ...nothing, path: '/r/a/main.ts', unbound }, 20);
  expect(hits.map(({ fact }) => fact.name).toSorted()).toEqual(['fromB', 'fromPlain']);
});

test('a package that others of its files import from is in reach, until they do not any more', async () => {
  const index = await indexOf({
    '/r/a/main.ts': '',
    '/r/a/other.ts': "import { fromC } from '../c/c';",
    '/r/c/c.ts': 'export const fromC = 1;',
  });
  index.setManifests([
    { folder: '/r/a', name: 'a', dependencies: [] },
    { folder: '/r/c', name: 'c', dependencies: [] },
  ]);
  expect(index.canImport('/r/a/main.ts', '/r/c/c.ts')).toBe(true);
  expect(index.canImport('/r/c/c.ts', '/r/a/main.ts')).toBe(false);
  index.remove('/r/a/other.ts');
  expect(index.canImport('/r/a/main.ts', '/r/c/c.ts')).toBe(false);
});

test('a definition is found behind the files that pass it on', async () => {
  const index = await indexOf({
    '/r/deep.ts': 'export const real = 1; export default class Real {}',
    '/r/named.ts': "export { real as renamed } from './deep';\nexport * from './loop';",
    '/r/loop.ts': "export * from './named';",
    '/r/index.ts': "export * from './named';",
  });
  const at = (path: string, name: string) => index.definitionOf(path, name);
  expect(at('/r/index.ts', 'renamed')).toMatchObject({ path: '/r/deep.ts', fact: { name: 'real' } });
  expect(at('/r/index.ts', 'real')).toBeUndefined();
  expect(at('/r/loop.ts', 'nothing')).toBeUndefined();
});

const path = fc.constantFrom('/r/a/main.ts', '/r/a/x.ts', '/r/a/y.ts', '/r/b/x.test.ts', '/r/b/z.ts');
const line = fc.constantFrom(
  'export const alphaBeta = 1;',
  'export function beta(): Alpha { return x }',
  'export class Alpha {}',
  'const gamma = 2;',
  "import { beta } from './x';",
  "import { alphaBeta, Alpha } from '../a/y';",
  "export * from './z';",
);
const text = fc.array(line, { maxLength: 4 }).map((lines) => lines.join('\n'));
const change = fc.record({ path, text: fc.option(text, { nil: undefined }) });

test('any sequence of changes leaves what a fresh build gives', async () => {
  const query: ImportQuery = {
    ...nothing,
    path: '/r/a/main.ts',
    imported: new Set(['beta', 'alphaBeta']),
    line: new Set(['alpha']),
    unbound: new Map([['beta', 0.5]]),
    heads: new Map([['Alpha', 1]]),
  };
  const answer = (index: CodeIndex) => [
    index.importable(query, 50).map(({ path: at, fact, score }) => [at, fact.name, score]),
    index.files().map((file) => [index.importsOf(file), index.importers(file)]),
    index.definitionOf('/r/b/z.ts', 'Alpha'),
  ];
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 12 }), async (changes) => {
      const changed = new CodeIndex();
      const last = new Map<string, string>();
      for (const one of changes) {
        answer(changed);
        if (one.text === undefined) {
          changed.remove(one.path);
          last.delete(one.path);
        } else {
          changed.put(one.path, await factsIn(one.text, 'typescript'));
          last.set(one.path, one.text);
        }
      }
      const fresh = await indexOf(Object.fromEntries(last));
      expect(answer(changed)).toEqual(answer(fresh));
    }),
    { numRuns: 60 },
  );
});

test.each([
  ['main.cs', 'namespace Shop { class A { } }', 'Till.cs', 'namespace Shop { class Till { } }'],
  ['main.cs', 'using Shop.Tills;', 'Tills/Till.cs', 'namespace Shop.Tills { class Till { } }'],
  ['main.c', '#include "tills/till.h"', 'tills/till.h', 'int Till(int a);'],
])('%s with %j has what %s declares, in scope', async (main, text, file, till) => {
  const path = `/r/Shop/${main}`;
  const index = await indexOf({ [path]: text, [`/r/Shop/${file}`]: till });
  expect(index.importable({ ...nothing, path }, 5).map(({ fact, inScope }) => [fact.name, inScope])).toEqual([
    ['Till', true],
  ]);
});
