/**
 * Postings: for each term the chunks that hold it and how often, all in one array. An entry is the chunk's
 * number shifted left by 8 with the count below; lists are unordered, grow by doubling and move to the end
 * of the array when they do. What they leave behind is swept up when it is more than half of the array.
 */

/** Counts above this are cut down to it. */
export const largestCount = 255;

export class Postings {
  #entries = new Uint32Array(1024);
  #used = 0;
  #left = 0;
  #starts = new Uint32Array(256);
  #lengths = new Uint32Array(256);
  #capacities = new Uint32Array(256);
  #terms = 0;

  /** In how many chunks a term occurs. */
  frequency(term: number): number {
    return this.#lengths[term] ?? 0;
  }

  /** The entries of a term, valid until the next change. */
  entries(term: number): Uint32Array {
    const start = this.#starts[term] ?? 0;
    return this.#entries.subarray(start, start + this.frequency(term));
  }

  add(term: number, chunk: number, count: number): void {
    this.#knowTerm(term);
    const length = this.frequency(term);
    if (length === this.#capacities[term]) this.#enlarge(term, length);
    this.#entries[(this.#starts[term] ?? 0) + length] = chunk * 256 + Math.min(count, largestCount);
    this.#lengths[term] = length + 1;
  }

  remove(term: number, chunk: number): void {
    const entries = this.entries(term);
    for (let at = entries.length - 1; at >= 0; at--) {
      if ((entries[at] ?? 0) >>> 8 !== chunk) continue;
      entries[at] = entries[entries.length - 1] ?? 0;
      this.#lengths[term] = entries.length - 1;
      return;
    }
  }

  get bytes(): number {
    return this.#entries.byteLength + 3 * this.#starts.byteLength;
  }

  #knowTerm(term: number): void {
    if (term < this.#terms) return;
    this.#terms = term + 1;
    if (term < this.#starts.length) return;
    const size = this.#terms * 2;
    this.#starts = grown(this.#starts, size);
    this.#lengths = grown(this.#lengths, size);
    this.#capacities = grown(this.#capacities, size);
  }

  #enlarge(term: number, length: number): void {
    const capacity = Math.max(1, length * 2);
    if (this.#left > 65_536 && this.#left > this.#used / 2) this.#sweep();
    if (this.#used + capacity > this.#entries.length) {
      this.#entries = grown(this.#entries, (this.#used + capacity) * 1.5);
    }
    const start = this.#starts[term] ?? 0;
    this.#entries.copyWithin(this.#used, start, start + length);
    this.#left += length;
    this.#starts[term] = this.#used;
    this.#capacities[term] = capacity;
    this.#used += capacity;
  }

  #sweep(): void {
    const entries = new Uint32Array(this.#entries.length);
    let used = 0;
    for (let term = 0; term < this.#terms; term++) {
      const list = this.entries(term);
      entries.set(list, used);
      this.#starts[term] = used;
      this.#capacities[term] = list.length;
      used += list.length;
    }
    this.#entries = entries;
    this.#used = used;
    this.#left = 0;
  }
}

function grown(from: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(Math.ceil(length));
  to.set(from);
  return to;
}
