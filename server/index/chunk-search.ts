/**
 * Lexical search over chunks: BM25 (Robertson and Zaragoza, 2009; k1 = 1.2, b = 0.75, and the idf of
 * Lucene, which is never negative). What it answers depends on the chunks it holds, not on their history.
 */

import type { Range } from '../protocol/protocol.ts';
import type { FileTable } from './file-table.ts';
import { nthLargest } from './nth-largest.ts';
import { chunkCount, chunkRange, chunkTerms, type PackedChunks } from './packed-chunks.ts';
import { SortedLists } from './sorted-lists.ts';
import type { Vocabulary } from './vocabulary.ts';
import { wordsFor } from './shared-words.ts';

const k1 = 1.2;
const b = 0.75;

export interface ChunkHit {
  readonly path: string;
  /** Which chunk of the file. */
  readonly chunk: number;
  readonly range: Range;
  /** BM25, above 0; comparable within one answer only. */
  readonly score: number;
}

/** Terms to look for: each once per occurrence, or each with a weight. */
export type Query = readonly string[] | ReadonlyMap<string, number>;

export interface SearchOptions {
  readonly limit: number;
  /** A file to search as if it were not there. */
  readonly exclude?: string;
}

/** The last question with its answer: while a word is typed the same is asked at every key. */
interface Answered {
  readonly weights: ReadonlyMap<string, number>;
  readonly limit: number;
  readonly excluded: number | undefined;
  readonly hits: readonly ChunkHit[];
}

interface Wanted {
  readonly term: string;
  /** Its number in the vocabulary. */
  readonly id: number;
  readonly weight: number;
}

interface Weighed extends Wanted {
  /** More than a chunk can get for it. */
  readonly gain: number;
}

/** The chunks that a search is about. */
interface Corpus {
  readonly live: number;
  /** What a chunk's length counts for. */
  readonly perUnit: number;
}

/** Chunks that may still come among the best are looked at one by one from so few on. */
const mostOpen = 1500;
/** Sums of scores are as exact as that. */
const rounding = 1e-6;

/** A file's chunks and the numbers that they have here. */
interface Owned {
  readonly chunks: PackedChunks;
  readonly numbers: Uint32Array;
}

const nothing: Owned = {
  chunks: { places: new Uint32Array(), terms: new Uint32Array() },
  numbers: new Uint32Array(),
};

export class ChunkSearch {
  readonly #vocabulary: Vocabulary;
  readonly #files: FileTable;
  /** For each term the chunks that hold it: the chunk's number shifted left by 8 with the count below. */
  readonly #postings = new SortedLists();
  readonly #owned = new Map<number, Owned>();
  readonly #free: number[] = [];
  #given = 0;
  /** For each chunk: its file, its place among the file's chunks, the sum of its counts. */
  #ownerFiles = new Uint32Array(256);
  #places = new Uint32Array(256);
  #lengths = new Uint32Array(256);
  #scores = new Float64Array(256);
  /** For each term of the vocabulary its place among those that are looked for, from 1; 0 while none is. */
  #orders = new Uint16Array(256);
  #total = 0;
  #live = 0;
  /** Good until another file than the excluded one changes. */
  #answered: Answered | undefined;

  constructor(vocabulary: Vocabulary, files: FileTable) {
    this.#vocabulary = vocabulary;
    this.#files = files;
  }

  get chunks(): number {
    return this.#live;
  }

  get bytes(): number {
    return (
      this.#postings.bytes + 3 * this.#lengths.byteLength + this.#scores.byteLength + this.#orders.byteLength
    );
  }

  /** Sets the chunks of a file. Those at its start and its end that are as before cost next to nothing. */
  put(file: number, chunks: PackedChunks): void {
    if (this.#answered?.excluded !== file) this.#answered = undefined;
    const before = this.#owned.get(file) ?? nothing;
    const [was, is] = [before.numbers.length, chunkCount(chunks)];
    const same = (old: number, now: number): boolean =>
      sameTerms(chunkTerms(before.chunks, old), chunkTerms(chunks, now));
    let start = 0;
    while (start < Math.min(was, is) && same(start, start)) start++;
    let end = 0;
    while (end < Math.min(was, is) - start && same(was - end - 1, is - end - 1)) end++;
    for (let at = start; at < was - end; at++) this.#drop(before, at);
    const numbers = wordsFor(is);
    numbers.set(before.numbers.subarray(0, start));
    for (let at = start; at < is - end; at++) numbers[at] = this.#add(chunkTerms(chunks, at));
    numbers.set(before.numbers.subarray(was - end), is - end);
    numbers.forEach((chunk, at) => {
      this.#ownerFiles[chunk] = file;
      this.#places[chunk] = at;
    });
    this.#owned.set(file, { chunks, numbers });
  }

  remove(file: number): void {
    this.#answered = undefined;
    const owned = this.#owned.get(file) ?? nothing;
    for (let at = 0; at < owned.numbers.length; at++) this.#drop(owned, at);
    this.#owned.delete(file);
  }

  /** Best first; equal scores in the order of path and place. */
  search(query: Query, { limit, exclude }: SearchOptions): readonly ChunkHit[] {
    const weights = weightsOf(query);
    const excluded = exclude === undefined ? undefined : this.#files.numberOf(exclude);
    const last = this.#answered;
    if (last?.excluded === excluded && last?.limit === limit && isSame(last.weights, weights))
      return last.hits;
    const hits = this.#search(weights, limit, this.#owned.get(excluded ?? -1) ?? nothing);
    this.#answered = { weights: new Map(weights), limit, excluded, hits };
    return hits;
  }

  /**
   * The rarest terms count first; once a chunk without any of them cannot come among the best any more, the others are
   * looked for in the chunks that still can (MaxScore, Turtle and Flood, 1995).
   */
  #search(weights: ReadonlyMap<string, number>, limit: number, without: Owned): ChunkHit[] {
    const enough = limit + without.numbers.length;
    const corpus = this.#corpus(without);
    const terms = this.#weighed(weights, corpus, without);
    const touched: number[] = [];
    let open = touched;
    let left = terms.reduce((sum, { gain }) => sum + gain, 0);
    let next = left;
    for (const [at, term] of terms.entries()) {
      this.#score(term, corpus, touched);
      left -= term.gain;
      if (left > next / 2) continue;
      next = left;
      const least = nthLargest(this.#scores, touched, enough) - left - rounding;
      if (least <= 0) continue;
      const able = touched.filter((chunk) => (this.#scores[chunk] ?? 0) >= least);
      if (able.length > mostOpen) continue;
      this.#scoreOpen(able, corpus, terms.slice(at + 1));
      open = able;
      break;
    }
    const own = new Set(without.numbers);
    const best = this.#best(own.size > 0 ? open.filter((chunk) => !own.has(chunk)) : open, limit);
    for (const chunk of touched) this.#scores[chunk] = 0;
    return best;
  }

  #corpus({ numbers }: Owned): Corpus {
    const total = numbers.reduce((sum, chunk) => sum - (this.#lengths[chunk] ?? 0), this.#total);
    const live = this.#live - numbers.length;
    return { live, perUnit: (k1 * b * live) / Math.max(1, total) };
  }

  #best(chunks: readonly number[], limit: number): ChunkHit[] {
    const least = nthLargest(this.#scores, chunks, limit);
    const hits = chunks.filter((chunk) => (this.#scores[chunk] ?? 0) >= least);
    return hits
      .map((chunk) => this.#hit(chunk))
      .toSorted(byScore)
      .slice(0, limit);
  }

  #add(terms: Uint32Array): number {
    const chunk = this.#free.pop() ?? this.#given++;
    if (chunk >= this.#lengths.length) this.#reserve(chunk);
    let length = 0;
    for (const entry of terms) {
      this.#postings.add(entry >>> 8, chunk * 256 + (entry & 255));
      length += entry & 255;
    }
    this.#lengths[chunk] = length;
    this.#total += length;
    this.#live++;
    return chunk;
  }

  #drop({ chunks, numbers }: Owned, at: number): void {
    const chunk = numbers[at] ?? 0;
    for (const entry of chunkTerms(chunks, at)) {
      this.#postings.remove(entry >>> 8, chunk * 256 + (entry & 255));
    }
    this.#free.push(chunk);
    this.#total -= this.#lengths[chunk] ?? 0;
    this.#live--;
  }

  #reserve(chunk: number): void {
    const size = Math.ceil(chunk * 1.5);
    this.#ownerFiles = grown(this.#ownerFiles, size);
    this.#places = grown(this.#places, size);
    this.#lengths = grown(this.#lengths, size);
    this.#scores = new Float64Array(size);
  }

  /** The terms of a query that chunks hold, with the most that each can add; the most telling first. */
  #weighed(weights: ReadonlyMap<string, number>, { live }: Corpus, without: Owned): readonly Weighed[] {
    const wanted = [...weights].flatMap(([term, weight]): Wanted[] => {
      const id = weight > 0 ? this.#vocabulary.find(term) : undefined;
      return id === undefined ? [] : [{ term, id, weight }];
    });
    const held = this.#countsIn(without.chunks.terms, wanted);
    const found = wanted.flatMap((one, at) => {
      const holding = this.#postings.lengthOf(one.id) - (held[at] ?? 0);
      if (holding <= 0) return [];
      const idf = Math.log(1 + (live - holding + 0.5) / (holding + 0.5));
      return [{ ...one, gain: one.weight * idf * (k1 + 1) }];
    });
    return found.toSorted((a, b) => b.gain - a.gain || (a.term < b.term ? -1 : 1));
  }

  /** In how many of the chunks with these entries each term stands. */
  #countsIn(entries: Uint32Array, terms: readonly Wanted[]): Uint32Array {
    const orders = this.#ordersOf(terms);
    const counts = new Uint32Array(terms.length + 1);
    for (const entry of entries) {
      const order = orders[entry >>> 8] ?? 0;
      counts[order] = (counts[order] ?? 0) + 1;
    }
    for (const { id } of terms) orders[id] = 0;
    return counts.subarray(1);
  }

  #score({ id, gain }: Weighed, { perUnit }: Corpus, touched: number[]): void {
    const entries = this.#postings.valuesOf(id);
    const scores = this.#scores;
    const lengths = this.#lengths;
    for (let at = 0; at < entries.length; at++) {
      const entry = entries[at] ?? 0;
      const chunk = entry >>> 8;
      const count = entry & 255;
      const before = scores[chunk] ?? 0;
      if (before === 0) touched.push(chunk);
      scores[chunk] = before + (gain * count) / (count + k1 * (1 - b) + perUnit * (lengths[chunk] ?? 0));
    }
  }

  /** Adds to the scores of these chunks what the terms give them, in the order of the terms. */
  #scoreOpen(chunks: readonly number[], { perUnit }: Corpus, terms: readonly Weighed[]): void {
    const orders = this.#ordersOf(terms);
    const counts = new Uint8Array(terms.length);
    for (const chunk of chunks) {
      counts.fill(0);
      const { chunks: own } = this.#owned.get(this.#ownerFiles[chunk] ?? 0) ?? nothing;
      for (const entry of chunkTerms(own, this.#places[chunk] ?? 0)) {
        const order = orders[entry >>> 8] ?? 0;
        if (order > 0) counts[order - 1] = entry & 255;
      }
      const length = this.#lengths[chunk] ?? 0;
      let score = this.#scores[chunk] ?? 0;
      terms.forEach(({ gain }, order) => {
        const count = counts[order] ?? 0;
        if (count > 0) score += (gain * count) / (count + k1 * (1 - b) + perUnit * length);
      });
      this.#scores[chunk] = score;
    }
    for (const { id } of terms) orders[id] = 0;
  }

  #ordersOf(terms: readonly Wanted[]): Uint16Array {
    const size = this.#vocabulary.size;
    if (size > this.#orders.length) this.#orders = new Uint16Array(Math.ceil(size * 1.5));
    terms.forEach(({ id }, at) => {
      this.#orders[id] = at + 1;
    });
    return this.#orders;
  }

  #hit(number: number): ChunkHit {
    const file = this.#ownerFiles[number] ?? 0;
    const chunk = this.#places[number] ?? 0;
    const { chunks } = this.#owned.get(file) ?? nothing;
    return {
      path: this.#files.pathOf(file),
      chunk,
      range: chunkRange(chunks, chunk),
      score: this.#scores[number] ?? 0,
    };
  }
}

function sameTerms(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((entry, at) => entry === b[at]);
}

function grown(from: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(length);
  to.set(from);
  return to;
}

function weightsOf(query: Query): ReadonlyMap<string, number> {
  if (!isList(query)) return query;
  const weights = new Map<string, number>();
  for (const term of query) weights.set(term, (weights.get(term) ?? 0) + 1);
  return weights;
}

function isSame(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  return a.size === b.size && [...a].every(([term, weight]) => b.get(term) === weight);
}

function isList(query: Query): query is readonly string[] {
  return Array.isArray(query);
}

function byScore(a: ChunkHit, b: ChunkHit): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.chunk - b.chunk;
}
