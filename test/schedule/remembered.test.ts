/** What is remembered stays within its limits. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Answers } from '../../server/schedule/remembered.ts';
import { runs } from '../support/long.ts';

test('never more answers or characters than allowed, and the last one is found', () => {
  const spot = fc.record({
    path: fc.constantFrom('/a', '/b'),
    prefix: fc.string({ maxLength: 30 }),
    suffix: fc.string({ maxLength: 10 }),
    context: fc.constantFrom('1', '2'),
  });
  const many = fc.array(fc.tuple(spot, fc.string({ maxLength: 8 })), { maxLength: 60 });
  const property = fc.property(many, (all) => {
    const answers = new Answers<string>({ answers: 10, units: 120 });
    for (const [at, text] of all) {
      answers.put(at, text, text);
      expect(answers.size).toBeLessThanOrEqual(10);
      expect(answers.units).toBeLessThanOrEqual(120);
      expect(answers.find(at)).toMatchObject({ text, answer: text, covers: 0 });
    }
  });
  fc.assert(property, { numRuns: runs(200, 5_000) });
});

test('what was used longest ago is forgotten first', () => {
  const answers = new Answers<number>({ answers: 2, units: 1_000 });
  const spot = (prefix: string) => ({ path: '/a', prefix, suffix: '', context: '' });
  answers.put(spot('one '), 'x', 1);
  answers.put(spot('two '), 'x', 2);
  answers.find(spot('one '));
  answers.put(spot('three '), 'x', 3);
  expect(answers.find(spot('two '))).toBeUndefined();
  expect(answers.find(spot('one '))?.answer).toBe(1);
});
