/** Files as small numbers: a file keeps its number until it is removed; then the number is given again. */

export class FileTable {
  readonly #numbers = new Map<string, number>();
  readonly #paths: (string | undefined)[] = [];
  readonly #free: number[] = [];

  get size(): number {
    return this.#numbers.size;
  }

  /** All paths, in no order that means anything. */
  paths(): Iterable<string> {
    return this.#numbers.keys();
  }

  numberOf(path: string): number | undefined {
    return this.#numbers.get(path);
  }

  pathOf(file: number): string {
    return this.#paths[file] ?? '';
  }

  /** The number of the file, a new one on first sight. */
  add(path: string): number {
    const known = this.#numbers.get(path);
    if (known !== undefined) return known;
    const file = this.#free.pop() ?? this.#paths.length;
    this.#paths[file] = path;
    this.#numbers.set(path, file);
    return file;
  }

  remove(path: string): void {
    const file = this.#numbers.get(path);
    if (file === undefined) return;
    this.#numbers.delete(path);
    this.#paths[file] = undefined;
    this.#free.push(file);
  }
}
