import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleaned, isEverydayText } from '../../server/models/control-tokens.ts';
import {
  allControlTokens,
  controlTokens,
  hasControlToken,
  neutralise,
  restore,
  stripControl,
} from '../../server/models/models.ts';

const token = fc.constantFrom(...allControlTokens);
const fragment = token.chain((text) => fc.nat(text.length).map((cut) => text.slice(0, cut)));
const spacedOut = fc
  .tuple(token, fc.nat(3))
  .map(([text, n]) => text.slice(0, 1) + ' '.repeat(n) + text.slice(1));
/** Text in which tokens stand whole, in parts, spaced out, and inside one another. */
const hostile = fc
  .array(
    fc.oneof(
      token,
      fragment,
      spacedOut,
      fc.constantFrom('<', '[', ' ', '>', ']', '|', 'a', '\n'),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''));

describe('the table', () => {
  test('knows the fill-in-the-middle tokens of every family', () => {
    const families = [
      'qwen',
      'starcoder',
      'santacoder',
      'codellama',
      'deepseek',
      'mistral',
      'granite',
      'gemma',
    ];
    for (const family of [...families, 'seed', 'glm', 'gpt', 'llama']) {
      expect(controlTokens[family]?.fill.length).toBeGreaterThanOrEqual(3);
    }
  });

  test('every token begins with < or [, by which the beginning of one is known', () => {
    expect(allControlTokens.filter((text) => !/^[<[]/.test(text))).toEqual([]);
  });

  test('no token is empty, has white space, or holds another one', () => {
    for (const text of allControlTokens) {
      expect(text).toMatch(/^\S{3,}$/u);
      expect(allControlTokens.filter((other) => other !== text && text.includes(other))).toEqual([]);
    }
  });

  test('no end of a text and the token after it make up another token', () => {
    const openings = allControlTokens.flatMap((text) =>
      Array.from({ length: text.length - 1 }, (_, i) => text.slice(i + 1)),
    );
    expect(openings.filter((rest) => allControlTokens.some((text) => rest.startsWith(text)))).toEqual([]);
    expect(
      openings.filter((rest) => rest.length > 1 && allControlTokens.some((text) => text.startsWith(rest))),
    ).toEqual([]);
  });
});

describe('neutralise', () => {
  test.each(allControlTokens)('%s is kept from being parsed, and comes back', (text) => {
    const safe = neutralise(`before${text}after`);
    expect(hasControlToken(safe)).toBe(false);
    expect(safe).toBe(`before${text.slice(0, 1)} ${text.slice(1)}after`);
    expect(restore(safe)).toBe(`before${text}after`);
  });

  test('no text contains a control token afterwards, and every text comes back', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(hasControlToken(neutralise(text))).toBe(false);
        expect(restore(neutralise(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  test('text without control tokens is unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!hasControlToken(text.replaceAll(' ', '')));
        expect(neutralise(text)).toBe(text);
        expect(restore(text)).toBe(text);
      }),
    );
    const code = 'if (a < b && c[PREFIXES] > d) { x = `<p>${[1, 2]}</p>`; } // a <| b |> c << 3';
    expect(neutralise(code)).toBe(code);
  });
});

describe('stripControl', () => {
  test('removes every token that source code does not spell itself', () => {
    for (const text of allControlTokens) {
      expect(stripControl(`a${text}b`)).toBe(isEverydayText(text) ? `a${text}b` : 'ab');
    }
  });

  test('markup, type arguments and indices are everyday text', () => {
    expect(allControlTokens.filter(isEverydayText).join(' ')).toMatchInlineSnapshot(
      `"[/AVAILABLE_TOOLS] [AVAILABLE_TOOLS] [/SYSTEM_PROMPT] [/TOOL_RESULTS] [SYSTEM_PROMPT] [TOOL_RESULTS] [TOOL_CONTENT] [BEGIN_AUDIO] [TOOL_CALLS] [IMG_BREAK] <filename> <reponame> <PASSWORD> [CALL_ID] [IMG_END] </think> [PREFIX] [MIDDLE] [SUFFIX] [/THINK] <think> <EMAIL> [/INST] [AUDIO] [THINK] <NAME> [INST] [ARGS] <mask> <KEY> <PRE> <SUF> <MID> <EOT> <unk> <pad> [IMG] <sop> <eop> [BOS] [EOS] [EOT] <bos> <eos> <pr> </s> <s>"`,
    );
  });

  test('nothing is left by taking one token out of the middle of another', () => {
    expect(stripControl('<|im_<|im_end|>end|>x')).toBe('x');
  });
});

async function clean(pieces: readonly string[], stop: readonly string[] = []): Promise<string[]> {
  const seen: string[] = [];
  for await (const text of cleaned(streamed(pieces), stop)) seen.push(text);
  return seen.filter((text) => text !== '');
}

async function* streamed(pieces: readonly string[]) {
  yield* pieces;
}

describe('cleaned', () => {
  test('gives the same text however a stream is cut into pieces', async () => {
    const cut = fc.array(fc.nat(12), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(hostile, cut, async (text, sizes) => {
        const pieces: string[] = [];
        for (let i = 0, n = 0; i < text.length; n++) {
          const size = 1 + (sizes[n % sizes.length] ?? 0);
          pieces.push(text.slice(i, i + size));
          i += size;
        }
        expect((await clean(pieces, ['\n'])).join('')).toBe((await clean([text], ['\n'])).join(''));
      }),
      { numRuns: 800 },
    );
  });

  test('a token within a token is taken out of a stream with the one around it', async () => {
    const text = '<|vision_start|<pr_in_reply_to_comment_id>>x';
    expect((await clean([...text])).join('')).toBe('x');
  });

  test('holds nothing back that cannot become a token', async () => {
    expect(await clean(['a < ', 'b'])).toEqual(['a ', '< b']);
  });
});
