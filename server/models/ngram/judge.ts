/**
 * What the n-gram model says of names and texts at a cursor: how likely each name comes next, and how much each
 * text lowers the surprise of the code around, had it been read before (LongCodeZip's mutual information, with
 * counts in place of a neural model).
 */

import { lex } from '../../text/text.ts';
import type { Context } from './mixture.ts';
import { advance, contextOf, mix, probabilityOf } from './mixture.ts';
import { fileStart, targetsOf, type Vocabulary } from './vocabulary.ts';

/** What is asked of the model about one cursor. */
export interface NgramQuestion {
  readonly path: string;
  readonly language: string;
  readonly prefix: string;
  readonly suffix: string;
  /** Names that may come next. */
  readonly names: readonly string[];
  /** Values with names that may follow each behind a dot. */
  readonly values: readonly ValueQuestion[];
  /** Texts that may be shown. */
  readonly texts: readonly string[];
}

export interface ValueQuestion {
  /** The word before the dot. */
  readonly word: string;
  readonly names: readonly string[];
}

export interface NgramJudgement {
  /** For each name the probability that it is the next token. */
  readonly next: readonly number[];
  /** For each value, and for each of its names, the probability that this follows it behind a dot. */
  readonly reached: readonly (readonly number[])[];
  /** For each text the bits that it takes from each identifier around the cursor, on average. */
  readonly information: readonly number[];
}

/** Tokens before the cursor whose surprise counts. */
const around = 240;
/** What a text says counts so much beside the project. */
const share = 0.3;

/** `contexts` stand at the cursor. Names that were never seen have no probability. */
export function nextProbabilities(
  vocabulary: Vocabulary,
  contexts: readonly Context[],
  names: readonly string[],
): number[] {
  const mixture = mix(contexts, vocabulary.texts.length);
  return names.map((name) => {
    const id = vocabulary.ids.get(name);
    if (id === undefined) return 0;
    return probabilityOf(mixture, 2 * id) + probabilityOf(mixture, 2 * id + 1);
  });
}

/** The ids of a word and a dot; of the dot alone, where the word was never seen. */
export function beforeName({ ids }: Vocabulary, word: string): number[] {
  return [ids.get(word), ids.get('.')].filter((id) => id !== undefined);
}

/** A token around the cursor: what stands before it, and how likely the project finds it. */
interface Expected {
  readonly keys: readonly number[];
  readonly target: number;
  readonly probability: number;
}

export function informationOf(
  vocabulary: Vocabulary,
  project: Context['counts'],
  { prefix, language, texts }: Pick<NgramQuestion, 'prefix' | 'language' | 'texts'>,
): number[] {
  const expected = expectedTokens(vocabulary, project, prefix, language);
  return texts.map((text) => {
    const counts = new TextCounts(targetsOf(vocabulary, lex(text, language)));
    const bits = expected.reduce((sum, one) => sum + gain(one, counts), 0);
    return bits / Math.max(1, expected.length);
  });
}

function expectedTokens(
  vocabulary: Vocabulary,
  project: Context['counts'],
  prefix: string,
  language: string,
): Expected[] {
  const tokens = lex(prefix.slice(-8 * around), language).slice(-around);
  const targets = targetsOf(vocabulary, tokens);
  let context = contextOf(project, [fileStart]);
  const found: Expected[] = [];
  targets.forEach((target, at) => {
    if (isWord(vocabulary.texts[target >> 1] ?? '')) {
      const probability = probabilityOf(mix([context], vocabulary.texts.length), target);
      const before = [targets[at - 2] ?? 0, targets[at - 1] ?? 0];
      found.push({ keys: [pair(before[0] ?? 0, before[1] ?? 0), before[1] ?? 0], target, probability });
    }
    context = advance(context, target >> 1);
  });
  return found;
}

function isWord(text: string): boolean {
  return /^[\p{ID_Start}_$]/u.test(text);
}

/** Bits saved on one token by the longest of its contexts that the text has, of at most two tokens. */
function gain({ keys, target, probability }: Expected, counts: TextCounts): number {
  const key = keys.find((one) => counts.seen(one) > 0);
  if (key === undefined) return 0;
  const own = counts.seenBefore(key, target) / counts.seen(key);
  return Math.log2(1 - share + (share * own) / Math.max(1e-6, probability));
}

const most = 2 ** 26;

function pair(first: number, second: number): number {
  return (1 + (first % most)) * most + second;
}

/** How often tokens follow one or two others in one text. */
class TextCounts {
  readonly #seen = new Map<number, number>();
  readonly #followed = new Map<string, number>();

  constructor(targets: Int32Array) {
    for (let at = 1; at < targets.length; at++) {
      const [before, last, target] = [targets[at - 2] ?? 0, targets[at - 1] ?? 0, targets[at] ?? 0];
      for (const key of [last, pair(before, last)]) {
        this.#seen.set(key, this.seen(key) + 1);
        this.#followed.set(`${key} ${target}`, this.seenBefore(key, target) + 1);
      }
    }
  }

  seen(key: number): number {
    return this.#seen.get(key) ?? 0;
  }

  seenBefore(key: number, target: number): number {
    return this.#followed.get(`${key} ${target}`) ?? 0;
  }
}
