/**
 * How often each sequence of up to `order` tokens was seen: a trie in one typed array, found by open
 * addressing. A sequence seen once is a leaf that points at where it goes on in the corpus, so only
 * what repeats costs nodes. Invariant: after `learn(x)` and `forget(x)` every count is as before.
 */

/** Tokens in the longest counted sequence. */
export const order = 7;

/** No such sequence. Sequences are otherwise handles: a node (> 0), or a place in the corpus (< 0). */
export const unseen = 0;
/** The empty sequence; its count is the number of tokens learned. */
export const root = 1;

// Fields of a node. `link`: > 0 its first child, < 0 (complement) the place of its only continuation.
const width = 6;
const parent = 0;
const token = 1;
const count = 2;
const spaced = 3;
const link = 4;
const sibling = 5;

const growth = 1.15;
const shortList = 48;

/** Targets (see the vocabulary) and how often each was seen, most frequent first where cut short. */
export type Successors = readonly number[];

export class NgramCounts {
  #nodes: Int32Array<ArrayBuffer>;
  #used = 2;
  #slots: Int32Array<ArrayBuffer>;
  #corpus: Int32Array<ArrayBuffer>;
  #length = 1;
  /** The most frequent successors of sequences that have many; empty after every change. */
  readonly #frequent = new Map<number, number[]>();

  /** @param tokens about how many tokens will be learned; it grows beyond that. */
  constructor(tokens = 1024) {
    this.#nodes = new Int32Array(Math.max(64, tokens) * width);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(64, tokens) * 1.5)));
    this.#corpus = new Int32Array(Math.max(64, tokens) + order);
  }

  /** Tokens whose sequences are counted. */
  get tokens(): number {
    return this.#nodes[root * width + count]!;
  }

  /** Tokens ever copied in: where it is much more than `tokens`, building anew frees memory. */
  get corpusLength(): number {
    return this.#length;
  }

  get bytes(): number {
    return this.#nodes.byteLength + this.#slots.byteLength + this.#corpus.byteLength;
  }

  /** Counts the sequences that start at `from` to `to` (not included) in `targets`. */
  learn(targets: Int32Array, from = 0, to = targets.length): void {
    if (to <= from) return;
    this.#frequent.clear();
    const start = this.#copy(targets, from, Math.min(targets.length, to + order - 1));
    for (let place = start; place < start + to - from; place++) this.#learnAt(place);
  }

  /** Undoes `learn` of the same sequences. */
  forget(targets: Int32Array, from = 0, to = targets.length): void {
    if (to <= from) return;
    this.#frequent.clear();
    for (let place = from; place < to; place++) this.#forgetAt(targets, place);
  }

  /** The sequence that is `id` longer than the one of `handle`. */
  longer(handle: number, id: number): number {
    if (handle === unseen) return unseen;
    const place = handle < 0 ? ~handle : this.#continuation(handle);
    if (place > 0) return this.#corpus[place]! >> 1 === id ? ~(place + 1) : unseen;
    const node = this.#find(handle, id);
    return node !== unseen && this.#nodes[node * width + count]! > 0 ? node : unseen;
  }

  /** How often the sequence was seen. */
  seen(handle: number): number {
    if (handle <= 0) return handle < 0 ? 1 : 0;
    return this.#nodes[handle * width + count]!;
  }

  /** How often `target` followed the sequence. */
  seenBefore(handle: number, target: number): number {
    if (handle === unseen) return 0;
    const place = handle < 0 ? ~handle : this.#continuation(handle);
    if (place > 0) return this.#corpus[place] === target ? 1 : 0;
    const node = this.#find(handle, target >> 1);
    return node === unseen ? 0 : this.#occurrences(node, target & 1);
  }

  /** What followed the sequence: `[target, count, target, count, ...]`; of many, the most frequent. */
  successors(handle: number): Successors {
    if (handle === unseen) return [];
    const place = handle < 0 ? ~handle : this.#continuation(handle);
    if (place > 0) return this.#corpus[place] ? [this.#corpus[place]!, 1] : [];
    const known = this.#frequent.get(handle);
    if (known) return known;
    const all = this.#children(handle);
    if (all.length <= 2 * shortList) return all;
    const most = mostFrequent(all);
    this.#frequent.set(handle, most);
    return most;
  }

  #children(handle: number): number[] {
    const found: number[] = [];
    for (let node = this.#nodes[handle * width + link]!; node > 0; ) {
      for (const flag of [0, 1]) {
        const times = this.#occurrences(node, flag);
        if (times > 0) found.push(this.#nodes[node * width + token]! * 2 + flag, times);
      }
      node = this.#nodes[node * width + sibling]!;
    }
    return found;
  }

  #occurrences(node: number, flag: number): number {
    const withSpace = this.#nodes[node * width + spaced]!;
    return flag ? withSpace : this.#nodes[node * width + count]! - withSpace;
  }

  /** Where a leaf goes on in the corpus, 0 for an inner node. */
  #continuation(node: number): number {
    const next = this.#nodes[node * width + link]!;
    return next < 0 ? ~next : 0;
  }

  #learnAt(place: number): void {
    this.#nodes[root * width + count]!++;
    let node: number = root;
    for (let depth = 1; depth <= order; depth++, place++) {
      const target = this.#corpus[place]!;
      if (target === 0) return;
      node = this.#childFor(node, target >> 1);
      const record = node * width;
      this.#nodes[record + count]!++;
      this.#nodes[record + spaced]! += target & 1;
      if (depth === order) return;
      const next = this.#nodes[record + link]!;
      if (next === 0 && this.#nodes[record + count] === 1) {
        this.#nodes[record + link] = ~(place + 1);
        return;
      }
      if (next < 0) this.#expand(node, ~next, depth);
    }
  }

  /** Turns a leaf into an inner node: its one continuation becomes a child. */
  #expand(node: number, place: number, depth: number): void {
    this.#nodes[node * width + link] = 0;
    const target = this.#corpus[place]!;
    if (target === 0) return;
    const child = this.#childFor(node, target >> 1) * width;
    this.#nodes[child + count] = 1;
    this.#nodes[child + spaced] = target & 1;
    if (depth + 1 < order) this.#nodes[child + link] = ~(place + 1);
  }

  #forgetAt(targets: Int32Array, place: number): void {
    this.#nodes[root * width + count]!--;
    let node: number = root;
    for (let depth = 1; depth <= order; depth++, place++) {
      const target = targets[place] ?? 0;
      if (target === 0) return;
      node = this.#find(node, target >> 1);
      if (node === unseen) return;
      const record = node * width;
      this.#nodes[record + count]!--;
      this.#nodes[record + spaced]! -= target & 1;
      if (this.#nodes[record + link]! >= 0) continue;
      this.#nodes[record + link] = 0;
      return;
    }
  }

  #copy(targets: Int32Array, from: number, to: number): number {
    const start = this.#length;
    const needed = start + to - from + 1;
    if (needed > this.#corpus.length) this.#corpus = grown(this.#corpus, needed);
    this.#corpus.set(targets.subarray(from, to), start);
    this.#corpus[needed - 1] = 0;
    this.#length = needed;
    return start;
  }

  #find(node: number, id: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash(node, id) & mask; ; slot = (slot + 1) & mask) {
      const found = this.#slots[slot]!;
      if (found === 0) return unseen;
      const record = found * width;
      if (this.#nodes[record + token] === id && this.#nodes[record + parent] === node) return found;
    }
  }

  #childFor(node: number, id: number): number {
    const known = this.#find(node, id);
    if (known !== unseen) return known;
    if (this.#used * 1.4 > this.#slots.length) this.#rehash();
    const child = this.#used++;
    if (this.#used * width > this.#nodes.length) this.#nodes = grown(this.#nodes, this.#used * width);
    const record = child * width;
    this.#nodes[record + parent] = node;
    this.#nodes[record + token] = id;
    this.#nodes[record + sibling] = Math.max(0, this.#nodes[node * width + link]!);
    this.#nodes[node * width + link] = child;
    this.#place(child);
    return child;
  }

  #place(node: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash(this.#nodes[node * width + parent]!, this.#nodes[node * width + token]!) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = node;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let node = root + 1; node < this.#used; node++) this.#place(node);
  }
}

function grown(array: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(Math.max(needed, Math.ceil((array.length * growth) / width) * width));
  larger.set(array);
  return larger;
}

function hash(node: number, id: number): number {
  const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(id, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 7;
}

function mostFrequent(all: readonly number[]): number[] {
  const places: number[] = [];
  for (let i = 0; i < all.length; i += 2) places.push(i);
  places.sort((a, b) => all[b + 1]! - all[a + 1]!);
  return places.slice(0, shortList).flatMap((place) => [all[place]!, all[place + 1]!]);
}
