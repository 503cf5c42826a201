import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodeIndex } from '../../server/index/index.ts';
import type { SymbolFact } from '../../server/syntax/syntax.ts';

type Symbols = readonly (string | Partial<SymbolFact>)[];

function indexOf(files: Record<string, Symbols>): CodeIndex {
  const index = new CodeIndex();
  for (const [path, symbols] of Object.entries(files)) {
    const facts = symbols.map((one) => ({
      name: '',
      kind: 'function' as const,
      range: { start: 0, end: 1 },
      exported: false,
      ...(typeof one === 'string' ? { name: one } : one),
    }));
    index.put(path, { language: 'typescript', symbols: facts, imports: [], references: [], chunks: [] });
  }
  return index;
}

function found(names: readonly string[], query: string, limit = 20): string[] {
  return indexOf({ '/w/a.ts': names })
    .searchNames(query, { limit })
    .map(({ match, fact }) => `${match} ${fact.name}`);
}

test('exact before prefix, humps, part, substring and letters', () => {
  expect(
    found(['begun', 'go_up_now', 'Gun', 'gunshot', 'getUserName', 'aGun', 'gun', 'gasPumping'], 'gun'),
  ).toEqual([
    'exact gun',
    'exact Gun',
    'prefix gunshot',
    'humps go_up_now',
    'humps getUserName',
    'part aGun',
    'substring begun',
    'letters gasPumping',
  ]);
});

test.each([
  ['gUN', 'getUserName', 'humps'],
  ['getUN', 'getUserName', 'humps'],
  ['UsNa', 'getUserName', 'humps'],
  ['hs', 'HTTPServer', 'humps'],
  ['server', 'HTTPServer', 'part'],
  ['erName', 'getUserName', 'substring'],
  ['username', 'getUserName', 'humps'],
  ['get user name', 'getUserName', 'exact'],
  ['get_user_name', 'getUserName', 'exact'],
  ['getUserName', 'get_user_name', 'exact'],
  ['v2', 'parser_v2', 'humps'],
  ['äö', 'ÄpfelÖl', 'humps'],
  ['$state', '$state', 'exact'],
  ['gNU', 'getUserName', undefined],
  ['', 'x', undefined],
  ['  . ', 'x', undefined],
])('%j against %s: %s', (query, name, kind) => {
  expect(found([name], query)).toEqual(kind ? [`${kind} ${name}`] : []);
});

test('a member by what holds it, a kind, and the nearest of equals', () => {
  const index = indexOf({
    '/w/app/a.ts': [{ name: 'Hono', kind: 'class' }, { name: 'get', kind: 'method', container: 0 }, 'get'],
    '/w/lib/b.ts': [
      { name: 'Map', kind: 'class' },
      { name: 'get', kind: 'method', container: 0 },
    ],
    '/w/lib/b.test.ts': [{ name: 'get', kind: 'method' }],
  });
  const at = (query: string, options = {}): string[] =>
    index.searchNames(query, { limit: 9, ...options }).map(({ path, index: place }) => `${path} ${place}`);
  expect(at('Hono.get')).toEqual(['/w/app/a.ts 1']);
  expect(at('map::ge')).toEqual(['/w/lib/b.ts 1']);
  expect(at('lib.get')).toEqual(['/w/lib/b.ts 1', '/w/lib/b.test.ts 0']);
  expect(at('get', { kinds: new Set(['method']), near: '/w/lib/c.ts' })).toEqual([
    '/w/lib/b.ts 1',
    '/w/lib/b.test.ts 0',
    '/w/app/a.ts 1',
  ]);
});

test('a name that a file had is not found once it is gone', () => {
  const index = indexOf({ '/a.ts': ['invoice'], '/b.ts': ['invoice'] });
  index.remove('/a.ts');
  expect(index.searchNames('inv', { limit: 5 }).map(({ path }) => path)).toEqual(['/b.ts']);
  index.remove('/b.ts');
  expect(index.searchNames('inv', { limit: 5 })).toEqual([]);
});

test('every name is found by its own letters in order, and best by itself', () => {
  const name = fc.stringMatching(/^[a-zA-Z_$][a-zA-Z0-9_$]{0,14}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fc.boolean()),
      (names, keep) => {
        const [wanted = ''] = names;
        const letters = [...wanted].filter((letter) => /[a-zA-Z0-9]/.test(letter));
        fc.pre(letters.length > 0);
        expect(found(names, wanted)[0]).toBe(`exact ${wanted}`);
        const some = letters
          .filter(() => keep.next().value)
          .join('')
          .toLowerCase();
        fc.pre(some.length > 1);
        expect(found(names, some, 99).map((hit) => hit.split(' ')[1])).toContain(wanted);
      },
    ),
  );
});

test('a long name of many like humps takes no time', () => {
  const name = `b_${'a_'.repeat(60)}xb_a`;
  expect(found([name], `${'a'.repeat(40)}b`)).toEqual([`letters ${name}`]);
});
