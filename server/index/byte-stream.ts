/**
 * Numbers and texts as bytes and back. A number is a LEB128 integer; each text stands once, in a table at the
 * front, and is a number everywhere else. A reader at the end of its bytes reads zeros: it never throws.
 */

const encoder = new TextEncoder();

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
    const all = [...this.#texts.keys()];
    const letters = all.join('');
    const texts = encoder.encode(letters);
    const isPlain = texts.length === letters.length;
    table.list(all, (text) => table.number(isPlain ? text.length : Buffer.byteLength(text)));
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
  /** Where each text of the table ends. */
  readonly #ends: Uint32Array;
  /** Where the texts begin. */
  readonly #letters: number;
  readonly #texts: (string | undefined)[] = [];
  #at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    const ends = new Uint32Array(this.count());
    let end = 0;
    for (let text = 0; text < ends.length; text++) {
      end += this.number();
      ends[text] = end;
    }
    const size = this.number();
    this.#letters = this.#at;
    const last = Math.min(size, bytes.length - this.#at);
    for (let text = 0; text < ends.length; text++) ends[text] = Math.min(ends[text] ?? 0, last);
    this.#ends = ends;
    this.#at += size;
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
    const text = this.number();
    if (text >= this.#ends.length) return '';
    const known = this.#texts[text];
    if (known !== undefined) return known;
    const from = Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
    const start = this.#letters + (this.#ends[text - 1] ?? 0);
    const read = from.toString('utf8', start, this.#letters + (this.#ends[text] ?? 0));
    this.#texts[text] = read;
    return read;
  }

  /** What `numberOf` makes of the bytes of each text, in the order of their numbers. */
  numbersOf(numberOf: (bytes: Uint8Array, start: number, end: number) => number): Uint32Array {
    const numbers = new Uint32Array(this.#ends.length);
    let start = this.#letters;
    for (let text = 0; text < numbers.length; text++) {
      const end = this.#letters + (this.#ends[text] ?? 0);
      numbers[text] = numberOf(this.#bytes, start, end);
      start = end;
    }
    return numbers;
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
