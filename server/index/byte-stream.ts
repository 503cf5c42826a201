/**
 * Numbers and texts as bytes and back. A number is a LEB128 integer; each text stands once, in a table at the
 * front, and is a number everywhere else. A reader at the end of its bytes reads zeros: it never throws.
 */

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class ByteWriter {
  readonly #texts = new Map<string, number>();
  #bytes = new Uint8Array(4096);
  #used = 0;

  /** A whole number from 0 to 2^53 - 1. */
  number(value: number): void {
    if (this.#used + 8 > this.#bytes.length) this.#grow();
    let rest = value;
    while (rest > 127) {
      this.#bytes[this.#used++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    this.#bytes[this.#used++] = rest;
  }

  /** A whole number of either sign. */
  signed(value: number): void {
    this.number(value < 0 ? -2 * value - 1 : 2 * value);
  }

  text(value: string): void {
    const known = this.#texts.get(value);
    const id = known ?? this.#texts.size;
    if (known === undefined) this.#texts.set(value, id);
    this.number(id);
  }

  list<T>(items: readonly T[], write: (item: T) => void): void {
    this.number(items.length);
    for (const item of items) write(item);
  }

  /** The table of texts, then everything written. */
  finish(): Uint8Array<ArrayBuffer> {
    const table = new ByteWriter();
    table.list([...this.#texts.keys()], (text) => table.number(text.length));
    const texts = encoder.encode([...this.#texts.keys()].join(''));
    table.number(texts.length);
    const front = table.#bytes.subarray(0, table.#used);
    const joined = new Uint8Array(front.length + texts.length + this.#used);
    joined.set(front);
    joined.set(texts, front.length);
    joined.set(this.#bytes.subarray(0, this.#used), front.length + texts.length);
    return joined;
  }

  #grow(): void {
    const bytes = new Uint8Array(this.#bytes.length * 2);
    bytes.set(this.#bytes);
    this.#bytes = bytes;
  }
}

export class ByteReader {
  readonly #bytes: Uint8Array;
  readonly #texts: readonly string[];
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const lengths = this.list(() => this.number());
    const size = this.number();
    const joined = decoder.decode(bytes.subarray(this.#at, this.#at + size));
    this.#at += size;
    this.#texts = cut(joined, lengths);
  }

  number(): number {
    let value = 0;
    let unit = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++] ?? 0;
      if (byte < 128) return value + byte * unit;
      value += (byte - 128) * unit;
      unit *= 128;
    }
  }

  signed(): number {
    const value = this.number();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  text(): string {
    return this.#texts[this.number()] ?? '';
  }

  /** All texts, in the order of their numbers in the bytes. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  /** How many items follow; a count beyond what the bytes left can hold is one of none. */
  count(): number {
    const count = this.number();
    return count > this.#bytes.length - this.#at ? 0 : count;
  }

  list<T>(read: () => T): T[] {
    const count = this.count();
    const items: T[] = [];
    for (let i = 0; i < count; i++) items.push(read());
    return items;
  }
}

function cut(joined: string, lengths: readonly number[]): string[] {
  let start = 0;
  return lengths.map((length) => {
    const text = joined.slice(start, start + length);
    start += length;
    return text;
  });
}
