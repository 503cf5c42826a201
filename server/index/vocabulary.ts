/**
 * Strings as small numbers: the same string always has the same number, and numbers are given from 0 up. The
 * strings lie in one array as UTF-8, so that half a million of them cost little more than their letters.
 */

import type { Range } from '../protocol/protocol.ts';

export interface Numbers {
  idOf(term: string): number;
}

const encoder = new TextEncoder();

export class Vocabulary implements Numbers {
  #letters = Buffer.alloc(4_096);
  #used = 0;
  /** Where each string ends. */
  #ends = new Uint32Array(256);
  #count = 0;
  /**
   * Open addressing, two words for each place: the number of a string, one more than it is, and its hash beside it,
   * since each look elsewhere costs as much as all else. A power of two of places, at most half of them taken.
   */
  #places = new Uint32Array(1_024);
  #scratch = new Uint8Array(1_024);

  /** How many strings there are. */
  get size(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#letters.length + this.#ends.byteLength + this.#places.byteLength;
  }

  idOf(term: string): number {
    const length = this.#write(term);
    return this.idOfBytes(this.#scratch, 0, length);
  }

  /** The number of a string that stands in UTF-8 somewhere. */
  idOfBytes(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const place = this.#placeOf(hash, bytes, start, end);
    const known = this.#places[place] ?? 0;
    if (known > 0) return known - 1;
    this.#places[place + 1] = hash;
    return this.#add(place, bytes, { start, end });
  }

  find(term: string): number | undefined {
    const end = this.#write(term);
    const hash = hashOf(this.#scratch, 0, end);
    const known = this.#places[this.#placeOf(hash, this.#scratch, 0, end)] ?? 0;
    return known > 0 ? known - 1 : undefined;
  }

  termOf(id: number): string {
    return id < this.#count ? this.#letters.toString('utf8', this.#startOf(id), this.#ends[id]) : '';
  }

  #startOf(id: number): number {
    return id === 0 ? 0 : (this.#ends[id - 1] ?? 0);
  }

  #write(term: string): number {
    if (this.#scratch.length < term.length * 3) this.#scratch = new Uint8Array(term.length * 3);
    return encoder.encodeInto(term, this.#scratch).written;
  }

  /** Where the string stands, or where it would. */
  #placeOf(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const mask = this.#places.length - 1;
    let place = (hash << 1) & mask;
    for (let known = this.#places[place] ?? 0; known > 0; known = this.#places[place] ?? 0) {
      if (this.#places[place + 1] === hash && this.#isAt(known - 1, bytes, start, end)) return place;
      place = (place + 2) & mask;
    }
    return place;
  }

  #isAt(id: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = this.#startOf(id);
    if ((this.#ends[id] ?? 0) - from !== end - start) return false;
    for (let at = 0; at < end - start; at++) {
      if (this.#letters[from + at] !== bytes[start + at]) return false;
    }
    return true;
  }

  #add(place: number, bytes: Uint8Array, { start, end }: Range): number {
    const id = this.#count++;
    if (id >= this.#ends.length) this.#ends = grown(this.#ends);
    while (this.#used + end - start > this.#letters.length) {
      const larger = Buffer.alloc(Math.ceil(this.#letters.length * growth));
      larger.set(this.#letters);
      this.#letters = larger;
    }
    for (let at = start; at < end; at++) this.#letters[this.#used++] = bytes[at] ?? 0;
    this.#ends[id] = this.#used;
    this.#places[place] = id + 1;
    if (this.#count * 4 > this.#places.length) this.#spread();
    return id;
  }

  #spread(): void {
    const before = this.#places;
    const places = new Uint32Array(before.length * 2);
    const mask = places.length - 1;
    for (let from = 0; from < before.length; from += 2) {
      const [known = 0, hash = 0] = [before[from], before[from + 1]];
      if (known === 0) continue;
      let place = (hash << 1) & mask;
      while ((places[place] ?? 0) > 0) place = (place + 2) & mask;
      places[place] = known;
      places[place + 1] = hash;
    }
    this.#places = places;
  }
}

const growth = 1.5;

function grown(from: Uint32Array): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(Math.ceil(from.length * growth));
  to.set(from);
  return to;
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/**
 * The same numbers, with those asked for last at hand: a file asks for each of its strings time and again, and
 * the whole vocabulary is too large for a processor's cache.
 */
export function remembering(vocabulary: Numbers): Numbers {
  const known = new Map<string, number>();
  return {
    idOf(term) {
      const before = known.get(term);
      if (before !== undefined) return before;
      const id = vocabulary.idOf(term);
      known.set(term, id);
      return id;
    },
  };
}
