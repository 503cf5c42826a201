import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NgramCounts } from '../../../server/models/ngram/counts.ts';
import { advance, candidates, contextOf, mix, probabilityOf } from '../../../server/models/ngram/mixture.ts';

const words = 12;
const targets = fc
  .array(fc.integer({ min: 2, max: 2 * words - 1 }), { maxLength: 40 })
  .map((list) => Int32Array.from(list));
const ids = fc.array(fc.integer({ min: 1, max: words - 1 }), { maxLength: 8 });

function counted(learned: Int32Array): NgramCounts {
  const counts = new NgramCounts();
  counts.learn(learned);
  return counts;
}

test('probabilities over the vocabulary sum to at most 1 (beside the spread over both spacings)', () => {
  fc.assert(
    fc.property(targets, targets, ids, (project, file, before) => {
      const mixture = mix([contextOf(counted(project), before), contextOf(counted(file), before)], 2 * words);
      let sum = 0;
      for (let target = 0; target < 2 * words; target++) sum += probabilityOf(mixture, target);
      expect(sum).toBeLessThanOrEqual(1 + 1e-9);
    }),
  );
});

test('advancing a context gives the context after the longer sequence', () => {
  fc.assert(
    fc.property(targets, ids, fc.integer({ min: 1, max: words - 1 }), (learned, before, id) => {
      const counts = counted(learned);
      expect(advance(contextOf(counts, before), id)).toEqual(contextOf(counts, [...before, id]));
    }),
  );
});

test('candidates carry their probability and come best first', () => {
  fc.assert(
    fc.property(targets, targets, ids, (project, file, before) => {
      const mixture = mix([contextOf(counted(project), before), contextOf(counted(file), before)], words);
      const found = candidates(mixture, 100);
      for (const { target, probability } of found)
        expect(probability).toBeCloseTo(probabilityOf(mixture, target));
      expect(found).toEqual(found.toSorted((a, b) => b.probability - a.probability));
    }),
  );
});

test('the count that knows the longer context dominates', () => {
  const project = counted(Int32Array.from([2, 4, 6, 8, 2, 4, 6, 8]));
  const file = counted(Int32Array.from([6, 10, 6, 10, 6, 10]));
  const mixture = mix([contextOf(project, [1, 2, 3]), contextOf(file, [1, 2, 3])], words);
  expect(candidates(mixture, 1)[0]?.target).toBe(8);
});

test('what ends at the cursor does not count as a context that nothing follows', () => {
  const file = counted(Int32Array.from([2, 4, 6, 2, 4]));
  expect(contextOf(file, [3, 1, 2], 1).handles).toHaveLength(3);
  expect(candidates(mix([contextOf(file, [3, 1, 2], 1)], words), 1)[0]?.probability).toBeGreaterThan(0.7);
});
