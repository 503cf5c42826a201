/**
 * Which files an open file's imports probably mean, before the index can tell: those that they lead to by their
 * language's conventions, or else those with the name that an import ends in, the nearest first. A guess, used for
 * nothing but the order in which files are indexed.
 */

import { type CodeIndex, familyOf, likelyStems, stemOf } from '../../index/index.ts';
import { stepsBetween } from './packages.ts';

/** How far imports of imports are followed, how many files one import may mean, and how many are wanted in all. */
const limits = { depth: 2, perImport: 2, files: 300 };

export class ImportedFiles {
  readonly #index: CodeIndex;
  #paths: readonly string[] = [];
  /** The same by their names; made when it is first asked for. */
  #byName: ReadonlyMap<string, readonly string[]> | undefined;
  /** Files that are wanted early, and how far their imports are to be followed. */
  readonly #wanted = new Map<string, number>();

  constructor(index: CodeIndex) {
    this.#index = index;
  }

  /** The files there are. */
  setFiles(paths: readonly string[]): void {
    this.#paths = paths;
    this.#byName = undefined;
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
    if (depth === undefined || depth === 0 || this.#paths.length === 0) return [];
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

  #meantBy(module: string, from: string): readonly string[] {
    const stems = likelyStems(from, module);
    this.#byName ??= namedPaths(this.#paths);
    const paths = this.#byName.get(nameIn(stems[0] ?? '') || lastName(module)) ?? [];
    const exact = paths.filter((path) => stems.includes(stemOf(path, familyOf(path))));
    const meant = exact.length > 0 ? exact : paths;
    if (meant.length <= limits.perImport) return meant;
    return meant.toSorted((a, b) => stepsBetween(from, a) - stepsBetween(from, b)).slice(0, limits.perImport);
  }
}

function namedPaths(paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const path of paths) {
    for (const name of namesOf(path)) {
      const others = byName.get(name);
      if (others) others.push(path);
      else byName.set(name, [path]);
    }
  }
  return byName;
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
  const slash = lastSlash(path);
  const name = nameIn(path);
  return standsForFolder.has(name) ? [name, nameIn(path.slice(0, slash))] : [name];
}

const standsForFolder: ReadonlySet<string> = new Set(['index', '__init__', 'mod']);

/** The last name of a path, up to its first dot. */
function nameIn(path: string): string {
  const start = lastSlash(path) + 1;
  const dot = path.indexOf('.', start);
  return path.slice(start, dot === -1 ? path.length : dot).toLowerCase();
}

function lastSlash(path: string): number {
  return Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\'));
}
