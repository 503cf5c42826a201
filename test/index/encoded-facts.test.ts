import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodeIndex, decodeFacts, encodeFacts } from '../../server/index/index.ts';
import type { FileFacts, ImportFact, ReferenceFact, SymbolFact } from '../../server/syntax/syntax.ts';

/** A field that is added to the facts and not here does not compile; one that is not encoded fails the test. */
const symbol: Required<SymbolFact> = {
  name: 'makeInvoice',
  kind: 'method',
  container: 0,
  range: { start: 40, end: 90 },
  doc: { start: 3, end: 38 },
  body: { start: 60, end: 90 },
  exported: true,
  isDefault: true,
  heads: { yields: ['Invoice'], takes: ['Customer', 'Größe'] },
};
const imported: Required<ImportFact> = {
  module: './invoice',
  names: [{ local: 'all', imported: '*' }],
  range: { start: 0, end: 20 },
};
const reference: Required<ReferenceFact> = { name: 'send', kind: 'call', from: 0, count: 3 };
const facts: Required<FileFacts> = {
  language: 'typescript',
  symbols: [symbol, { name: 'a', kind: 'class', range: { start: 2, end: 4 }, exported: false }],
  imports: [imported],
  references: [reference, { name: 'Invoice', kind: 'heritage', count: 70_000 }],
  chunks: [
    {
      range: { start: 0, end: 900 },
      terms: [
        ['make invoice', 300],
        ['\u{1F600}', 1],
      ],
    },
    { range: { start: 900, end: 901 }, terms: [] },
  ],
  unread: true,
};

test('what was encoded is decoded whole', () => {
  expect(decodeFacts(encodeFacts(facts))).toEqual(facts);
});

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('constructor', '__proto__'),
);
const number = fc.nat({ max: 2_000_000 });
const range = fc.tuple(number, number).map(([start, length]) => ({ start, end: start + length }));
const optional = { requiredKeys: ['name', 'kind', 'range', 'exported'] } as const;
const anySymbol = fc.record(
  {
    name: text,
    kind: fc.constantFrom('function', 'property', 'enumMember'),
    container: number,
    range,
    doc: range,
    body: range,
    exported: fc.boolean(),
    heads: fc.record({ yields: fc.array(text), takes: fc.array(text) }),
  },
  { requiredKeys: [...optional.requiredKeys] },
);
const anyFacts = fc.record({
  language: text,
  symbols: fc.array(anySymbol),
  imports: fc.array(
    fc.record({ module: text, names: fc.array(fc.record({ local: text, imported: text })), range }),
  ),
  references: fc.array(
    fc.record(
      { name: text, kind: fc.constantFrom('call', 'use'), from: number, count: number },
      { requiredKeys: ['name', 'kind', 'count'] },
    ),
  ),
  chunks: fc.array(fc.record({ range, terms: fc.array(fc.tuple(text, number)) })),
});

/** Halves of surrogate pairs have no encoding. */
const whole = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, v) => (typeof v === 'string' ? v.toWellFormed() : v)));

test('any facts come back as they were, but for halves of surrogate pairs', () => {
  fc.assert(
    fc.property(anyFacts, (found) => {
      const wellFormed = whole(found) as FileFacts;
      expect(decodeFacts(encodeFacts(wellFormed))).toEqual(wellFormed);
    }),
  );
});

test('an index takes encoded facts as it takes facts', () => {
  fc.assert(
    fc.property(fc.array(anyFacts, { maxLength: 4 }), (files) => {
      const [plain, encoded] = [new CodeIndex(), new CodeIndex()];
      for (const [at, found] of files.entries()) {
        const path = `/f${at}.ts`;
        const known = whole(found) as FileFacts;
        plain.put(path, known);
        encoded.putEncoded(path, encodeFacts(known));
        expect(encoded.facts(path)).toEqual(plain.facts(path));
      }
      const { files: count, symbols, chunks } = plain.statistics();
      expect(encoded.statistics()).toMatchObject({ files: count, symbols, chunks });
    }),
  );
});

test('bytes that are no facts give some, and soon', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(decodeFacts(bytes).symbols.length).toBeLessThanOrEqual(300);
    }),
  );
});
