/**
 * Many lists of whole numbers below 2^32 in one array, each sorted and without repeats. A list that
 * outgrows its room moves to the end of the array; when the array is full, all lists are laid out anew,
 * so that what they left behind is never more than what they hold.
 */

/** How much of the array is left free for lists to come, and how much of each list's room, when laid out. */
const slack = 1.5;
const listSlack = 8;
/** From here on a list is copied as a whole. */
const longList = 64;

export class SortedLists {
  #values = new Uint32Array(1024);
  /** Where the next list goes. */
  #used = 0;
  /** Numbers in all lists. */
  #held = 0;
  #starts = new Uint32Array(256);
  #lengths = new Uint32Array(256);
  #rooms = new Uint32Array(256);

  get bytes(): number {
    return this.#values.byteLength + 3 * this.#starts.byteLength;
  }

  /** A list that was never added to is empty. */
  lengthOf(list: number): number {
    return this.#lengths[list] ?? 0;
  }

  /** In ascending order; valid until the next change. */
  valuesOf(list: number): Uint32Array {
    const start = this.#starts[list] ?? 0;
    return this.#values.subarray(start, start + this.lengthOf(list));
  }

  has(list: number, value: number): boolean {
    const at = this.#placeOf(list, value);
    return at < this.lengthOf(list) && this.#values[(this.#starts[list] ?? 0) + at] === value;
  }

  /** Adds a number; one that is there already changes nothing. */
  add(list: number, value: number): void {
    this.#know(list);
    const length = this.lengthOf(list);
    const start = this.#starts[list] ?? 0;
    const place = length === 0 || (this.#values[start + length - 1] ?? 0) < value ? length : -1;
    const at = place === -1 ? this.#placeOf(list, value) : place;
    if (at < length && this.#values[start + at] === value) return;
    if (length === (this.#rooms[list] ?? 0)) this.#enlarge(list);
    const moved = this.#starts[list] ?? 0;
    if (at < length) this.#values.copyWithin(moved + at + 1, moved + at, moved + length);
    this.#values[moved + at] = value;
    this.#lengths[list] = length + 1;
    this.#held++;
  }

  /** Removes a number; one that is not there changes nothing. */
  remove(list: number, value: number): void {
    const length = this.lengthOf(list);
    const start = this.#starts[list] ?? 0;
    const at = this.#placeOf(list, value);
    if (at === length || this.#values[start + at] !== value) return;
    this.#values.copyWithin(start + at, start + at + 1, start + length);
    this.#lengths[list] = length - 1;
    this.#held--;
  }

  /** Where the number is, or belongs, in its list. */
  #placeOf(list: number, value: number): number {
    const start = this.#starts[list] ?? 0;
    let low = 0;
    let high = this.lengthOf(list);
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#values[start + middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #know(list: number): void {
    if (list < this.#starts.length) return;
    const size = Math.ceil((list + 1) * slack);
    this.#starts = grown(this.#starts, size);
    this.#lengths = grown(this.#lengths, size);
    this.#rooms = grown(this.#rooms, size);
  }

  #enlarge(list: number): void {
    const length = this.lengthOf(list);
    const room = length + Math.max(2, length >> 1);
    if (this.#used + room > this.#values.length) this.#layOut(room);
    const start = this.#starts[list] ?? 0;
    this.#values.copyWithin(this.#used, start, start + length);
    this.#starts[list] = this.#used;
    this.#rooms[list] = room;
    this.#used += room;
  }

  #layOut(room: number): void {
    const values = new Uint32Array(Math.ceil(this.#held * (slack + 1 / listSlack)) + room + 1024);
    let used = 0;
    for (let list = 0; list < this.#starts.length; list++) {
      const start = this.#starts[list] ?? 0;
      const length = this.lengthOf(list);
      if (length > longList) values.set(this.#values.subarray(start, start + length), used);
      else for (let at = 0; at < length; at++) values[used + at] = this.#values[start + at] ?? 0;
      this.#starts[list] = used;
      this.#rooms[list] = length + Math.floor(length / listSlack);
      used += this.#rooms[list] ?? 0;
    }
    this.#values = values;
    this.#used = used;
  }
}

function grown(from: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const to = new Uint32Array(length);
  to.set(from);
  return to;
}
