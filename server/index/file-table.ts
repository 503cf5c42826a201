/** Files as small numbers: a file keeps its number until it is removed; then the number is given again. */

import { familyOf } from './module-leads.ts';
import { isTest } from './places.ts';

/** Bytes beside the letters. */
const perPath = 72;

export class FileTable {
  readonly #numbers = new Map<string, number>();
  readonly #paths: (string | undefined)[] = [];
  readonly #tests: boolean[] = [];
  readonly #families: string[] = [];
  readonly #free: number[] = [];
  #length = 0;

  get size(): number {
    return this.#numbers.size;
  }

  /** An estimate. */
  get bytes(): number {
    return this.#length + perPath * this.#paths.length;
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

  /** Whether the file is a test, by its path. */
  isTest(file: number): boolean {
    return this.#tests[file] ?? false;
  }

  /** The languages that the file can be imported from. */
  familyOf(file: number): string {
    return this.#families[file] ?? '';
  }

  /** The number of the file, a new one on first sight. */
  add(path: string): number {
    const known = this.#numbers.get(path);
    if (known !== undefined) return known;
    const file = this.#free.pop() ?? this.#paths.length;
    this.#paths[file] = path;
    this.#tests[file] = isTest(path);
    this.#families[file] = familyOf(path);
    this.#numbers.set(path, file);
    this.#length += path.length;
    return file;
  }

  remove(path: string): void {
    const file = this.#numbers.get(path);
    if (file === undefined) return;
    this.#numbers.delete(path);
    this.#paths[file] = undefined;
    this.#free.push(file);
    this.#length -= path.length;
  }
}
