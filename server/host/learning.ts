/** Which files the embedded model learns from: the package and the import closure of the open file. */

import type { CodeIndex } from '../index/index.ts';
import { languageOf } from '../text/text.ts';
import type { EmbeddedModel } from './embedded-model.ts';
import { readText } from './files.ts';
import { packageFolder, packageFolders, stepsBetween } from './packages.ts';

const closureSize = 400;
const batch = 64;

/** Has the model learn each file once, those near the open file first; after a failure all of them again. */
export class Learning {
  readonly #model: EmbeddedModel;
  readonly #index: CodeIndex;
  readonly #root: string;
  readonly #learned = new Set<string>();
  #last: Promise<void> = Promise.resolve();
  /** Places around which all has been looked at, while the index held `#files` files and none changed. */
  readonly #done = new Set<string>();
  #files = 0;

  constructor(model: EmbeddedModel, index: CodeIndex, root: string) {
    this.#model = model;
    this.#index = index;
    this.#root = root;
  }

  /** Resolves when everything near `path` that is indexed by now has been learned. */
  around(path: string): Promise<void> {
    const { files } = this.#index.statistics();
    if (files !== this.#files) this.#done.clear();
    this.#files = files;
    if (this.#done.has(path)) return this.#last;
    this.#done.add(path);
    const wanted = nearestFirst(path, this.#index, this.#root).filter(
      (file) => !this.#learned.has(file) && familyOf(file) === familyOf(path),
    );
    for (const file of wanted) this.#learned.add(file);
    this.#last = this.#last.then(() => this.#learn(wanted)).catch(() => this.reset());
    return this.#last;
  }

  /** Learns a changed file again if it had been learned. */
  changed(path: string): void {
    this.#done.clear();
    if (!this.#learned.has(path)) return;
    this.#last = this.#last.then(() => this.#learn([path])).catch(() => this.reset());
  }

  /** Everything has to be learned again: the model has lost it. */
  reset(): void {
    this.#learned.clear();
    this.#done.clear();
  }

  async #learn(paths: readonly string[]): Promise<void> {
    for (let i = 0; i < paths.length; i += batch) {
      const files = await Promise.all(
        paths.slice(i, i + batch).map(async (path) => {
          const text = await readText(path);
          if (text === undefined) this.#model.forget(path);
          return text === undefined ? undefined : { path, text, language: languageOf(path) };
        }),
      );
      await this.#model.learn(files.filter((file) => file !== undefined));
    }
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
