/**
 * Counts the tokens of models with a byte-level vocabulary as they count themselves: by the vocabulary's own merges.
 * Sources: GPT-2's encoder (https://github.com/openai/gpt-2/blob/master/src/encoder.py), and for how each family
 * splits a text before that, `src/llama-vocab.cpp` of ggml-org/llama.cpp.
 */

import { remembered } from './tokenizer.ts';

/** A byte-level vocabulary as a GGUF file has it. */
export interface BytePairs {
  /** Which family's way of splitting a text it is for, by the name that GGUF files have for it. */
  readonly split: string;
  /** Pairs of pieces that are joined, `left right`, first ones first. */
  readonly merges: readonly string[];
  /** Texts that are tokens by themselves wherever they stand. */
  readonly whole: readonly string[];
}

const words = String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)`;
const modern = (digits: string) =>
  String.raw`(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|${digits}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`;

/** Patterns that are applied one after the other; what lies between the matches stays as it is. */
const splits: Readonly<Record<string, readonly string[]>> = {
  'gpt-2': [words],
  trillion: [words],
  starcoder: [String.raw`\p{N}`, words],
  refact: [String.raw`\p{N}`, words],
  smollm: [String.raw`\p{N}`, words],
  codeshell: [String.raw`\p{N}`, words],
  'deepseek-coder': [
    String.raw`[\r\n]`,
    String.raw`\s?\p{L}+`,
    String.raw`\s?\p{P}+`,
    '[一-龥ࠀ-一가-퟿]+',
    String.raw`\p{N}`,
  ],
  qwen2: [modern(String.raw`\p{N}`)],
};

/** Units of one unbroken run; longer ones are counted as bytes, which is never too little. */
const longestRun = 4_000;
/** Runs whose counts are remembered: the same words come again and again. */
const mostRuns = 50_000;

/** Counts with this vocabulary; `undefined` where its way of splitting is not known. */
export function bytePairCounter({ split, merges, whole }: BytePairs): ((text: string) => number) | undefined {
  const patterns = splits[split]?.map((pattern) => new RegExp(pattern, 'gu'));
  if (!patterns) return undefined;
  const ranks = new Map(merges.map((merge, rank) => [merge, rank]));
  const known = new Map<string, number>();
  const countRun = (run: string): number => {
    const counted = known.get(run) ?? countOf(run, ranks);
    if (known.size > mostRuns) known.clear();
    known.set(run, counted);
    return counted;
  };
  const own = whole.toSorted((a, b) => b.length - a.length);
  return remembered((text) => {
    const { rest, tokens } = withoutWhole([text], own);
    const runs = patterns.reduce((parts, pattern) => parts.flatMap((part) => splitBy(part, pattern)), rest);
    return runs.reduce((sum, run) => sum + countRun(run), tokens);
  });
}

/** The stretches between texts that are tokens, and how many those are. */
function withoutWhole(texts: readonly string[], whole: readonly string[]) {
  let rest = texts;
  let tokens = 0;
  for (const token of whole) {
    const parts = rest.flatMap((text) => {
      const own = text.split(token);
      tokens += own.length - 1;
      return own;
    });
    rest = parts.filter((part) => part !== '');
  }
  return { rest, tokens };
}

function splitBy(text: string, pattern: RegExp): string[] {
  const parts: string[] = [];
  let end = 0;
  for (const { 0: match, index } of text.matchAll(pattern)) {
    if (index > end) parts.push(text.slice(end, index));
    parts.push(match);
    end = index + match.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return parts.filter((part) => part !== '');
}

/** Tokens of one run: of all neighbours that may be joined the first in rank are, until none may. */
function countOf(run: string, ranks: ReadonlyMap<string, number>): number {
  const bytes = Buffer.from(run);
  if (bytes.length > longestRun) return bytes.length;
  const parts = [...bytes].map((byte) => byteCharacters[byte] ?? '');
  const rankAt = (at: number) => ranks.get(`${parts[at]} ${parts[at + 1]}`) ?? Infinity;
  const pairs = parts.slice(1).map((_, at) => rankAt(at));
  while (pairs.length > 0) {
    const best = pairs.reduce((least, rank, at) => (rank < (pairs[least] ?? Infinity) ? at : least), 0);
    if (pairs[best] === Infinity) break;
    parts.splice(best, 2, `${parts[best]}${parts[best + 1]}`);
    pairs.splice(best, 1);
    if (best > 0) pairs[best - 1] = rankAt(best - 1);
    if (best < pairs.length) pairs[best] = rankAt(best);
  }
  return parts.length;
}

/** Each byte as the printable character that stands for it. */
export const byteCharacters: readonly string[] = charactersOfBytes();

function charactersOfBytes(): string[] {
  let extra = 256;
  return Array.from({ length: 256 }, (_, byte) => {
    const isPrintable = (byte > 32 && byte < 127) || (byte > 160 && byte < 256 && byte !== 173);
    return String.fromCodePoint(isPrintable ? byte : extra++);
  });
}
