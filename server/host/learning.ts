/** Which files the embedded model learns from: the package and the import closure of the open file. */

import type { CodeIndex } from '../index/index.ts';
import { languageOf } from '../text/text.ts';
import type { EmbeddedModel } from './embedded-model.ts';
import { readText } from './repository/files.ts';
import { packageFolder, packageFolders, stepsBetween } from './repository/packages.ts';

const closureSize = 400;
const batch = 64;
/** UTF-16 units of all learned files: about the tokens that the model has room for, five units each. */
const mostLearned = 9_000_000;
/** Bytes that the model takes for each of them: 4 to 9 in the code of five repositories, more in tables of data. */
const bytesPerUnit = 12;

/** Bytes that the embedded model takes at most in a repository of so many bytes of text. */
export function mostMemoryOfLearning(bytes: number): number {
  return Math.min(bytes, mostLearned) * bytesPerUnit;
}

/** Files by how near they are to where they were asked for. */
type Plan = ReadonlyMap<string, number>;

/**
 * Has the model learn each file once, those near the open file first; after a failure all of them again.
 * When the model is full, what is farther from the open file makes room for what is nearer.
 */
export class Learning {
  readonly #model: EmbeddedModel;
  readonly #index: CodeIndex;
  readonly #root: string;
  readonly #most: number;
  /** Files that the model has or is about to get, with their lengths as far as they have been read. */
  readonly #learned = new Map<string, number>();
  #last: Promise<void> = Promise.resolve();
  /** Places around which all has been looked at, while the index held `#files` files and none changed. */
  readonly #done = new Set<string>();
  #files = 0;

  constructor(model: EmbeddedModel, index: CodeIndex, root: string, most = mostLearned) {
    this.#model = model;
    this.#index = index;
    this.#root = root;
    this.#most = most;
  }

  /** Resolves when everything near `path` that is indexed by now has been learned. */
  around(path: string): Promise<void> {
    const { files } = this.#index.statistics();
    if (files !== this.#files) this.#done.clear();
    this.#files = files;
    if (this.#done.has(path)) return this.#last;
    this.#done.add(path);
    const near = nearestFirst(path, this.#index, this.#root).filter(
      (file) => familyOf(file) === familyOf(path),
    );
    const plan = new Map(near.map((file, place) => [file, place]));
    const wanted = near.filter((file) => !this.#learned.has(file));
    for (const file of wanted) this.#learned.set(file, 0);
    this.#last = this.#last.then(() => this.#learn(wanted, plan)).catch(() => this.reset());
    return this.#last;
  }

  /** Learns a changed file again if it had been learned. */
  changed(path: string): void {
    this.#done.clear();
    if (!this.#learned.has(path)) return;
    const plan = new Map([[path, 0]]);
    this.#last = this.#last.then(() => this.#learn([path], plan)).catch(() => this.reset());
  }

  /** Everything has to be learned again: the model has lost it. */
  reset(): void {
    this.#learned.clear();
    this.#done.clear();
  }

  async #learn(paths: readonly string[], plan: Plan): Promise<void> {
    for (let i = 0; i < paths.length; i += batch) {
      const files = await Promise.all(
        paths.slice(i, i + batch).map(async (path) => {
          const text = await readText(path);
          if (text === undefined) this.#forget(path);
          return text === undefined ? undefined : { path, text, language: languageOf(path) };
        }),
      );
      const read = files.filter((file) => file !== undefined);
      await this.#model.learn(read.filter(({ path, text }) => this.#makeRoom(path, text.length, plan)));
    }
  }

  /** Whether the file has its place in the model now; what is farther away may have lost its own. */
  #makeRoom(path: string, length: number, plan: Plan): boolean {
    const distance = (file: string): number => plan.get(file) ?? Number.POSITIVE_INFINITY;
    this.#learned.set(path, 0);
    let held = [...this.#learned.values()].reduce((sum, one) => sum + one, 0);
    if (held + length > this.#most) {
      const others = [...this.#learned].filter(([file, own]) => own > 0 && distance(file) > distance(path));
      for (const [file, own] of others.toSorted((a, b) => distance(b[0]) - distance(a[0]))) {
        if (held + length <= this.#most) break;
        this.#forget(file);
        held -= own;
      }
    }
    if (held + length <= this.#most) this.#learned.set(path, length);
    else this.#forget(path);
    return held + length <= this.#most;
  }

  #forget(path: string): void {
    this.#model.forget(path);
    this.#learned.delete(path);
  }
}

/** The import closure breadth first, then the files of the same package, nearest folder first. */
function nearestFirst(path: string, index: CodeIndex, root: string): string[] {
  const near = new Set([path]);
  for (const file of near) {
    if (near.size > closureSize) break;
    for (const { target } of index.importsOf(file)) if (target) near.add(target);
  }
  const files = index.files();
  const folder = packageFolder(path, packageFolders(files), root);
  const inPackage = files.filter((file) => file.startsWith(`${folder}/`));
  const distance = new Map(inPackage.map((file) => [file, stepsBetween(path, file)]));
  const byDistance = inPackage.toSorted((a, b) => (distance.get(a) ?? 0) - (distance.get(b) ?? 0));
  return [...new Set([...near, ...byDistance])];
}

/** Languages that are written alike: what is usual in one is usual in the other. */
function familyOf(path: string): string {
  const language = languageOf(path);
  return /^(typescript|javascript)/.test(language) ? 'script' : language;
}
