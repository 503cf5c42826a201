import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CodeIndex } from '../../server/index/index.ts';
import type { FileFacts } from '../../server/syntax/syntax.ts';

type Chunk = Record<string, number>;

const word = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'toString', '__proto__');
const chunk = fc.dictionary(word, fc.integer({ min: 1, max: 9 }), { minKeys: 1, maxKeys: 5 });
const corpus = fc.dictionary(
  fc.constantFrom('/p', '/q', '/r', '/s', '/t'),
  fc.array(chunk, { maxLength: 4 }),
);

function factsOf(chunks: readonly Chunk[]): FileFacts {
  const facts = chunks.map((terms, n) => ({
    range: { start: n * 10, end: n * 10 + 9 },
    terms: Object.entries(terms),
  }));
  return { language: 'plaintext', symbols: [], imports: [], references: [], chunks: facts };
}

/** BM25 as it is written down, one chunk after the other. */
function naive(files: Record<string, Chunk[]>, query: readonly string[]): Map<string, number> {
  const chunks = Object.entries(files).flatMap(([path, list]) =>
    list.map((terms, n) => ({ key: `${path} ${n}`, terms: new Map(Object.entries(terms)) })),
  );
  const lengthOf = (terms: Map<string, number>): number =>
    [...terms.values()].reduce((sum, count) => sum + count, 0);
  const average = chunks.reduce((sum, { terms }) => sum + lengthOf(terms), 0) / chunks.length;
  const scores = new Map<string, number>();
  for (const { key, terms } of chunks) {
    let score = 0;
    for (const term of query) {
      const holding = chunks.filter((other) => other.terms.has(term)).length;
      const idf = Math.log(1 + (chunks.length - holding + 0.5) / (holding + 0.5));
      const tf = terms.get(term) ?? 0;
      score += (idf * tf * 2.2) / (tf + 1.2 * (0.25 + (0.75 * lengthOf(terms)) / average));
    }
    if (score > 0) scores.set(key, score);
  }
  return scores;
}

function indexOf(files: Record<string, Chunk[]>): CodeIndex {
  const index = new CodeIndex();
  for (const [path, chunks] of Object.entries(files)) index.put(path, factsOf(chunks));
  return index;
}

test('scores are those of BM25, best first', () => {
  fc.assert(
    fc.property(corpus, fc.array(word, { minLength: 1, maxLength: 6 }), (files, query) => {
      const hits = indexOf(files).search(query, { limit: 1_000 });
      const expected = naive(files, query);
      expect(new Set(hits.map((hit) => `${hit.path} ${hit.chunk}`))).toEqual(new Set(expected.keys()));
      for (const hit of hits) expect(hit.score).toBeCloseTo(expected.get(`${hit.path} ${hit.chunk}`)!, 9);
      expect(hits.map(({ score }) => score)).toEqual(
        hits.map(({ score }) => score).toSorted((a, b) => b - a),
      );
    }),
  );
});

test('a limit keeps the best', () => {
  fc.assert(
    fc.property(
      corpus,
      fc.array(word, { minLength: 1 }),
      fc.integer({ min: 1, max: 5 }),
      (files, query, limit) => {
        const index = indexOf(files);
        expect(index.search(query, { limit })).toEqual(index.search(query, { limit: 1_000 }).slice(0, limit));
      },
    ),
  );
});

test('whatever changed since, the answer is that of a new index without the excluded file', () => {
  const path = fc.constantFrom('/p', '/q', '/r');
  const change = fc.record({ path, chunks: fc.option(fc.array(chunk, { maxLength: 3 })), exclude: path });
  const query = fc.array(word, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(corpus, query, fc.array(change, { maxLength: 8 }), (files, asked, changes) => {
      const index = indexOf(files);
      const now = { ...files };
      for (const { path: changed, chunks, exclude } of changes) {
        if (chunks) index.put(changed, factsOf((now[changed] = chunks)));
        else index.remove(changed);
        if (!chunks) delete now[changed];
        const { [exclude]: _, ...others } = now;
        const expected = indexOf(others).search(asked, { limit: 5 });
        expect(index.search(asked, { limit: 5, exclude })).toEqual(expected);
      }
    }),
  );
});

test('a weight counts as that many occurrences', () => {
  const index = indexOf({ '/p': [{ a: 1, b: 2 }], '/q': [{ b: 1 }] });
  expect(
    index.search(
      new Map([
        ['a', 1],
        ['b', 2],
      ]),
      { limit: 9 },
    ),
  ).toEqual(index.search(['a', 'b', 'b'], { limit: 9 }));
});
