import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Vocabulary } from '../../server/index/vocabulary.ts';

const term = fc.oneof(
  fc.string({ maxLength: 4 }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '__proto__', 'constructor', 'é', 'e\u0301', '😀'),
);

test('a string has one number, given from 0 up, and a number gives its string back', () => {
  fc.assert(
    fc.property(fc.array(term, { maxLength: 2_000, size: 'max' }), (terms) => {
      const vocabulary = new Vocabulary();
      const numbers = new Map<string, number>();
      for (const one of terms) {
        expect(vocabulary.find(one)).toBe(numbers.get(one));
        const number = vocabulary.idOf(one);
        expect(number).toBe(numbers.get(one) ?? numbers.size);
        numbers.set(one, number);
      }
      for (const [one, number] of numbers) expect(vocabulary.termOf(number)).toBe(one);
      expect(vocabulary.termOf(numbers.size)).toBe('');
    }),
    { numRuns: 30 },
  );
});

test('a string that stands among others as bytes has the same number', () => {
  const vocabulary = new Vocabulary();
  const bytes = new TextEncoder().encode('xGrößex');
  expect(vocabulary.idOfBytes(bytes, 1, bytes.length - 1)).toBe(vocabulary.idOf('Größe'));
});
