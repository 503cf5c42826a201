import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodeIndex, type Seed } from '../../server/index/index.ts';
import type { FileFacts, ImportFact, ReferenceFact, SymbolFact } from '../../server/syntax/syntax.ts';

interface File {
  readonly symbols?: readonly Partial<SymbolFact>[];
  /** `call make`, `type Invoice from 1`. */
  readonly uses?: readonly string[];
  /** `./b: x, y as z`. */
  readonly imports?: readonly string[];
}

function factsOf({ symbols = [], uses = [], imports = [] }: File): FileFacts {
  return {
    language: 'typescript',
    symbols: symbols.map((one) => ({
      name: 'x',
      kind: 'function' as const,
      range: { start: 0, end: 1 },
      exported: true,
      ...one,
    })),
    references: uses.map((use) => {
      const [, kind, name = '', from] = /^(\w+) (\S+)(?: from (\d+))?$/.exec(use) ?? [];
      const place = from === undefined ? {} : { from: Number(from) };
      return { name, kind: kind as ReferenceFact['kind'], count: 1, ...place };
    }),
    imports: imports.map(importOf),
    chunks: [],
  };
}

function importOf(written: string): ImportFact {
  const [module = '', names = ''] = written.split(': ');
  const bound = names
    .split(', ')
    .filter(Boolean)
    .map((name) => {
      const [imported = '', local = imported] = name.split(' as ');
      return { imported, local };
    });
  return { module, names: bound, range: { start: 0, end: 0 } };
}

function indexOf(files: Record<string, File>): CodeIndex {
  const index = new CodeIndex();
  for (const [path, file] of Object.entries(files)) index.put(path, factsOf(file));
  return index;
}

/** Names near a symbol with their files, best first. */
function near(index: CodeIndex, path: string, place = 0, limit = 4): string[] {
  const { symbols } = index.rank([{ path, index: place, weight: 1 }], { limit });
  return symbols.map((symbol) => `${symbol.fact.name} ${symbol.path}`);
}

const main = { symbols: [{ name: 'main' }], uses: ['call make from 0'] };

test('an imported name, through what passes it on, before all others of that name', () => {
  const index = indexOf({
    '/w/main.ts': { ...main, imports: ['./shop: build as make'] },
    '/w/shop/index.ts': { imports: ['./make: create as build', './other: *'] },
    '/w/shop/make.ts': { symbols: [{ name: 'create' }, { name: 'build' }] },
    '/w/far.ts': { symbols: [{ name: 'make' }] },
  });
  expect(near(index, '/w/main.ts', 0, 2)).toContain('create /w/shop/make.ts');
});

test('the own file before the imports for what is outermost', () => {
  const index = indexOf({
    '/w/main.ts': { symbols: [{ name: 'main' }, { name: 'make' }], uses: ['call make from 0'] },
    '/w/far.ts': { symbols: [{ name: 'make' }] },
  });
  expect(near(index, '/w/main.ts')).toEqual(['main /w/main.ts', 'make /w/main.ts']);
});

test('a function that is not imported is not meant; a member is, best one of a type that is named', () => {
  const symbols = (holder: string) => [
    { name: holder, kind: 'class' as const },
    { name: 'total', kind: 'method' as const, container: 0 },
  ];
  const index = indexOf({
    '/w/main.ts': {
      symbols: [{ name: 'main' }],
      uses: ['call total from 0', 'call help from 0', 'type Invoice from 0'],
    },
    '/w/help.ts': { symbols: [{ name: 'help' }] },
    '/w/a/invoice.ts': { symbols: symbols('Invoice') },
    '/w/order.ts': { symbols: symbols('Order') },
  });
  expect(near(index, '/w/main.ts', 0, 3)).toContain('total /w/a/invoice.ts');
  expect(near(index, '/w/main.ts', 0, 99).join()).not.toContain('/w/help.ts');
  expect(near(index, '/w/main.ts', 0, 99).join()).not.toContain('/w/order.ts');
});

test('in languages of packages the folder is in sight, and a name that only one file has', () => {
  const index = indexOf({
    '/w/a/main.go': { symbols: [{ name: 'main' }], uses: ['call make from 0', 'call rare from 0'] },
    '/w/a/make.go': { symbols: [{ name: 'make' }] },
    '/w/b/make.go': { symbols: [{ name: 'make' }, { name: 'rare' }] },
  });
  const found = near(index, '/w/a/main.go', 0, 3);
  expect(found.slice(1).toSorted()).toEqual(['make /w/a/make.go', 'rare /w/b/make.go']);
});

test('what is used counts more than what uses it, types more than calls', () => {
  const index = indexOf({
    '/w/a.ts': {
      symbols: [
        { name: 'subject' },
        { name: 'called' },
        { name: 'Typed', kind: 'interface' },
        { name: 'caller' },
      ],
      uses: ['call called from 0', 'type Typed from 0', 'call subject from 3'],
    },
  });
  expect(near(index, '/w/a.ts').map((one) => one.split(' ')[0])).toEqual([
    'subject',
    'Typed',
    'called',
    'caller',
  ]);
});

test('a test leads to the file it is about, a changed file to those that change with it', () => {
  const index = indexOf({
    '/w/src/a/invoice.ts': { symbols: [{ name: 'invoice' }] },
    '/w/src/b/invoice.ts': { symbols: [{ name: 'other' }] },
    '/w/test/a/invoice.test.ts': { symbols: [{ name: 'checks' }] },
    '/w/src/money.ts': { symbols: [{ name: 'money' }] },
  });
  const from = (path: string): string[] =>
    index
      .rank([{ path, weight: 1 }], { limit: 9 })
      .files.map((file) => file.path)
      .toSorted();
  expect(from('/w/test/a/invoice.test.ts')).toEqual(['/w/src/a/invoice.ts', '/w/test/a/invoice.test.ts']);
  expect(from('/w/src/a/invoice.ts')).toEqual(['/w/src/a/invoice.ts', '/w/test/a/invoice.test.ts']);
  index.setCoChange([{ files: ['/w/src/money.ts', '/w/src/b/invoice.ts'], weight: 0.5 }]);
  expect(from('/w/src/money.ts')).toEqual(['/w/src/b/invoice.ts', '/w/src/money.ts']);
});

test('without seeds what much refers to comes first; unknown seeds give nothing', () => {
  const user = (imports: string) => ({
    symbols: [{ name: 'user' }],
    uses: ['call shared from 0'],
    imports: [imports],
  });
  const index = indexOf({
    '/w/shared.ts': { symbols: [{ name: 'shared' }, { name: 'unused' }] },
    '/w/a.ts': user('./shared: shared'),
    '/w/b.ts': user('./shared: shared'),
    '/w/c.ts': user('./shared: shared'),
  });
  const { symbols, files } = index.rank(undefined, { limit: 1 });
  expect(symbols[0]?.fact.name).toBe('shared');
  expect(files[0]?.path).toBe('/w/shared.ts');
  expect(index.rank([{ path: '/gone.ts', weight: 1 }], { limit: 9 })).toEqual({ symbols: [], files: [] });
});

const paths = ['/w/a.ts', '/w/b.ts', '/w/b/index.ts', '/w/c.test.ts', '/w/c.ts', '/w/d.go', '/w/d/e.go'];
const path = fc.constantFrom(...paths);
const name = fc.constantFrom('one', 'two', 'three', 'default');
const symbol = fc.record({
  name,
  kind: fc.constantFrom('function' as const, 'class' as const, 'method' as const, 'property' as const),
  exported: fc.boolean(),
  container: fc.constantFrom(undefined, 0),
});
const file: fc.Arbitrary<File> = fc
  .record({
    symbols: fc.array(symbol, { maxLength: 4 }),
    uses: fc.array(
      fc
        .tuple(fc.constantFrom('call', 'type', 'use', 'construct'), name, fc.nat(3))
        .map(([kind, used, from]) => `${kind} ${used} from ${from}`),
      { maxLength: 4 },
    ),
    imports: fc.array(
      fc
        .tuple(fc.constantFrom('./a', './b', './c', './b/index', 'go.dev/d'), name, name, fc.boolean())
        .map(
          ([module, imported, local, all]) => `${module}: ${all ? '*' : imported} as ${all ? '*' : local}`,
        ),
      { maxLength: 3 },
    ),
  })
  .map(({ symbols, uses, imports }) => ({
    symbols: symbols.map(({ container, ...one }, at) =>
      container !== undefined && at > 0 ? { ...one, container } : one,
    ),
    uses: uses.filter((use) => Number(use.at(-1)) < symbols.length),
    imports,
  }));

function rankings(index: CodeIndex): unknown {
  const seeds: (readonly Seed[] | undefined)[] = paths.flatMap((one) => [
    [{ path: one, weight: 1 }],
    [{ path: one, index: 0, weight: 2 }],
  ]);
  return [undefined, ...seeds].map((from) => index.rank(from, { limit: 50, epsilon: 1e-4 }));
}

test('any sequence of changes leaves what a fresh build ranks, wherever it was walked before', () => {
  const step = fc.tuple(path, fc.option(file, { nil: undefined }), fc.boolean());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const changed = new CodeIndex();
      const last = new Map<string, File>();
      changed.setPackages(new Map([['go.dev', '/w']]));
      for (const [at, facts, walk] of steps) {
        if (facts) changed.put(at, factsOf(facts));
        else changed.remove(at);
        if (facts) last.set(at, facts);
        else last.delete(at);
        if (walk) rankings(changed);
      }
      const fresh = new CodeIndex();
      for (const [at, facts] of [...last].toReversed()) fresh.put(at, factsOf(facts));
      fresh.setPackages(new Map([['go.dev', '/w']]));
      expect(rankings(changed)).toEqual(rankings(fresh));
    }),
    { numRuns: 300 },
  );
});
