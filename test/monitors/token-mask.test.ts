import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NextNames } from '../../server/models/models.ts';
import { utf8 } from '../../server/monitors/boundary.ts';
import { intersection, TokenMasks } from '../../server/monitors/token-mask.ts';
import { buildTrie } from '../../server/monitors/vocabulary-trie.ts';
import { lex } from '../../server/text/text.ts';
import { runs } from '../support/long.ts';

const rule = (names: readonly string[], more: Partial<NextNames> = {}): NextNames => ({
  names,
  typed: '',
  doubt: Infinity,
  unnamed: false,
  blanks: false,
  end: 'identifier',
  language: 'typescript',
  ...more,
});

const masksOf = (texts: readonly string[]) => new TokenMasks(buildTrie(texts.map(utf8)));

function allowed(texts: readonly string[], given: NextNames): string[] {
  const mask = masksOf(texts).mask(given);
  return texts.filter((_, token) => mask.allows(token));
}

describe('the tokens that may come next', () => {
  const texts = [
    'a',
    'am',
    'amount',
    'amounts',
    'amount;',
    'amount.x',
    'amount\u2028',
    'total',
    ' amount',
    ';',
    '.',
    'é',
  ];

  test('are pieces of a legal name, and what ends one', () => {
    expect(allowed(texts, rule(['amount', 'até']))).toEqual([
      'a',
      'am',
      'amount',
      'amount;',
      'amount.x',
      'amount\u2028',
    ]);
  });

  test('go on from what is typed', () => {
    expect(allowed(texts, rule(['amount', 'até'], { typed: 'at' }))).toEqual(['é']);
    expect(allowed(texts, rule(['amount', 'total'], { typed: 'total' }))).toEqual([' amount', ';', '.']);
  });

  test('may start with blanks, or like no name, where the rule says so', () => {
    expect(allowed(texts, rule(['amount'], { blanks: true }))).toContain(' amount');
    expect(
      allowed(['{', '1', '...', 'b', ' b', ' {'], rule(['amount'], { unnamed: true, blanks: true })),
    ).toEqual(['{', '1', '...', ' {']);
  });

  test('end a string with its own quote', () => {
    const names = rule(['a b', 'c'], { end: "'" });
    expect(allowed(['a', 'a ', 'a b', "a b'", 'a b"', "c')", 'c)'], names)).toEqual([
      'a',
      'a ',
      'a b',
      "a b'",
      "c')",
    ]);
  });

  test('may be anything after a beginning that is open', () => {
    const names = rule(['./a'], { end: "'", open: ['../'] });
    expect(allowed(['.', './', './a', "./a'", './b', '../', '../x y', '.../'], names)).toEqual([
      '.',
      './',
      './a',
      "./a'",
      '../',
      '../x y',
    ]);
  });

  test('may hold a part of a character', () => {
    const [first = 0, second = 0] = utf8('é');
    const masks = new TokenMasks(
      buildTrie([Uint8Array.of(first), Uint8Array.of(second), Uint8Array.of(0xff)]),
    );
    const start = masks.mask(rule(['é']));
    expect([0, 1, 2].map((token) => start.allows(token))).toEqual([true, false, false]);
    const inside = masks.mask(rule(['é']), Uint8Array.of(first));
    expect([0, 1, 2].map((token) => inside.allows(token))).toEqual([false, true, false]);
  });

  test('satisfy every rule that holds', () => {
    const masks = masksOf(texts);
    const both = intersection([masks.mask(rule(['amount', 'a'])), masks.mask(rule(['amount', 'total']))]);
    expect(texts.filter((_, token) => both?.allows(token))).toEqual([
      'a',
      'am',
      'amount',
      'amount;',
      'amount.x',
      'amount\u2028',
    ]);
  });

  test('may end the text only where a name is whole', () => {
    expect(masksOf(texts).mask(rule(['amount'], { typed: 'amo' })).mayEnd).toBe(false);
    expect(masksOf(texts).mask(rule(['amount'], { typed: 'amount' })).mayEnd).toBe(true);
  });
});

const alphabet = [
  'a',
  'b',
  '$',
  '_',
  '1',
  'é',
  'ж',
  '中',
  '𝒜',
  '.',
  '(',
  ' ',
  '\n',
  '—',
  '\u2028',
  '😀',
  '\u200c',
];
const character = fc.constantFrom(...alphabet);
const textOf = (most: number) =>
  fc.array(character, { minLength: 1, maxLength: most }).map((all) => all.join(''));
const isName = (text: string) => lex(text, 'typescript')[0]?.text === text && /^[\p{ID_Start}_$]/u.test(text);
const name = textOf(4).filter(isName);

/** The characters that end a name, in bytes, and every way in which those begin; none of a later plane is used here. */
const endings = new Set<string>();
const beginnings = new Set<string>();
for (let code = 0; code < 0x20000; code++) {
  const character = String.fromCodePoint(code);
  if ((code >= 0xd800 && code <= 0xdfff) || /[\p{ID_Continue}$\u200c\u200d]/u.test(character)) continue;
  const bytes = utf8(character);
  endings.add(bytes.join());
  for (let length = 1; length < bytes.length; length++) beginnings.add(bytes.slice(0, length).join());
}

/** Straight from the definition: some legal text, in bytes, starts with what is typed and the token. */
function startsLegalText(token: Uint8Array, names: readonly string[], typed: string): boolean {
  return names.some((whole) => {
    const left = utf8(whole.slice(typed.length)).join();
    if (!whole.startsWith(typed)) return false;
    const lengths = [...Array(token.length + 1).keys()];
    if (`${left},`.startsWith(`${token.join()},`)) return true;
    return lengths.some((length) => {
      const rest = token.subarray(length);
      if (token.subarray(0, length).join() !== left) return false;
      return (
        beginnings.has(rest.join()) || [1, 2, 3, 4].some((end) => endings.has(rest.subarray(0, end).join()))
      );
    });
  });
}

test('a token is allowed if and only if some legal text has it as its next piece', () => {
  const pieces = fc.tuple(textOf(4), fc.nat(8), fc.nat(8)).map(([text, from, to]) => {
    const bytes = utf8(text);
    const start = from % bytes.length;
    return bytes.slice(start, start + 1 + (to % (bytes.length - start)));
  });
  const vocabulary = fc.array(pieces, { minLength: 1, maxLength: 40 });
  const names = fc.array(name, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(vocabulary, names, fc.nat(6), (tokens, legal, cut) => {
      const [first = ''] = legal;
      const typed = [...first].slice(0, cut % ([...first].length + 1)).join('');
      const masks = new TokenMasks(buildTrie(tokens));
      const mask = masks.mask(rule(legal, { typed }));
      const judge = masks.judge(rule(legal, { typed }));
      const told = tokens.map((_, token) => mask.allows(token));
      expect(told).toEqual(tokens.map((token) => startsLegalText(token, legal, typed)));
      expect(tokens.map((token) => judge(token))).toEqual(told);
      expect(mask.tokens(tokens.length).toSorted((a, b) => a - b)).toEqual(
        tokens.flatMap((_, token) => (told[token] ? [token] : [])),
      );
    }),
    { numRuns: runs(400, 20_000) },
  );
});
