import { describe, expect, test } from 'vitest';
import { type BytePairs, bytePairCounter } from '../../server/models/byte-pairs.ts';
import { countSamples, measuredTokenizer } from '../../server/models/calibration.ts';
import { tokenizerFor } from '../../server/models/tokenizer.ts';

const pairs: BytePairs = {
  split: 'starcoder',
  merges: ['a b', 'ab c', 'Ġ ab', 'c d', 'Ã Ł', '# #'],
  whole: ['<|x|>', '<|x|>y'],
};
const count = bytePairCounter(pairs)!;

describe('a vocabulary of byte pairs', () => {
  test.each([
    ['ab', 1],
    ['abcd', 2], // `ab` before `c d`, then `abc`
    ['acd', 2],
    [' ab', 1],
    ['abab', 2],
    ['####', 2],
    ['ab1abc', 3], // digits stand apart
    ['ß', 1], // two bytes
    ['漢', 3],
    ['<|x|>ab<|x|>y', 3], // the longest is a token, not its beginning
    ['', 0],
  ])('%j has %i tokens', (text, tokens) => expect(count(text)).toBe(tokens));

  test('an unbroken run without end is never counted as too little, and fast', () => {
    expect(count('ab'.repeat(100_000))).toBe(200_000);
  });

  test('one that splits texts in an unknown way is not counted by', () => {
    expect(bytePairCounter({ ...pairs, split: 'new' })).toBeUndefined();
  });

  test('counts only where it comes to what the model itself has counted', async () => {
    const counts = await countSamples(count, { exactly: true });
    const plain = tokenizerFor('m');
    expect(measuredTokenizer(plain, counts!, pairs).exact).toBe(true);
    const others = counts!.map((tokens, at) => tokens + (at === 3 ? 1 : 0));
    expect(measuredTokenizer(plain, others, pairs)).toMatchObject({
      exact: false,
      name: 'unknown, calibrated',
    });
  });
});
