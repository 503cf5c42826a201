/** No text, however broken, makes the parsers of any language crash, hang or say what is not in it. */

import fc from 'fast-check';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createParsePool } from '../../server/host/parsing/parse-pool.ts';
import { cursorWithoutTree, type FileFacts, locate, Trees } from '../../server/syntax/syntax.ts';
import { languageOf } from '../../server/text/text.ts';
import { runs } from '../support/long.ts';
import { factsIn, grammarOf } from './outline.ts';

const folder = 'test/fixtures/languages';
const sources = globSync('*/*.*', { cwd: folder })
  .filter((name) => !name.endsWith('.outline'))
  .toSorted()
  .map((name) => {
    const text = readFileSync(join(folder, name), 'utf8');
    return { name, language: languageOf(name.replace(/\.txt$/, ''), text), text };
  });
const languages = [...new Set(sources.map(({ language }) => language)), 'typescript'];

function expectSound(facts: FileFacts, text: string): void {
  const isInside = ({ start, end }: { start: number; end: number }) =>
    start >= 0 && start <= end && end <= text.length;
  for (const [index, { name, range, body, doc, container }] of facts.symbols.entries()) {
    expect(name).not.toBe('');
    expect(isInside(range)).toBe(true);
    if (doc) expect(isInside(doc)).toBe(true);
    if (body) expect(isInside(body) && body.start >= range.start && body.end <= range.end).toBe(true);
    if (container === undefined) continue;
    const holder = facts.symbols[container]!.range;
    expect(container).toBeLessThan(index);
    expect(holder.start <= range.start && range.end <= holder.end).toBe(true);
  }
  for (const { range, names } of facts.imports) {
    expect(isInside(range)).toBe(true);
    for (const { local, imported } of names) expect(local !== '' && imported !== '').toBe(true);
  }
  for (const { name, from, count } of facts.references) {
    expect(text).toContain(name);
    expect(count).toBeGreaterThan(0);
    expect(from ?? 0).toBeLessThan(Math.max(1, facts.symbols.length));
  }
  expect(facts.chunks.every(({ range }) => isInside(range))).toBe(true);
}

test.each(sources)('$name, cut anywhere', async ({ language, text }) => {
  await fc.assert(
    fc.asyncProperty(fc.nat(text.length), fc.nat(300), async (at, removed) => {
      const cut = text.slice(0, at) + text.slice(at + removed);
      expectSound(await factsIn(cut, language), cut);
      const half = text.slice(0, at);
      expectSound(await factsIn(half, language), half);
    }),
    { numRuns: runs(6, 300) },
  );
});

const unit = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 4 }),
  fc.constantFrom(...'{}()[]<>"\'`;:=.,#@$%&|\\/*\n\t\u0000é😀'.split('')),
  fc.constantFrom(
    'class ',
    'def ',
    'fn ',
    'func ',
    'import ',
    '"""',
    '/*',
    '<<EOS\n',
    '<script lang="ts">',
    '#if',
    '<?php ',
    'end\n',
  ),
);

test.each(languages)('%s: random bytes', async (language) => {
  await fc.assert(
    fc.asyncProperty(fc.array(unit, { maxLength: 200 }), async (units) => {
      const text = units.join('');
      expectSound(await factsIn(text, language), text);
    }),
    { numRuns: runs(25, 1_000) },
  );
});

const openings = [
  '{',
  '(',
  '[',
  '<',
  'f(',
  'class A {',
  '"${',
  '/*',
  'if (x) {',
  '<a>',
  '% w (',
  '<<A',
  '#if a',
];

test.each(languages)(
  '%s: 100,000 brackets, in the workers that parse',
  { timeout: 600_000 },
  async (language) => {
    const problems: string[] = [];
    const pool = createParsePool({ workers: 1, report: (problem) => problems.push(problem) });
    const never = new AbortController().signal;
    for (const opening of openings.slice(0, runs(1, openings.length))) {
      const text = `x = ${`${opening}\n`.repeat(100_000)}`.slice(0, 990_000);
      expectSound(await pool.facts('/deep', language, text, never), text);
    }
    // A parser that overflowed its stack ends its thread; the next one goes on.
    expect(problems.every((problem) => problem.includes('was not parsed'))).toBe(true);
    expect((await pool.facts('/a.ts', 'typescript', 'let a = b;', never)).symbols).toHaveLength(1);
    await pool.dispose();
  },
);

test.each(sources)('$name: a cursor anywhere is in order', async ({ language, text }) => {
  const grammar = await grammarOf(language, text);
  const trees = new Trees();
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(60), (offset, removed) => {
      const cut = text.slice(0, offset) + text.slice(offset + removed);
      const document = { path: '/x', language, text: cut };
      const cursor = locate(trees, document, offset, grammar);
      expect(cursor.prefix + cursor.suffix).toBe(cut);
      for (const { range } of cursor.path) expect(range.start <= offset && offset <= range.end).toBe(true);
      for (const { start, end } of cursor.enclosing) expect(start <= end && end <= offset).toBe(true);
      for (const { range, name } of cursor.names) {
        expect(name).not.toBe('');
        expect(range.start <= range.end && range.end <= cut.length).toBe(true);
      }
      const { member } = cursor;
      if (member) expect(member.receiver.start < member.receiver.end).toBe(true);
      expect(cursorWithoutTree(document, offset).document).toBe(document);
    }),
    { numRuns: runs(12, 300) },
  );
  trees.dispose();
});
