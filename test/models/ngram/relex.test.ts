import fc from 'fast-check';
import { expect, test } from 'vitest';
import { relex } from '../../../server/models/ngram/relex.ts';
import { lex } from '../../../server/text/text.ts';

const pieces = [
  '`',
  '${',
  '}',
  '{',
  '"',
  '/',
  '/*',
  '*/',
  '\n',
  '\r\n',
  '\r',
  ' ',
  'ab',
  '#',
  '"""',
  '=',
  '\n\n',
  '\n  ',
];
const code = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(''));

test('relexing after an edit gives the tokens of lexing anew', () => {
  fc.assert(
    fc.property(
      code,
      code,
      code,
      code,
      fc.constantFrom('typescript', 'python'),
      (start, old, edit, end, language) => {
        const before = relex(undefined, start + old + end, language);
        const text = start + edit + end;
        expect(relex(before, text, language).tokens).toEqual(lex(text, language));
      },
    ),
    { numRuns: 1000 },
  );
});
