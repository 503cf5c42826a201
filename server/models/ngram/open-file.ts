/**
 * The file that is being edited as a cache of its own n-grams, kept in step with the text by counting
 * only what changed. Invariant: its counts are those of the text around the last cursor, bounded on
 * both sides, without the word at the cursor.
 */

import type { Token } from '../../text/text.ts';
import { NgramCounts, order } from './counts.ts';
import { type Lexed, relex } from './relex.ts';
import { boundary, fileStart, targetsOf, type Vocabulary } from './vocabulary.ts';

// UTF-16 units of text around the cursor that are learned. The start moves in steps, to be rarely new.
const furthestBefore = 120_000;
const step = 40_000;
const furthestAfter = 60_000;

/** The text around a cursor, in tokens. */
export interface Surroundings {
  /** Tokens before the cursor, without the partial one. */
  readonly before: readonly Token[];
  /** Their ids, comments left out. */
  readonly ids: readonly number[];
  /** A word, number or open string that the cursor stands at the end of; else empty. */
  readonly partial: string;
  readonly after: readonly Token[];
  /** Whether text beyond `after` was left out. */
  readonly truncated: boolean;
}

export class OpenFile {
  readonly #vocabulary: Vocabulary;
  #counts = new NgramCounts();
  #targets = new Int32Array();
  #path = '';
  #prefix: Lexed | undefined;
  #suffix: Lexed | undefined;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  get counts(): NgramCounts {
    return this.#counts;
  }

  /** Moves to this file and cursor. */
  update(file: { path: string; language: string; prefix: string; suffix: string }): Surroundings {
    this.#prefix = relex(this.#prefix, file.prefix.slice(startOf(file.prefix)), file.language);
    this.#suffix = relex(this.#suffix, file.suffix.slice(0, furthestAfter), file.language);
    const partial = partialOf(this.#prefix);
    const before = partial ? this.#prefix.tokens.slice(0, -1) : this.#prefix.tokens;
    const known = targetsOf(this.#vocabulary, before);
    const after = targetsOf(this.#vocabulary, this.#suffix.tokens);
    this.#count(file.path, Int32Array.from([fileStart * 2, ...known, boundary, ...after]));
    return {
      before,
      ids: [fileStart, ...Array.from(known, (target) => target >> 1)].slice(1 - order),
      partial,
      after: this.#suffix.tokens,
      truncated: file.suffix.length > furthestAfter,
    };
  }

  #count(path: string, targets: Int32Array<ArrayBuffer>): void {
    if (path !== this.#path || this.#counts.corpusLength > 4 * targets.length + 20_000) {
      this.#counts = new NgramCounts();
      this.#targets = new Int32Array();
      this.#path = path;
    }
    const old = this.#targets;
    const { head, tail } = commonEnds(old, targets);
    const from = Math.max(0, head - order + 1);
    this.#counts.forget(old, from, old.length - tail);
    this.#counts.learn(targets, from, targets.length - tail);
    this.#targets = targets;
  }
}

/** Where the learned text starts: 0, or the start of a line that stays the same for a while. */
function startOf(prefix: string): number {
  const excess = prefix.length - furthestBefore;
  if (excess <= 0) return 0;
  return prefix.indexOf('\n', Math.ceil(excess / step) * step) + 1;
}

function partialOf({ text, tokens }: Lexed): string {
  const last = tokens.at(-1);
  if (!last || last.start + last.text.length < text.length) return '';
  if (last.kind === 'word' || last.kind === 'number') return last.text;
  return last.kind === 'string' && isOpen(last.text) ? last.text : '';
}

function isOpen(string: string): boolean {
  if (string.startsWith('}') || string.endsWith('${')) return false;
  const quote = /^[rRbBuUfFtT]{0,2}("""|'''|["'`])/.exec(string);
  if (!quote) return false;
  return string.length < quote[0].length + 1 || !string.endsWith(quote[1] ?? '');
}

function commonEnds(a: Int32Array, b: Int32Array): { head: number; tail: number } {
  const length = Math.min(a.length, b.length);
  let head = 0;
  while (head < length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < length - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  return { head, tail };
}
