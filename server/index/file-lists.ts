/** Small numbers that files say about names: lists by name, from which all that a file said can be taken back. */
export class FileLists {
  readonly #ids = new Map<string, number>();
  readonly #paths = new Map<number, string>();
  /** By file: the names it said something about. */
  readonly #names = new Map<number, Set<string>>();
  /** By name: file and number, one after the other. */
  readonly #lists = new Map<string, number[]>();
  #nextId = 0;

  add(path: string, name: string, value: number): void {
    const id = this.#idOf(path);
    this.#names.get(id)?.add(name);
    const list = this.#lists.get(name);
    if (list) list.push(id, value);
    else this.#lists.set(name, [id, value]);
  }

  /** Takes back what a file said, or of that only the numbers that `drops` names. */
  remove(path: string, drops: (value: number) => boolean = () => true): void {
    const id = this.#ids.get(path);
    if (id === undefined) return;
    const names = this.#names.get(id) ?? new Set();
    for (const name of names) {
      const kept = without(this.#lists.get(name) ?? [], id, drops);
      if (kept.length > 0) this.#lists.set(name, kept);
      else this.#lists.delete(name);
      if (!has(kept, id)) names.delete(name);
    }
    if (names.size > 0) return;
    this.#ids.delete(path);
    this.#paths.delete(id);
    this.#names.delete(id);
  }

  /** What was said about a name, in no order. */
  of(name: string): { path: string; value: number }[] {
    const list = this.#lists.get(name) ?? [];
    return Array.from({ length: list.length / 2 }, (_, at) => ({
      path: this.#paths.get(list[2 * at] ?? -1) ?? '',
      value: list[2 * at + 1] ?? 0,
    }));
  }

  /** How many numbers there are about a name. */
  count(name: string): number {
    return (this.#lists.get(name)?.length ?? 0) / 2;
  }

  #idOf(path: string): number {
    const known = this.#ids.get(path);
    if (known !== undefined) return known;
    const id = this.#nextId++;
    this.#ids.set(path, id);
    this.#paths.set(id, path);
    this.#names.set(id, new Set());
    return id;
  }
}

function without(list: readonly number[], id: number, drops: (value: number) => boolean): number[] {
  const kept: number[] = [];
  for (let at = 0; at < list.length; at += 2) {
    const value = list[at + 1] ?? 0;
    if (list[at] !== id || !drops(value)) kept.push(list[at] ?? 0, value);
  }
  return kept;
}

function has(list: readonly number[], id: number): boolean {
  for (let at = 0; at < list.length; at += 2) if (list[at] === id) return true;
  return false;
}
