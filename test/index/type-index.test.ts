import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodeIndex } from '../../server/index/index.ts';
import type { FileFacts, SymbolFact } from '../../server/syntax/syntax.ts';
import { factsIn } from '../syntax/outline.ts';

async function indexOf(files: Readonly<Record<string, string>>): Promise<(name: string) => string[]> {
  const index = new CodeIndex();
  const names = new Map<string, readonly SymbolFact[]>();
  for (const [path, text] of Object.entries(files)) {
    const facts = await factsIn(text, path.endsWith('.py') ? 'python' : 'typescript');
    index.put(path, facts);
    names.set(path, facts.symbols);
  }
  return (name) =>
    index
      .typeUses(name)
      .map(({ path, index: place, role, exported, isMember }) => {
        const marks = `${exported ? ' exported' : ''}${isMember ? ' member' : ''}`;
        return `${path} ${names.get(path)?.[place]?.name} ${role}${marks}`;
      })
      .toSorted();
}

test('a type is found by what yields, takes, constructs and extends it', async () => {
  const uses = await indexOf({
    'a.ts': 'export class Invoice { constructor(of: Invoice) {} copy(): Invoice { return this } }',
    'b.ts': `import { Invoice as Bill } from './a';
export const bills = new Map<string, Bill>();
export class Reminder extends Bill {}
function remind(bill: Bill): Promise<Bill | undefined> { return x }`,
    'c.py': 'from a import Invoice\ndef load() -> list[Invoice]: ...',
  });
  expect(uses('Invoice')).toMatchInlineSnapshot(`
    [
      "a.ts Invoice constructs exported",
      "a.ts constructor takes exported member",
      "a.ts copy yields exported member",
      "b.ts Reminder extends exported",
      "b.ts bills yields exported",
      "b.ts remind takes",
      "b.ts remind yields",
      "c.py load yields exported",
    ]
  `);
  expect(uses('Bill')).toEqual([]);
});

test('cases of an enumeration yield it', async () => {
  const uses = await indexOf({ 'a.ts': 'export enum Colour { Red, Green }' });
  expect(uses('Colour')).toEqual(['a.ts Green yields exported member', 'a.ts Red yields exported member']);
});

test('what a checker inferred is told apart, and goes with the text it was inferred from', async () => {
  const index = new CodeIndex();
  const facts = await factsIn('export const make = () => read();', 'typescript');
  index.put('a.ts', facts);
  index.infer('a.ts', [{ index: 0, yields: ['Invoice', 'Invoice'] }]);
  index.infer('a.ts', [{ index: 0, yields: ['Line'] }]);
  expect(index.typeUses('Invoice')).toEqual([]);
  expect(index.typeUses('Line')).toEqual([
    { path: 'a.ts', index: 0, role: 'yields', exported: true, isMember: false, inferred: true },
  ]);
  index.put('a.ts', facts);
  expect(index.typeUses('Line')).toEqual([]);
});

const name = fc.constantFrom('A', 'B', 'C', 'ns.A');
const symbol: fc.Arbitrary<SymbolFact> = fc.record(
  {
    name,
    kind: fc.constantFrom('function', 'class', 'interface', 'type', 'constructor', 'property'),
    exported: fc.boolean(),
    range: fc.constant({ start: 0, end: 1 }),
    heads: fc.record({ yields: fc.uniqueArray(name), takes: fc.uniqueArray(name) }),
    container: fc.constant(0),
  },
  { requiredKeys: ['name', 'kind', 'exported', 'range'] },
);
const path = fc.constantFrom('/a', '/b', '/c');
const facts: fc.Arbitrary<FileFacts> = fc.record({
  language: fc.constant('typescript'),
  references: fc.constant([]),
  chunks: fc.constant([]),
  symbols: fc.array(symbol, { maxLength: 4 }),
  imports: fc.array(
    fc.record({
      module: fc.constant('./a'),
      names: fc.array(fc.record({ local: name, imported: fc.constantFrom('A', 'D', 'default', '*') })),
      range: fc.constant({ start: 0, end: 1 }),
    }),
    { maxLength: 2 },
  ),
});
const inferred = fc.array(fc.record({ index: fc.nat(3), yields: fc.array(name) }), { maxLength: 2 });
const step = fc.oneof(
  fc.record({ path, facts }),
  fc.record({ path, inferred }),
  fc.record({ path, removed: fc.constant(true) }),
);

test('any sequence of changes leaves what a fresh build gives', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
      const changed = new CodeIndex();
      const put = new Map<string, FileFacts>();
      const told = new Map<string, { index: number; yields: string[] }[]>();
      for (const one of steps) {
        if ('facts' in one) {
          changed.put(one.path, one.facts);
          put.set(one.path, one.facts);
          told.delete(one.path);
        } else if ('inferred' in one) {
          if (!put.has(one.path)) continue;
          changed.infer(one.path, one.inferred);
          told.set(one.path, one.inferred);
        } else {
          changed.remove(one.path);
          put.delete(one.path);
          told.delete(one.path);
        }
      }
      const fresh = new CodeIndex();
      for (const [file, known] of put) fresh.put(file, known);
      for (const [file, heads] of told) fresh.infer(file, heads);
      for (const head of ['A', 'B', 'C', 'D']) {
        const sorted = (index: CodeIndex) =>
          index
            .typeUses(head)
            .map((use) => JSON.stringify(use))
            .toSorted();
        expect(sorted(changed)).toEqual(sorted(fresh));
      }
    }),
    { numRuns: 300 },
  );
});
