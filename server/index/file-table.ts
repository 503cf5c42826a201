/** Files as small numbers: a file keeps its number until it is removed; then the number is given again. */

import { familyOf } from './module-leads.ts';
import { folderOf, slashesOf } from './path-parts.ts';
import { isTest } from './places.ts';

/** What a path says of a file. */
export interface Traits {
  readonly isTest: boolean;
  /** The languages that the file can be imported from. */
  readonly family: string;
  /** Its folder, as a number. */
  readonly folder: number;
}

const unknown: Traits = { isTest: false, family: '', folder: -1 };

/** Bytes beside the letters. */
const perPath = 72;

export class FileTable {
  readonly #numbers = new Map<string, number>();
  readonly #paths: (string | undefined)[] = [];
  readonly #traits: (Traits | undefined)[] = [];
  readonly #folders = new Map<string, number>();
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

  /** What the path says of the file. */
  traitsOf(file: number): Traits {
    return this.#traits[file] ?? unknown;
  }

  /** The number of the file, a new one on first sight. */
  add(path: string): number {
    const known = this.#numbers.get(path);
    if (known !== undefined) return known;
    const file = this.#free.pop() ?? this.#paths.length;
    this.#paths[file] = path;
    this.#traits[file] = { isTest: isTest(path), family: familyOf(path), folder: this.#folderOf(path) };
    this.#numbers.set(path, file);
    this.#length += path.length;
    return file;
  }

  remove(path: string): void {
    const file = this.#numbers.get(path);
    if (file === undefined) return;
    this.#numbers.delete(path);
    this.#paths[file] = undefined;
    this.#traits[file] = undefined;
    this.#free.push(file);
    this.#length -= path.length;
  }

  #folderOf(path: string): number {
    const folder = folderOf(slashesOf(path));
    const known = this.#folders.get(folder) ?? this.#folders.size;
    this.#folders.set(folder, known);
    return known;
  }
}
