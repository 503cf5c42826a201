import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodeIndex } from '../../server/index/index.ts';
import type { FileFacts } from '../../server/syntax/syntax.ts';
import { factsIn } from '../syntax/outline.ts';

const paths = ['/w/a.ts', '/w/b.ts', '/w/b/index.ts', '/w/lib/c.py', '/w/lib/__init__.py'];
const path = fc.constantFrom(...paths);
const name = fc.constantFrom('alpha', 'beta', 'gamma');
const facts: fc.Arbitrary<FileFacts> = fc.record({
  language: fc.constant('typescript'),
  symbols: fc.array(
    name.map((n) => ({ name: n, kind: 'function', range: { start: 0, end: 5 }, exported: true }) as const),
    { maxLength: 3 },
  ),
  references: fc.constant([]),
  imports: fc.array(
    fc.constantFrom('./a', './b', './b/index', '../a.js', 'lib.c', '.c', 'pkg').map((module) => ({
      module,
      names: [{ local: 'c', imported: 'c' }],
      range: { start: 0, end: 1 },
    })),
    { maxLength: 3 },
  ),
  chunks: fc.array(
    fc
      .dictionary(name, fc.integer({ min: 1, max: 300 }))
      .map((terms) => ({ range: { start: 0, end: 9 }, terms: Object.entries(terms) })),
    { maxLength: 3 },
  ),
});
const asked = fc.subarray(paths);
const step = fc.oneof(
  fc.record({ path, facts, asked }),
  fc.record({ path, facts: fc.constant(undefined), asked }),
);

function everything(index: CodeIndex): unknown {
  return {
    files: index
      .files()
      .map((file) => [
        file,
        index.importsOf(file),
        index.importers(file, 1),
        index.importers(file),
        index.symbolAt(file, 2),
      ]),
    facts: index.files().map((file) => ({ ...index.facts(file) })),
    named: ['alpha', 'beta', 'gamma'].map((one) => index.symbolsNamed(one)),
    found: index.search(['alpha', 'beta', 'beta'], { limit: 100 }),
    statistics: { ...index.statistics(), bytes: 0, memory: undefined },
    names: ['al', 'bE', 'a', 'g'].map((query) => index.searchNames(query, { limit: 5 })),
  };
}

test('any sequence of changes leaves what a fresh build gives', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const changed = new CodeIndex();
      const last = new Map<string, FileFacts>();
      for (const one of steps) {
        if (one.facts) changed.put(one.path, one.facts);
        else changed.remove(one.path);
        if (one.facts) last.set(one.path, one.facts);
        else last.delete(one.path);
        // What was asked before is remembered, and must not be believed for longer than it holds.
        for (const most of [1, undefined]) for (const file of one.asked) changed.importers(file, most);
      }
      const fresh = new CodeIndex();
      for (const [file, known] of last) fresh.put(file, known);
      for (const index of [changed, fresh]) index.setPackages(new Map([['pkg', '/w/b']]));
      expect(everything(changed)).toEqual(everything(fresh));
    }),
    { numRuns: 300 },
  );
});

test('many changes of one file do not change what is found nor grow the postings without end', () => {
  const index = new CodeIndex();
  const chunk = (n: number): FileFacts => ({
    language: 'plaintext',
    symbols: [],
    imports: [],
    references: [],
    chunks: [
      {
        range: { start: 0, end: 9 },
        terms: Array.from({ length: 200 }, (_, i) => [`t${(i * n) % 997}`, 1] as const),
      },
    ],
  });
  for (let n = 0; n < 50; n++) index.put(`/other${n}`, chunk(n + 1));
  for (let n = 0; n < 3_000; n++) index.put('/edited', chunk(n + 1));
  expect(index.statistics().chunks).toBe(51);
  expect(index.statistics().bytes).toBeLessThan(2_000_000);
});

test('a file that took too long to parse is said to be known as a text only', () => {
  const index = new CodeIndex();
  const facts = { language: 'typescript', symbols: [], imports: [], references: [], chunks: [] };
  index.put('/slow.ts', { ...facts, unread: true });
  index.put('/quick.ts', facts);
  expect(index.unread()).toEqual(['/slow.ts']);
  expect(index.facts('/slow.ts')?.unread).toBe(true);
});

test('the innermost symbol at an offset; what a method assigns is part of the method', async () => {
  const text = 'class A:\n    x = 1\n    def m(self):\n        self.y = 2\n';
  const index = new CodeIndex();
  index.put('/a.py', await factsIn(text, 'python'));
  const at = (needle: string): string | undefined => index.symbolAt('/a.py', text.indexOf(needle))?.fact.name;
  expect([at('class'), at('x = 1'), at('def'), at('self.y')]).toEqual(['A', 'x', 'm', 'm']);
  expect(index.symbolAt('/unknown.py', 0)).toBeUndefined();
});
