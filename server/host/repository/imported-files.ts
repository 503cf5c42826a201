/**
 * Which files an open file's imports probably mean, before the index can tell: those with the name that an
 * import ends in, the nearest first. A guess, used for nothing but the order in which files are indexed.
 */

import type { CodeIndex } from '../../index/index.ts';
import { stepsBetween } from './packages.ts';

/** How far imports of imports are followed, how many files one import may mean, and how many are wanted in all. */
const limits = { depth: 2, perImport: 2, files: 300 };

export class ImportedFiles {
  readonly #index: CodeIndex;
  #byName = new Map<string, string[]>();
  /** Files that are wanted early, and how far their imports are to be followed. */
  readonly #wanted = new Map<string, number>();

  constructor(index: CodeIndex) {
    this.#index = index;
  }

  /** The files there are. */
  setFiles(paths: readonly string[]): void {
    this.#byName = new Map();
    for (const path of paths) {
      for (const name of namesOf(path)) {
        const others = this.#byName.get(name);
        if (others) others.push(path);
        else this.#byName.set(name, [path]);
      }
    }
  }

  /** These files, and what they import as far as the index knows them. */
  want(paths: readonly string[]): string[] {
    return paths.flatMap((path) => {
      this.#wanted.set(path, limits.depth);
      return [path, ...(this.#index.facts(path) ? this.wantImportsOf(path) : [])];
    });
  }

  /** What a wanted file imports, for its facts are known now; nothing for other files. */
  wantImportsOf(path: string): string[] {
    const depth = this.#wanted.get(path);
    // Until it is known which files there are, nothing can be said, and what is wanted stays so.
    if (depth === undefined || depth === 0 || this.#byName.size === 0) return [];
    this.#wanted.set(path, 0);
    const found: string[] = [];
    for (const { module } of this.#index.importsOf(path)) {
      for (const target of this.#meantBy(module, path)) {
        if (this.#wanted.has(target) || this.#wanted.size > limits.files) continue;
        this.#wanted.set(target, depth - 1);
        found.push(target);
      }
    }
    return found;
  }

  #meantBy(module: string, from: string): string[] {
    const name = lastName(module);
    const paths = this.#byName.get(name) ?? [];
    if (paths.length <= limits.perImport) return paths;
    return paths.toSorted((a, b) => stepsBetween(from, a) - stepsBetween(from, b)).slice(0, limits.perImport);
  }
}

/** `invoice` of `./invoice.js`, `shop.invoice`, `shop/invoice.h` and `crate::invoice`. */
function lastName(module: string): string {
  const names = module
    .replace(/\.(?:[cm]?[jt]sx?|h|hpp|hh|py|rb|php|lua|sh|vue|svelte)$/, '')
    .match(/[\w$-]+/g);
  return names?.at(-1)?.toLowerCase() ?? '';
}

/** The names by which a file may be imported: its own, and its folder's where it stands for it. */
function namesOf(path: string): string[] {
  const [file = '', folder = ''] = path.split(/[\\/]/).toReversed();
  const name = file.replace(/\..*$/, '').toLowerCase();
  return /^(index|__init__|mod)$/.test(name) ? [name, folder.toLowerCase()] : [name];
}
