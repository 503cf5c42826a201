import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keptWords, wordsFor } from '../../server/index/shared-words.ts';

test('arrays hold what they were given, whatever the others are given', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { maxLength: 40 }), (lengths) => {
      const wanted = lengths.map((length, at) => Array.from({ length }, () => at + 1));
      const kept = wanted.map(keptWords);
      expect(lengths.every((length) => wordsFor(length).every((word) => word === 0))).toBe(true);
      expect(kept.map((words) => [...words])).toEqual(wanted);
    }),
    { seed: 1, numRuns: 30 },
  );
});
