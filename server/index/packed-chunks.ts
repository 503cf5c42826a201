/** The chunks of one file in two typed arrays: a tenth of the memory that they take as objects. */

import type { Range } from '../protocol/protocol.ts';
import type { ChunkFact } from '../syntax/syntax.ts';
import type { ByteReader } from './byte-stream.ts';
import type { Numbers, Vocabulary } from './vocabulary.ts';
import { keptWords, wordsFor } from './shared-words.ts';

export interface PackedChunks {
  /** For each chunk where it starts, where it ends, and where its terms end. */
  readonly places: Uint32Array;
  /** The term's number shifted left by 8 with the count below. */
  readonly terms: Uint32Array;
}

/** Counts above this are cut down to it. */
export const largestCount = 255;

const width = 3;

export function packChunks(chunks: readonly ChunkFact[], numbers: Numbers): PackedChunks {
  const places: number[] = [];
  const terms = new Uint32Array(chunks.reduce((sum, chunk) => sum + chunk.terms.length, 0));
  let end = 0;
  for (const chunk of chunks) {
    for (const [term, count] of chunk.terms) {
      terms[end++] = numbers.idOf(term) * 256 + Math.min(count, largestCount);
    }
    places.push(chunk.range.start, chunk.range.end, end);
  }
  return { places: Uint32Array.from(places), terms };
}

/** The same from their encoding; `numbers` has the number of each text of the encoding's table. */
export function packEncodedChunks(reader: ByteReader, numbers: Uint32Array): PackedChunks {
  const places = wordsFor(reader.count() * width);
  let used = 0;
  let last = 0;
  for (let at = 0; at < places.length; at += width) {
    const start = last + reader.signed();
    last = start + reader.number();
    const count = reader.count();
    if (used + count > scratch.length) scratch = grown(scratch, used + count);
    for (let left = count; left > 0; left--) {
      const term = numbers[reader.number()] ?? 0;
      scratch[used++] = term * 256 + Math.min(reader.number(), largestCount);
    }
    places[at] = start;
    places[at + 1] = last;
    places[at + 2] = used;
  }
  return { places, terms: keptWords(scratch.subarray(0, used)) };
}

/** Where entries are gathered until it is known how many there are. */
let scratch = new Uint32Array(4_096);

function grown(from: Uint32Array, least: number): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(2 * least);
  to.set(from);
  return to;
}

export function chunkCount({ places }: PackedChunks): number {
  return places.length / width;
}

export function chunkRange({ places }: PackedChunks, index: number): Range {
  return { start: places[index * width] ?? 0, end: places[index * width + 1] ?? 0 };
}

/** The entries of one chunk. */
export function chunkTerms({ places, terms }: PackedChunks, index: number): Uint32Array {
  return terms.subarray(places[index * width - 1] ?? 0, places[index * width + 2]);
}

export function unpackChunks(packed: PackedChunks, vocabulary: Vocabulary): ChunkFact[] {
  return Array.from({ length: chunkCount(packed) }, (_, index) => ({
    range: chunkRange(packed, index),
    terms: Array.from(
      chunkTerms(packed, index),
      (entry) => [vocabulary.termOf(entry >>> 8), entry & 255] as const,
    ),
  }));
}
