/** Small numbers that files say about names: lists by name, from which all that a file said can be taken back. */

/** What one file says about a name. */
export interface Said {
  readonly file: number;
  readonly value: number;
}

/** Files and names are numbers as tables give them. */
export class FileLists {
  /** By file: the names it said something about. */
  readonly #names = new Map<number, Set<number>>();
  /** By name: file and number, one after the other. */
  readonly #lists = new Map<number, number[]>();
  #length = 0;

  /** An estimate. */
  get bytes(): number {
    return 8 * this.#length + perList * (this.#lists.size + this.#names.size);
  }

  add(file: number, name: number, value: number): void {
    const names = this.#names.get(file);
    if (names) names.add(name);
    else this.#names.set(file, new Set([name]));
    const list = this.#lists.get(name);
    if (list) list.push(file, value);
    else this.#lists.set(name, [file, value]);
    this.#length += 2;
  }

  /** Takes back what a file said, or of that only the numbers that `drops` names. */
  remove(file: number, drops: (value: number) => boolean = () => true): void {
    const names = this.#names.get(file) ?? new Set();
    for (const name of names) {
      const before = this.#lists.get(name) ?? [];
      const kept = without(before, file, drops);
      this.#length += kept.length - before.length;
      if (kept.length > 0) this.#lists.set(name, kept);
      else this.#lists.delete(name);
      if (!has(kept, file)) names.delete(name);
    }
    if (names.size === 0) this.#names.delete(file);
  }

  /** What was said about a name, in no order. */
  of(name: number): Said[] {
    const list = this.#lists.get(name) ?? [];
    return Array.from({ length: list.length / 2 }, (_, at) => ({
      file: list[2 * at] ?? -1,
      value: list[2 * at + 1] ?? 0,
    }));
  }
}

/** Bytes of a list or a set beside what it holds. */
const perList = 96;

function without(list: readonly number[], file: number, drops: (value: number) => boolean): number[] {
  const kept: number[] = [];
  for (let at = 0; at < list.length; at += 2) {
    const value = list[at + 1] ?? 0;
    if (list[at] !== file || !drops(value)) kept.push(list[at] ?? 0, value);
  }
  return kept;
}

function has(list: readonly number[], file: number): boolean {
  for (let at = 0; at < list.length; at += 2) if (list[at] === file) return true;
  return false;
}
