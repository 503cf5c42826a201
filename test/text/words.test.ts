import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOfWord, identifiersOf, wordsOf } from '../../server/text/text.ts';

const piece = fc.oneof(
  fc.constantFrom('a', 'B', '_', '$', '9', ' ', '.', 'é', '字', '😀', '\u200d', '𝒳', '-', '\n'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);

test('words are the identifiers of a text, with where they are', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      const text = pieces.join('');
      const words = wordsOf(text);
      const found: string[] = [];
      for (let at = 0; at < words.length; at += 2) found.push(text.slice(words[at], words[at + 1]));
      expect(found).toEqual(identifiersOf(text));
    }),
  );
});

test('where no word starts, none ends', () => {
  expect(endOfWord('1a', 0)).toBe(0);
  expect(endOfWord('1a', 1)).toBe(2);
  expect(endOfWord('', 0)).toBe(0);
});
