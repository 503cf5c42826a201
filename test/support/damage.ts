/** Texts as they are while somebody works on them: cut off, half deleted, with brackets and quotes missing. */

import fc from 'fast-check';

/** A way to spoil a text; the places are shares of its length. */
export interface Damage {
  readonly what: 'none' | 'cut off' | 'rest of line gone' | 'stretch gone' | 'inserted' | 'conflict';
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

const pieces = [
  '(',
  ')',
  '{',
  '}',
  '[',
  '`',
  '"',
  "'",
  '/*',
  '//',
  '<',
  '=>',
  '${',
  'class ',
  '\r\n',
  '#',
  '\ud83d',
];

export const anyDamage: fc.Arbitrary<Damage> = fc.record({
  what: fc.constantFrom('none', 'cut off', 'rest of line gone', 'stretch gone', 'inserted', 'conflict'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(300),
  text: fc.constantFrom(...pieces),
});

export function damaged(text: string, { what, at, length, text: piece }: Damage): string {
  const offset = Math.floor(at * text.length);
  const [before, after] = [text.slice(0, offset), text.slice(offset)];
  switch (what) {
    case 'none':
      return text;
    case 'cut off':
      return before;
    case 'rest of line gone':
      return before + after.replace(/^[^\r\n]*/, '');
    case 'stretch gone':
      return before + after.slice(length);
    case 'inserted':
      return before + piece + after;
    case 'conflict':
      return `${before}\n<<<<<<< ours\n${after.slice(0, length)}\n=======\n${piece}\n>>>>>>> theirs\n${after.slice(length)}`;
  }
}
