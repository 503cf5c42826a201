/**
 * Lexical search over chunks: BM25 (Robertson and Zaragoza, 2009; k1 = 1.2, b = 0.75, and the idf of
 * Lucene, which is never negative). What it answers depends on the chunks it holds, not on their history.
 */

import type { Range } from '../protocol/protocol.ts';
import { chunkRange, type PackedChunks } from './packed-chunks.ts';
import { Postings } from './postings.ts';
import type { Vocabulary } from './vocabulary.ts';

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
  /** A file whose chunks are left out. */
  readonly exclude?: string;
}

interface Owner {
  readonly path: string;
  readonly chunks: PackedChunks;
  readonly index: number;
}

export class ChunkSearch {
  readonly #vocabulary: Vocabulary;
  readonly #postings = new Postings();
  readonly #owners: (Owner | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #numbers = new Map<string, readonly number[]>();
  #lengths = new Uint32Array(256);
  #scores = new Float64Array(256);
  #total = 0;
  #live = 0;

  constructor(vocabulary: Vocabulary) {
    this.#vocabulary = vocabulary;
  }

  get chunks(): number {
    return this.#live;
  }

  get bytes(): number {
    return this.#postings.bytes + this.#lengths.byteLength + this.#scores.byteLength;
  }

  put(path: string, chunks: PackedChunks): void {
    this.remove(path);
    const numbers = chunks.terms.map((terms, index) => this.#add({ path, chunks, index }, terms));
    this.#numbers.set(path, numbers);
  }

  remove(path: string): void {
    for (const chunk of this.#numbers.get(path) ?? []) this.#drop(chunk);
    this.#numbers.delete(path);
  }

  /** Best first; equal scores in the order of path and place. */
  search(query: Query, { limit, exclude }: SearchOptions): ChunkHit[] {
    const touched: number[] = [];
    for (const [term, weight] of weightsOf(query)) this.#score(term, weight, touched);
    const hits = touched.filter((chunk) => this.#owners[chunk]?.path !== exclude);
    const best = this.#atLeast(hits, limit)
      .flatMap((chunk) => this.#hit(chunk))
      .toSorted(byScore);
    for (const chunk of touched) this.#scores[chunk] = 0;
    return best.slice(0, limit);
  }

  #add(owner: Owner, terms: Uint32Array): number {
    const chunk = this.#free.pop() ?? this.#owners.length;
    this.#owners[chunk] = owner;
    this.#reserve(chunk);
    let length = 0;
    for (const entry of terms) {
      this.#postings.add(entry >>> 8, chunk, entry & 255);
      length += entry & 255;
    }
    this.#lengths[chunk] = length;
    this.#total += length;
    this.#live++;
    return chunk;
  }

  #drop(chunk: number): void {
    const owner = this.#owners[chunk];
    for (const entry of owner?.chunks.terms[owner.index] ?? []) this.#postings.remove(entry >>> 8, chunk);
    this.#owners[chunk] = undefined;
    this.#free.push(chunk);
    this.#total -= this.#lengths[chunk] ?? 0;
    this.#live--;
  }

  #reserve(chunk: number): void {
    if (chunk < this.#lengths.length) return;
    const lengths = new Uint32Array(chunk * 2);
    lengths.set(this.#lengths);
    this.#lengths = lengths;
    this.#scores = new Float64Array(chunk * 2);
  }

  #score(term: string, weight: number, touched: number[]): void {
    const id = this.#vocabulary.find(term);
    if (id === undefined || weight <= 0) return;
    const entries = this.#postings.entries(id);
    const gain =
      weight * Math.log(1 + (this.#live - entries.length + 0.5) / (entries.length + 0.5)) * (k1 + 1);
    const scores = this.#scores;
    const lengths = this.#lengths;
    const perUnit = (k1 * b * this.#live) / this.#total;
    for (let at = 0; at < entries.length; at++) {
      const entry = entries[at] ?? 0;
      const chunk = entry >>> 8;
      const count = entry & 255;
      const before = scores[chunk] ?? 0;
      if (before === 0) touched.push(chunk);
      scores[chunk] = before + (gain * count) / (count + k1 * (1 - b) + perUnit * (lengths[chunk] ?? 0));
    }
  }

  /** The chunks that score no less than the one at place `limit`. */
  #atLeast(chunks: readonly number[], limit: number): readonly number[] {
    if (chunks.length <= limit) return chunks;
    const scores = Float64Array.from(chunks, (chunk) => this.#scores[chunk] ?? 0).toSorted();
    const least = scores[scores.length - limit] ?? 0;
    return chunks.filter((chunk) => (this.#scores[chunk] ?? 0) >= least);
  }

  #hit(chunk: number): ChunkHit[] {
    const owner = this.#owners[chunk];
    if (!owner) return [];
    const { path, chunks, index } = owner;
    return [{ path, chunk: index, range: chunkRange(chunks, index), score: this.#scores[chunk] ?? 0 }];
  }
}

function weightsOf(query: Query): ReadonlyMap<string, number> {
  if (!isList(query)) return query;
  const weights = new Map<string, number>();
  for (const term of query) weights.set(term, (weights.get(term) ?? 0) + 1);
  return weights;
}

function isList(query: Query): query is readonly string[] {
  return Array.isArray(query);
}

function byScore(a: ChunkHit, b: ChunkHit): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.chunk - b.chunk;
}
