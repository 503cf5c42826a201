/**
 * Token counts. Text that spells a control token counts as the ordinary text it is, and no text makes
 * a count fail; where a model has another vocabulary than is at hand, its tokens are estimated from above.
 */

import ranks from 'gpt-tokenizer/bpeRanks/o200k_base';
import { BytePairEncodingCore } from 'gpt-tokenizer/BytePairEncodingCore';
import { whole } from './control-tokens.ts';
import type { Tokenizer } from './prompt.ts';

/**
 * How o200k_base splits text before it merges, as tiktoken has it. White space is Unicode's, not
 * JavaScript's: they differ at U+0085 and U+FEFF.
 */
const contraction = String.raw`(?:'(?:[sS]|[dD]|[mM]|[tT]|[lL][lL]|[vV][eE]|[rR][eE]))?`;
const upper = String.raw`\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}`;
const lower = String.raw`\p{Ll}\p{Lm}\p{Lo}\p{M}`;
const space = String.raw`\p{White_Space}`;
const split = new RegExp(
  [
    String.raw`[^\r\n\p{L}\p{N}]?[${upper}]*[${lower}]+${contraction}`,
    String.raw`[^\r\n\p{L}\p{N}]?[${upper}]+[${lower}]*${contraction}`,
    String.raw`\p{N}{1,3}`,
    String.raw` ?[^${space}\p{L}\p{N}]+[\r\n/]*`,
    String.raw`${space}*[\r\n]+`,
    String.raw`${space}+(?!\P{White_Space})`,
    String.raw`${space}+`,
  ].join('|'),
  'gu',
);

/** Merging takes time quadratic in an unbroken run, so runs longer than this are counted in slices. */
const longest = 400;
const longRun = new RegExp(
  [String.raw`[\p{L}\p{M}]`, String.raw`[^${space}\p{L}\p{N}]`, space]
    .map((kind) => `${kind}{${longest},}`)
    .join('|'),
  'gu',
);
const slice = /[^]{1,200}/gu;

/** Exact for GPT-4o, GPT-4.1, GPT-5 and the o series; the yardstick for all else. */
export const o200k: Tokenizer = {
  name: 'o200k_base',
  exact: true,
  count: remembered(inBlocks(remembered((text) => countMarked(o200kEncoding(), text)))),
};

/** Letters from which on a text is counted block by block, and letters of a block at most, about. */
const blockLetters = 1_500;
const longestBlock = 6_000;
/** A line's end that no token goes beyond: before a line that is not blank and does not start with a slash. */
const seam = /\n(?=[ \t]*[!-~])(?!\/)/g;
/** Of so many such ends one ends a block, and letters on both sides of it by which it is found again. */
const seams = 16;
const around = 8;

/**
 * The same count, of a long text as the sum over its blocks. What stands at its ends makes an end of a block, so that a
 * change counts one block anew, wherever it is (Muthitacharoen et al., "A low-bandwidth network file system", 2001).
 */
function inBlocks(count: (text: string) => number): (text: string) => number {
  return (text) => {
    if (text.length < blockLetters) return count(text);
    let sum = 0;
    let start = 0;
    for (const { index } of text.matchAll(seam)) {
      if (!endsBlock(text, index) && index - start < longestBlock) continue;
      sum += count(text.slice(start, index + 1));
      start = index + 1;
    }
    return sum + count(text.slice(start));
  };
}

function endsBlock(text: string, at: number): boolean {
  let mixed = 0;
  const end = Math.min(text.length, at + around);
  for (let one = Math.max(0, at - around); one < end; one++)
    mixed = (Math.imul(mixed, 31) + text.charCodeAt(one)) | 0;
  return (mixed ^ (mixed >>> 15)) % seams === 0;
}

let encoding: BytePairEncodingCore | undefined;

/** The vocabulary is put in order at the first use, not when the program starts. */
function o200kEncoding(): BytePairEncodingCore {
  encoding ??= new BytePairEncodingCore({
    bytePairRankDecoder: ranks,
    specialTokensEncoder: new Map([['<|endoftext|>', 199999]]),
    tokenSplitRegex: split,
  });
  return encoding;
}

/** Letters of the texts whose counts are remembered, twice this at most; longer texts are not worth it. */
const rememberedLetters = 2_000_000;
const longestRemembered = 20_000;

/** The same declarations are counted again at every keystroke. What was not asked for lately is forgotten. */
export function remembered(count: (text: string) => number): (text: string) => number {
  let recent = new Map<string, number>();
  let before = new Map<string, number>();
  let letters = 0;
  return (text) => {
    const known = recent.get(text);
    if (known !== undefined || text.length > longestRemembered) return known ?? count(text);
    const counted = before.get(text) ?? count(text);
    if (letters > rememberedLetters) {
      before = recent;
      recent = new Map();
      letters = 0;
    }
    recent.set(text, counted);
    letters += text.length;
    return counted;
  };
}

/**
 * A byte order mark is a token by itself, which the library does not find: it decodes the mark's bytes
 * to nothing. Taken apart like this it counts as tiktoken has it at a file's start, elsewhere no less.
 */
function countMarked(encoding: BytePairEncodingCore, text: string): number {
  const parts = text.split('\uFEFF');
  return parts.reduce((sum, part) => sum + countRuns(encoding, part), parts.length - 1);
}

function countRuns(encoding: BytePairEncodingCore, text: string): number {
  if (!mayHaveLongRun(text)) return encoding.countNative(text);
  let count = 0;
  let from = 0;
  for (const run of text.matchAll(longRun)) {
    count += encoding.countNative(text.slice(from, run.index));
    for (const [piece] of run[0].matchAll(slice)) count += encoding.countNative(piece);
    from = run.index + run[0].length;
  }
  return count + encoding.countNative(text.slice(from));
}

/** Whether so many letters in a row may be of one kind: told at a fraction of what the expression above takes. */
function mayHaveLongRun(text: string): boolean {
  let spaces = 0;
  let others = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isSpace = code === 32 || (code >= 9 && code <= 13);
    spaces = isSpace || code > 126 ? spaces + 1 : 0;
    others = isSpace ? 0 : others + 1;
    if (spaces >= longest || others >= longest) return true;
  }
  return false;
}

/**
 * How many tokens of a model's own vocabulary one token of o200k_base is at most. A factor is the
 * largest ratio measured over 857 ASCII source files (TypeScript, JavaScript, C headers, JSON), digits
 * counted apart, and a margin: cl100k_base 1.05; Llama 2 1.70; GPT-2 1.63, with its runs of spaces as
 * one, in place of the 49k vocabularies, which were learned from code and do better. Those of 128k and
 * more that are not built on cl100k_base are not measured.
 */
interface Vocabulary {
  readonly name: string;
  readonly models: RegExp;
  readonly factor: number;
}

const vocabularies: readonly Vocabulary[] = [
  // 100k to 150k: cl100k_base and vocabularies built on its merges.
  { name: 'gpt-4', models: /gpt-[34]/i, factor: 1.15 },
  { name: 'qwen', models: /qwen/i, factor: 1.15 },
  { name: 'granite-4', models: /granite-?4/i, factor: 1.15 },
  { name: 'llama-3', models: /llama-?[34]/i, factor: 1.15 },
  // 128k to 256k, not measured.
  { name: 'deepseek', models: /deepseek-?(?:coder-?)?(?:v[2-9]|r\d|chat|reasoner)/i, factor: 1.4 },
  { name: 'gemma', models: /gemma/i, factor: 1.4 },
  // 32k to 49k.
  { name: 'starcoder', models: /starcoder|granite/i, factor: 1.8 },
  { name: 'deepseek-coder', models: /deepseek/i, factor: 1.8 },
  { name: 'llama-2', models: /llama|mistral|codestral/i, factor: 1.8 },
];

const exactly = /^(?:embedded$|(?:openai\/)?(?:gpt-(?:4o|4\.1|4\.5|5|oss)|chatgpt-4o|o[1-9](?:-|$)))/i;

/** The numbers of a text's tokens for a model whose vocabulary is at hand, or `undefined`. */
export function exactIds(modelName: string, text: string): readonly number[] | undefined {
  return modelName !== 'embedded' && exactly.test(modelName) ? o200kEncoding().encodeNative(text) : undefined;
}

/** The tokenizer for a model by its name; for an unknown model the largest factor. */
export function tokenizerFor(modelName: string): Tokenizer {
  if (exactly.test(modelName)) return o200k;
  const { name, factor } = vocabularies.find(({ models }) => models.test(modelName)) ?? unknown;
  return { name: `${name}, at most`, exact: false, count: remembered((text) => atMost(text, factor)) };
}

/**
 * A margin above what a sample of code needed: the largest difference between a sample of its kind and whole files of
 * other languages was about a twelfth (cl100k_base and Llama 2, the same 857 files).
 */
const margin = 1.1;

/** The estimate with a factor that the model's own server gave for a sample, where that is the closer one. */
export function calibrated({ name }: Tokenizer, factor: number): Tokenizer {
  const own = Math.max(1, factor * margin);
  return {
    name: `${name.replace(/, at most$/, '')}, calibrated`,
    exact: false,
    count: remembered((text) => atMost(text, own)),
  };
}

const unknown = { name: 'unknown', factor: 1.8 };

/**
 * An upper estimate. These vocabularies write numbers digit by digit where o200k_base takes three at
 * once, and fall back to bytes for rare characters: every byte outside ASCII counts as a token.
 */
function atMost(text: string, factor: number): number {
  const ascii = text.replace(/[^\0-\x7f]+/g, ' ');
  const rare = Buffer.byteLength(text.replace(/[\0-\x7f]+/g, ''));
  const digits = ascii.replace(/\D+/g, '').length - (ascii.match(/\d{1,3}/g) ?? []).length;
  return Math.ceil((o200k.count(ascii) + digits) * factor) + rare;
}

/**
 * The stream up to so many tokens of o200k_base, for servers that do not count. It ends with the first token too many,
 * not before: a server that stops by itself says at its end what it counted.
 */
export async function* limited(source: AsyncIterable<string>, maxTokens: number): AsyncGenerator<string> {
  let all = '';
  let spent = 0;
  for await (const text of source) {
    spent += o200k.count(text);
    // The sum over pieces is an upper bound: only where it is too much has the whole to be counted.
    if (spent > maxTokens) spent = o200k.count(all + text);
    if (spent > maxTokens) return yield whole(longestFit(all, text, maxTokens));
    all += text;
    yield text;
  }
}

function longestFit(all: string, text: string, maxTokens: number): string {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (o200k.count(all + text.slice(0, middle)) <= maxTokens) low = middle;
    else high = middle - 1;
  }
  return text.slice(0, low);
}
