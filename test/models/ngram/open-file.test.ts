import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type NgramCounts, root } from '../../../server/models/ngram/counts.ts';
import { OpenFile } from '../../../server/models/ngram/open-file.ts';
import { createVocabulary, idOf } from '../../../server/models/ngram/vocabulary.ts';

const file = { path: 'a.ts', language: 'typescript', suffix: '' };

test('counts after edits and moves are those of opening the file anew', () => {
  const code = fc.array(fc.constantFrom('a', 'b', '.', '(', ')', '\n', ' ', '"'), { maxLength: 40 });
  fc.assert(
    fc.property(fc.array(fc.tuple(code, code), { minLength: 1, maxLength: 4 }), (steps) => {
      const vocabulary = createVocabulary();
      const moved = new OpenFile(vocabulary);
      const fresh = new OpenFile(vocabulary);
      const texts = steps.map(([prefix, suffix]) => ({
        ...file,
        prefix: prefix.join(''),
        suffix: suffix.join(''),
      }));
      for (const text of texts) moved.update(text);
      fresh.update(texts.at(-1)!);
      expect(listed(moved.counts)).toEqual(listed(fresh.counts));
    }),
  );
});

test.each([
  ['const inv', 'inv', 'const'],
  ['f(12', '12', '('],
  ["import x from './a", "'./a", 'from'],
  ["import x from './a'", '', "'./a'"],
  ['return ', '', 'return'],
  ['`a${', '', '`a${'],
  ['x // note', '', 'x // note'],
])('before the cursor of %j stands the partial token %j', (prefix, partial, last) => {
  const around = new OpenFile(createVocabulary()).update({ ...file, prefix });
  expect(around.partial).toBe(partial);
  expect(
    prefix
      .slice(0, prefix.length - partial.length)
      .trimEnd()
      .endsWith(around.before.at(-1)!.text),
  ).toBe(true);
  expect(last.endsWith(around.before.at(-1)!.text)).toBe(true);
});

test('a huge file is learned near the cursor only', () => {
  const vocabulary = createVocabulary();
  const open = new OpenFile(vocabulary);
  open.update({ ...file, prefix: `first();\n${'x = y + z;\n'.repeat(30_000)}` });
  expect(open.counts.tokens).toBeLessThan(100_000);
  expect(open.counts.seenBefore(root, idOf(vocabulary, 'first') * 2)).toBe(0);
});

/** Pairs and their counts. */
function listed(counts: NgramCounts): unknown[] {
  const singles = [...counts.successors(root)];
  const ids = singles.filter((_, i) => i % 2 === 0).map((target) => target >> 1);
  const pairs = ids.flatMap((id) =>
    pairsOf(counts.successors(counts.longer(root, id))).map((pair) => `${id} ${pair}`),
  );
  return [counts.tokens, pairsOf(singles).sort(), [...new Set(pairs)].sort()];
}

function pairsOf(successors: readonly number[]): string[] {
  return successors.flatMap((target, i) => (i % 2 === 0 ? [`${target}:${successors[i + 1]}`] : []));
}
