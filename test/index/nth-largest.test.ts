import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nthLargest } from '../../server/index/nth-largest.ts';

test('the n-th largest is the one that sorting finds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), fc.integer({ min: 1, max: 9 }), (numbers, n) => {
      const found = nthLargest(Float64Array.from(numbers), [...numbers.keys()], n);
      expect(found).toBe(numbers.toSorted((a, b) => b - a)[n - 1] ?? 0);
    }),
  );
});
