import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jaccard, mmr } from '../../server/index/index.ts';

const terms = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e')).map((list) => new Set(list));
const hits = fc
  .array(fc.record({ score: fc.double({ min: 0.01, max: 9, noNaN: true }), terms }), { maxLength: 12 })
  .map((list) => list.toSorted((a, b) => b.score - a.score));

test('the same hits give the same choice: distinct, from the hits, the best one first', () => {
  fc.assert(
    fc.property(hits, fc.nat(15), (list, limit) => {
      const chosen = mmr(list, (hit) => hit.terms, { limit });
      expect(mmr(list, (hit) => hit.terms, { limit })).toEqual(chosen);
      expect(new Set(chosen).size).toBe(Math.min(limit, list.length));
      expect(chosen.every((hit) => list.includes(hit))).toBe(true);
      if (limit > 0) expect(chosen[0]).toBe(list[0]);
    }),
  );
});

test('each choice is worth most at its turn', () => {
  fc.assert(
    fc.property(hits, (list) => {
      const chosen = mmr(list, (hit) => hit.terms, { limit: 4 });
      const worth = (hit: (typeof list)[number], before: typeof list): number =>
        (0.7 * hit.score) / list[0]!.score -
        0.3 * Math.max(0, ...before.map((one) => jaccard(one.terms, hit.terms)));
      chosen.forEach((hit, turn) => {
        const before = chosen.slice(0, turn);
        const rest = list.filter((one) => !before.includes(one));
        expect(worth(hit, before)).toBeCloseTo(Math.max(...rest.map((one) => worth(one, before))), 9);
      });
    }),
  );
});

test('a copy of the best gives way to something else', () => {
  const list = [
    { id: 'best', score: 10, terms: new Set(['a', 'b']) },
    { id: 'copy', score: 9.9, terms: new Set(['a', 'b']) },
    { id: 'other', score: 8, terms: new Set(['c']) },
  ];
  expect(mmr(list, (hit) => hit.terms, { limit: 2 }).map(({ id }) => id)).toEqual(['best', 'other']);
});
