/** Which file a test is about, by their names: `invoice.test.ts` is about the nearest `invoice.ts`. */

import type { FileTable } from './file-table.ts';
import { folderOf, slashesOf } from './path-parts.ts';
import { nearness, subjectOf } from './places.ts';

export class TestSubjects {
  readonly #files: FileTable;
  readonly #bySubject = new Map<string, Set<number>>();

  constructor(files: FileTable) {
    this.#files = files;
  }

  add(file: number): void {
    const subject = subjectOf(this.#files.pathOf(file));
    const files = this.#bySubject.get(subject);
    if (files) files.add(file);
    else this.#bySubject.set(subject, new Set([file]));
  }

  remove(file: number): void {
    const subject = subjectOf(this.#files.pathOf(file));
    const files = this.#bySubject.get(subject);
    files?.delete(file);
    if (files?.size === 0) this.#bySubject.delete(subject);
  }

  /** The file that a test is about; `undefined` for a file that is no test. */
  subjectOf(test: number): number | undefined {
    if (!this.#files.traitsOf(test).isTest) return undefined;
    const path = this.#files.pathOf(test);
    const likeness = (file: number): number =>
      nearness(path, this.#files.pathOf(file)) + sharedEnd(path, this.#files.pathOf(file));
    const others = this.#like(test).filter((file) => !this.#files.traitsOf(file).isTest);
    return others.toSorted(
      (a, b) => likeness(b) - likeness(a) || (this.#files.pathOf(a) < this.#files.pathOf(b) ? -1 : 1),
    )[0];
  }

  /** Tests that may be about a file, a few too many. */
  testsLike(file: number): number[] {
    return this.#like(file).filter((other) => this.#files.traitsOf(other).isTest);
  }

  #like(file: number): number[] {
    const family = this.#files.traitsOf(file).family;
    const same = this.#bySubject.get(subjectOf(this.#files.pathOf(file))) ?? [];
    return [...same].filter((other) => other !== file && this.#files.traitsOf(other).family === family);
  }
}

/** How many folders two paths have in common at their ends: tests often lie in a tree of their own. */
function sharedEnd(a: string, b: string): number {
  const [from, to] = [a, b].map((path) => folderOf(slashesOf(path)).split('/').toReversed());
  let shared = 0;
  while (from?.[shared] !== undefined && from[shared] === to?.[shared]) shared++;
  return shared;
}
