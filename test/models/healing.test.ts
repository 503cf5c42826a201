import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { beginningGrammar, beginningRegex } from '../../server/models/constraint.ts';
import { healed, repeatable, typedName, withoutRepeated } from '../../server/models/healing.ts';
import type { GenerateRequest, Prompt } from '../../server/models/models.ts';

const promptOf = (prefix: string, kind: Prompt['kind'] = 'completion'): Prompt => ({
  format: 'plain',
  kind,
  segments: [
    { kind: 'control', origin: 'qwen', text: '<|fim_prefix|>' },
    { kind: 'prefix', origin: '/a.ts', text: prefix },
    { kind: 'suffix', origin: '/a.ts', text: ';' },
  ],
  stop: [],
  path: '/a.ts',
  language: 'typescript',
  prefix,
  suffix: ';',
});

const requestOf = (prompt: Prompt, names?: readonly string[]): GenerateRequest => ({
  prompt,
  likely: [],
  maxTokens: 9,
  rejected: [],
  ...(names ? { constraint: { names } } : {}),
});

describe('healing', () => {
  test.each([
    ['x = foo.ba', 'ba'],
    ['x = foo.', ''],
    ['return größ', 'größ'],
    ['x = 12', ''],
    ['x = a12', 'a12'],
    ['$el', '$el'],
    ['', ''],
  ])('%j ends in the name %j', (prefix, name) => expect(typedName(promptOf(prefix))).toBe(name));

  test('the prompt ends before the name, and the answer has to begin with its letters', () => {
    const { prompt, typed, beginning } = healed(requestOf(promptOf('x = foo.ba'), ['r', 'z1']));
    expect(prompt.segments.map(({ text }) => text).join('')).toBe('<|fim_prefix|>x = foo.;');
    expect([typed, beginning]).toEqual(['ba', { texts: ['bar', 'baz1'], end: 'of name' }]);
    expect(healed(requestOf(promptOf('x = foo.ba'))).beginning).toEqual({ texts: ['ba'], end: 'none' });
  });

  test.each([
    ['foo.to', 'chat', 'to'],
    ['foo._', 'chat', ''],
    ['foo.to', 'completion', ''],
    ['foo.tot', 'completion', 'tot'],
  ] as const)('after %j a %s model may repeat %j', (prefix, kind, expected) => {
    expect(repeatable(promptOf(prefix, kind))).toBe(expected);
  });

  test('a chat prompt stays as it is, and so does one whose end is no name', () => {
    expect(healed(requestOf(promptOf('foo.ba', 'chat')))).toMatchObject({ typed: '' });
    expect(healed(requestOf(promptOf('foo.')))).toEqual({ prompt: promptOf('foo.'), typed: '' });
  });
});

async function stripped(
  pieces: readonly string[],
  how: { typed: string; held: boolean; names?: readonly string[] },
): Promise<string> {
  async function* source() {
    yield* pieces;
  }
  let all = '';
  for await (const text of withoutRepeated(source(), { names: [], ...how })) all += text;
  return all;
}

describe('what the model repeats', () => {
  test.each([
    ['total;', { typed: 'to', held: false }, 'tal;'],
    ['tal;', { typed: 'to', held: false }, 'tal;'],
    ['to', { typed: 'to', held: true }, ''],
    ['toto;', { typed: 'to', held: false, names: ['to'] }, 'to;'],
    ['to;', { typed: 'to', held: false, names: ['to'] }, 'to;'],
    ['', { typed: 'to', held: false }, ''],
    ['id;', { typed: 'to', held: true }, ''],
  ])('of %j after %j: %j is left', async (text, how, expected) => {
    for (const size of [1, 2, 99]) {
      const pieces = text.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
      expect(await stripped(pieces, how)).toBe(expected);
    }
  });
});

describe('beginnings', () => {
  const name = fc.stringMatching(/^[a-z$_][a-z0-9$_]{0,4}$/);
  const names = fc.array(name, { minLength: 1, maxLength: 5 });

  test('the regular expression takes a text if and only if it begins with a name that ends there', () => {
    fc.assert(
      fc.property(names, fc.string({ unit: 'grapheme' }), name, (texts, rest, other) => {
        const regex = new RegExp(`^${beginningRegex({ texts, end: 'of name' })}$`);
        for (const text of [`${texts[0]}${rest}`, `${other}${rest}`]) {
          const [word = ''] = /^[a-zA-Z0-9_$\u0080-\uffff]*/.exec(text) ?? [];
          expect(regex.test(text)).toBe(texts.includes(word));
        }
      }),
    );
  });

  test('a grammar spells names so that nothing of them is taken for its own signs', () => {
    expect(beginningGrammar({ texts: ['a"b', 'c\\d'], end: 'none' })).toBe(
      'root ::= ("a\\"b" | "c\\\\d") rest\nrest ::= [^\\x00]*\n',
    );
  });
});
