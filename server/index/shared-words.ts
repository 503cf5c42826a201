/**
 * Many small arrays of numbers in few buffers: one of its own costs a file's dozen of arrays more than what they hold.
 * Invariant: no two arrays share a word. A buffer goes when the last array in it does.
 */

/** Words of a buffer: small, so that what is left of one that is hardly used any more is little. */
const size = 4_096;
/** An array of so many words has its own. */
const large = size / 4;

let buffer = new Uint32Array();
let used = 0;

/** An array of so many zeros. */
export function wordsFor(length: number): Uint32Array {
  if (length >= large) return new Uint32Array(length);
  if (used + length > buffer.length) {
    buffer = new Uint32Array(size);
    used = 0;
  }
  const start = used;
  used += length;
  return buffer.subarray(start, used);
}

/** The same numbers in an array that stays. */
export function keptWords(numbers: ArrayLike<number>): Uint32Array {
  const kept = wordsFor(numbers.length);
  kept.set(numbers);
  return kept;
}
