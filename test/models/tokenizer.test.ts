import fc from 'fast-check';
import { countTokens as cl100k } from 'gpt-tokenizer/encoding/cl100k_base';
import { countTokens as library } from 'gpt-tokenizer/encoding/o200k_base';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { allControlTokens, o200k, tokenizerFor } from '../../server/models/models.ts';
import { limited, remembered } from '../../server/models/tokenizer.ts';

const models = [
  'embedded',
  'gpt-4o',
  'gpt-4',
  'qwen2.5-coder:7b',
  'codellama',
  'deepseek-coder',
  'who-knows',
];
const ordinary = { disallowedSpecial: new Set<string>() };
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.string().map((text) => `${text}\ud800`),
);
const source =
  readFileSync('server/models/control-tokens.ts', 'utf8') +
  readFileSync('test/models/tokenizer.test.ts', 'utf8');

describe('o200k', () => {
  test.each([
    ['hello world', 2],
    ['  const x = 12345;\n', 8],
    ['<|endoftext|>', 7],
    ['', 0],
  ])('%j has %i tokens', (text, tokens) => {
    expect(o200k.count(text)).toBe(tokens);
  });

  test('agrees with the library on code, and on text that spells control tokens', () => {
    for (const text of [source, ...allControlTokens, allControlTokens.join('')]) {
      expect(o200k.count(text)).toBe(library(text, ordinary));
    }
  });

  test('a long text that is counted in blocks has the same count', () => {
    const ends = ['\n', '\r\n', ';\n', '{\n\n', ' \n\t\n', '/\n/', '\n\u2028\n', "'\n's"];
    const starts = ['', ' ', '    ', '\t', '/', '  //', '漢', '\u2028', 'É', '-', '"', '9'];
    const line = fc.tuple(fc.constantFrom(...starts), fc.nat(120), fc.constantFrom(...ends));
    fc.assert(
      fc.property(fc.array(line, { minLength: 150, maxLength: 300 }), (lines) => {
        const text = lines
          .map(([start, length, end]) => start + source.slice(length, 3 * length) + end)
          .join('');
        expect(o200k.count(text)).toBe(library(text, ordinary));
      }),
      { numRuns: 100 },
    );
  });

  test('a byte order mark is one token, and U+0085 is white space', () => {
    for (const text of ['', 'import x', '/** doc */']) {
      expect(o200k.count(`\uFEFF${text}`)).toBe(1 + o200k.count(text));
      expect(o200k.count(`\uFEFF${text}`)).toBeLessThan(library(`\uFEFF${text}`));
    }
    expect(o200k.count('x\u0085\u0085y')).toBeGreaterThanOrEqual(4);
  });

  test('an unbroken run of any length is counted in bounded time', () => {
    for (const unit of ['a', ' ', '=', '漢', '😀', 'aB', '\n', '!\u0001', '\u00a0 ', 'aé']) {
      const text = unit.repeat(50_000);
      expect(o200k.count(text)).toBeGreaterThanOrEqual(500);
      expect(o200k.count(`x ${text} y`)).toBeLessThanOrEqual(o200k.count(text) + 8);
    }
    expect(o200k.count('a'.repeat(390) + ' ' + 'a'.repeat(390))).toBe(
      library('a'.repeat(390) + ' ' + 'a'.repeat(390)),
    );
  });
});

describe('every tokenizer', () => {
  test.each(models)('%s never throws, and joining costs next to nothing', (model) => {
    const { count } = tokenizerFor(model);
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(count(a + b)).toBeLessThanOrEqual(count(a) + count(b) + 3);
        expect(count(a)).toBeGreaterThanOrEqual(a === '' ? 0 : 1);
      }),
      { numRuns: 300 },
    );
  });

  test.each(models)('%s never counts less than o200k_base', (model) => {
    const { count } = tokenizerFor(model);
    fc.assert(
      fc.property(anyText, (text) => {
        expect(count(text)).toBeGreaterThanOrEqual(o200k.count(text));
      }),
    );
  });

  test('an estimate is above the true count where that is known', () => {
    for (const text of [source, 'x = 1234567890123456789\n'.repeat(20), '// 漢字かな交じり文\n'.repeat(20)]) {
      expect(tokenizerFor('gpt-4').count(text)).toBeGreaterThanOrEqual(cl100k(text, ordinary));
    }
  });
});

describe('tokenizerFor', () => {
  test.each([
    'embedded',
    'gpt-4o-mini',
    'gpt-4.1',
    'gpt-5-codex',
    'o1',
    'o3-mini',
    'openai/gpt-5',
    'gpt-oss-20b',
  ])('%s is exact', (model) => expect(tokenizerFor(model)).toBe(o200k));

  test.each([
    ['Qwen/Qwen2.5-Coder-7B', 'qwen, at most'],
    ['qwen3-coder:30b', 'qwen, at most'],
    ['starcoder2:3b', 'starcoder, at most'],
    ['codellama:7b-code', 'llama-2, at most'],
    ['Meta-Llama-3.1-8B-Instruct', 'llama-3, at most'],
    ['deepseek-coder:6.7b', 'deepseek-coder, at most'],
    ['DeepSeek-Coder-V2-Lite', 'deepseek, at most'],
    ['codestral-22b', 'llama-2, at most'],
    ['granite-code:8b', 'starcoder, at most'],
    ['granite-4.0-micro', 'granite-4, at most'],
    ['gpt-4-turbo', 'gpt-4, at most'],
    ['opus', 'unknown, at most'],
  ])('%s is estimated as %s', (model, name) => {
    expect(tokenizerFor(model)).toMatchObject({ name, exact: false });
  });
});

async function* streamed(pieces: readonly string[]) {
  yield* pieces;
}

describe('limited', () => {
  test('pieces smaller than a token are not counted as tokens', async () => {
    const text = 'const value = format(invoice.total);';
    const seen: string[] = [];
    for await (const piece of limited(streamed([...text]), o200k.count(text) + 2)) seen.push(piece);
    expect(seen.join('')).toBe(text);
  });

  test('never gives more tokens than allowed, and all that fits', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: 'grapheme' })),
        fc.integer({ min: 1, max: 30 }),
        async (pieces, max) => {
          let all = '';
          for await (const text of limited(streamed(pieces), max)) all += text;
          expect(o200k.count(all)).toBeLessThanOrEqual(max);
          expect(pieces.join('').startsWith(all)).toBe(true);
          if (o200k.count(pieces.join('')) < max - 3) expect(all).toBe(pieces.join(''));
        },
      ),
    );
  });
});

test('a remembered count is asked for once while it is in use, and again when much else came between', () => {
  let asked = 0;
  const count = remembered((text) => (asked++, text.length));
  expect([count('abc'), count('abc'), asked]).toEqual([3, 3, 1]);
  for (let i = 0; i < 5_000; i++) count(`${i} `.padEnd(1_000, 'x'));
  asked = 0;
  expect([count('abc'), asked]).toEqual([3, 1]);
});
