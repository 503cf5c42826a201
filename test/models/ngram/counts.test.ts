import fc from 'fast-check';
import { expect, test } from 'vitest';
import { NgramCounts, order, root } from '../../../server/models/ngram/counts.ts';

const sequence = fc
  .array(fc.integer({ min: 2, max: 9 }), { maxLength: 30 })
  .map((targets) => Int32Array.from(targets));

/** Every sequence up to the order with its count, by asking the counts. */
function dump(counts: NgramCounts, handle: number = root, path: readonly number[] = []): Map<string, number> {
  const found = new Map<string, number>();
  if (path.length === order) return found;
  const following = counts.successors(handle);
  for (let i = 0; i < following.length; i += 2) {
    const target = following[i]!;
    expect(counts.seenBefore(handle, target)).toBe(following[i + 1]);
    found.set([...path, target].join(' '), following[i + 1]!);
  }
  for (const id of new Set(following.filter((_, i) => i % 2 === 0).map((target) => target >> 1))) {
    const longer = counts.longer(handle, id);
    for (const [key, value] of dump(counts, longer, [...path, id])) found.set(key, value);
  }
  return found;
}

/** The same by counting plainly: all but the last token are ids, the last is a target. */
function plainly(sequences: readonly Int32Array[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const targets of sequences) {
    for (let start = 0; start < targets.length; start++) {
      for (let end = start + 1; end <= Math.min(targets.length, start + order); end++) {
        const ids = Array.from(targets.subarray(start, end - 1), (target) => target >> 1);
        const key = [...ids, targets[end - 1]].join(' ');
        found.set(key, (found.get(key) ?? 0) + 1);
      }
    }
  }
  return found;
}

const sorted = (map: Map<string, number>) => [...map].sort();

test('counts are those of counting every sequence', () => {
  fc.assert(
    fc.property(fc.array(sequence, { maxLength: 4 }), (sequences) => {
      const counts = new NgramCounts();
      for (const targets of sequences) counts.learn(targets);
      expect(sorted(dump(counts))).toEqual(sorted(plainly(sequences)));
    }),
  );
});

test('forgetting undoes learning, in any order', () => {
  fc.assert(
    fc.property(fc.array(sequence, { maxLength: 4 }), fc.array(sequence, { maxLength: 4 }), (kept, gone) => {
      const counts = new NgramCounts();
      for (const targets of gone.slice(0, 2)) counts.learn(targets);
      for (const targets of kept) counts.learn(targets);
      for (const targets of gone.slice(2)) counts.learn(targets);
      for (const targets of gone) counts.forget(targets);
      expect(sorted(dump(counts))).toEqual(sorted(plainly(kept)));
      expect(counts.tokens).toBe(kept.reduce((sum, targets) => sum + targets.length, 0));
      for (const targets of gone) counts.learn(targets);
      expect(sorted(dump(counts))).toEqual(sorted(plainly([...kept, ...gone])));
    }),
  );
});

test('of very many successors the most frequent are given', () => {
  const counts = new NgramCounts();
  for (let id = 2; id < 500; id++) counts.learn(Int32Array.from([2, id * 2]));
  for (let i = 0; i < 3; i++) counts.learn(Int32Array.from([2, 800]));
  expect(counts.successors(counts.longer(root, 1)).slice(0, 2)).toEqual([800, 4]);
});

test('what repeats costs less than 60 bytes per token', () => {
  const counts = new NgramCounts();
  const random = fc.sample(fc.integer({ min: 2, max: 600 }), { numRuns: 40_000, seed: 1 });
  counts.learn(Int32Array.from(random));
  expect(counts.bytes / counts.tokens).toBeLessThan(60);
});
