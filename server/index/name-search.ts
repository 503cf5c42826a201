/**
 * Finds symbol names like an editor's "go to symbol". It keeps one word per name, the letters that it
 * has, so that most names are passed over without being looked at.
 */

import {
  letterBits,
  matchInside,
  matchKinds,
  matchStart,
  type NameMatch,
  type Pattern,
  startOf,
} from './name-match.ts';
import type { SortedLists } from './sorted-lists.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A name, as a number, and how it matches. */
export interface FoundName extends NameMatch {
  readonly name: number;
}

/** Names of one kind of match that are worth a look, the best ones; a few letters match thousands. */
const mostNames = 300;

export class NameSearch {
  readonly #vocabulary: Vocabulary;
  /** For each name the files that have a symbol of it; a name without any is not found. */
  readonly #definers: SortedLists;
  /** For each name its letters and its first letters; 0 for what never was a symbol's name. */
  #letters = new Int32Array(1024);
  #starts = new Int32Array(1024);
  #end = 0;

  constructor(vocabulary: Vocabulary, definers: SortedLists) {
    this.#vocabulary = vocabulary;
    this.#definers = definers;
  }

  get bytes(): number {
    return this.#letters.byteLength + this.#starts.byteLength;
  }

  /** Makes a name known. */
  add(name: number): void {
    if (name >= this.#letters.length) {
      this.#letters = grown(this.#letters, name);
      this.#starts = grown(this.#starts, name);
    }
    if (this.#letters[name] !== 0) return;
    const lower = this.#vocabulary.termOf(name).toLowerCase();
    this.#letters[name] = letterBits(lower) | known;
    this.#starts[name] = startOf(lower);
    this.#end = Math.max(this.#end, name + 1);
  }

  /**
   * Names that match alike, a list for each kind of match in order, the best of it first. What begins
   * with the letters is given out before the others are looked at.
   */
  *search(pattern: Pattern): Generator<readonly FoundName[]> {
    yield* byKind(this.#starting(pattern));
    yield* byKind(this.#others(pattern));
  }

  #starting(pattern: Pattern): FoundName[] {
    const { start, startMask } = pattern;
    const found: FoundName[] = [];
    for (let name = 0; name < this.#end; name++) {
      if (((this.#starts[name] ?? 0) & startMask) !== start || this.#letters[name] === 0) continue;
      this.#push(found, name, matchStart(this.#vocabulary.termOf(name), pattern));
    }
    return found;
  }

  #others(pattern: Pattern): FoundName[] {
    const wanted = pattern.bits | known;
    const found: FoundName[] = [];
    for (let name = 0; name < this.#end; name++) {
      if (((this.#letters[name] ?? 0) & wanted) !== wanted) continue;
      const text = this.#vocabulary.termOf(name);
      const match = matchInside(text, pattern);
      if (match && !matchStart(text, pattern)) this.#push(found, name, match);
    }
    return found;
  }

  #push(found: FoundName[], name: number, match: NameMatch | undefined): void {
    if (match && this.#definers.lengthOf(name) > 0) found.push({ name, ...match });
  }
}

function byKind(found: readonly FoundName[]): (readonly FoundName[])[] {
  return matchKinds.map((kind) => best(found.filter((one) => one.kind === kind)));
}

/** Those no worse than the one at place `mostNames`, best first. */
function best(found: readonly FoundName[]): FoundName[] {
  const qualities = Float64Array.from(found, ({ quality }) => quality).sort();
  const least = qualities[found.length - mostNames] ?? 0;
  return found.filter(({ quality }) => quality >= least).toSorted((a, b) => b.quality - a.quality);
}

function grown(from: Int32Array, name: number): Int32Array<ArrayBuffer> {
  const to = new Int32Array(Math.ceil(name * 1.5));
  to.set(from);
  return to;
}

/** Set for every name, so that a name without letters is not taken for none. */
const known = 1 << 31;
