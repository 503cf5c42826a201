/**
 * The bytes that a model has chosen and nobody has read yet: those that it owes because they were taken off the
 * prompt's end, and those of a character that is not whole. One step can be undone.
 */

export class BytesInTheMaking {
  #owed: Uint8Array;
  #pending: Uint8Array = none;
  #forced: readonly number[] = [];
  #before: { readonly owed: Uint8Array; readonly pending: Uint8Array };

  constructor(owed: Uint8Array) {
    this.#owed = owed;
    this.#before = { owed, pending: none };
  }

  /** What the next tokens have to begin with. */
  get owed(): Uint8Array {
    return this.#owed;
  }

  /** The beginning of a character. */
  get pending(): Uint8Array {
    return this.#pending;
  }

  /** Tokens that are written next whatever the model says. */
  force(tokens: readonly number[]): void {
    this.#forced = tokens;
  }

  nextForced(): number | undefined {
    const [first, ...others] = this.#forced;
    this.#forced = others;
    return first;
  }

  /** Adds a token's bytes; gives the whole characters that they complete beyond what was owed. */
  add(bytes: Uint8Array): string {
    this.#before = { owed: this.#owed, pending: this.#pending };
    const own = bytes.subarray(this.#owed.length);
    this.#owed = this.#owed.subarray(Math.min(bytes.length, this.#owed.length));
    const all = Buffer.concat([this.#pending, own]);
    const end = endOfCharacters(all);
    this.#pending = all.subarray(end);
    return all.toString('utf8', 0, end);
  }

  /** Takes back the last token. */
  undo(): void {
    this.#owed = this.#before.owed;
    this.#pending = this.#before.pending;
  }
}

const none = new Uint8Array();

/** Where the last whole character ends. */
function endOfCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
