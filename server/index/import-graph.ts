/**
 * Which file imports which. Imports are kept by the stems they may lead to and files by their stem, so
 * that a change of one file costs the same however many files import it.
 */

import type { ImportFact } from '../syntax/syntax.ts';
import { fitness, stemOf, stemsOf } from './module-stems.ts';

/** `target` is the indexed file it leads to; it is missing for other packages and unknown files. */
export interface ResolvedImport extends ImportFact {
  readonly target?: string;
}

export class ImportGraph {
  readonly #imports = new Map<string, readonly ImportFact[]>();
  readonly #filesByStem = new Map<string, Set<string>>();
  readonly #importersByStem = new Map<string, Set<string>>();
  #packages: ReadonlyMap<string, string> = new Map();

  /** Folders of the workspace's packages by name. */
  setPackages(packages: ReadonlyMap<string, string>): void {
    this.#packages = packages;
    this.#importersByStem.clear();
    for (const [path, imports] of this.#imports) this.#link(path, imports);
  }

  put(path: string, imports: readonly ImportFact[]): void {
    this.remove(path);
    this.#imports.set(path, imports);
    addTo(this.#filesByStem, stemOf(path), path);
    this.#link(path, imports);
  }

  remove(path: string): void {
    const imports = this.#imports.get(path);
    if (!imports) return;
    this.#imports.delete(path);
    removeFrom(this.#filesByStem, stemOf(path), path);
    for (const stem of this.#stems(path, imports)) removeFrom(this.#importersByStem, stem, path);
  }

  /** In the order of the text. `from package import module` counts once for each module. */
  importsOf(path: string): ResolvedImport[] {
    return (this.#imports.get(path) ?? []).flatMap((fact) => this.#resolve(path, fact));
  }

  /** Files that import this one, in order of path. */
  importers(path: string): string[] {
    const stem = stemOf(path);
    const leadsHere = (from: string, fact: ImportFact): boolean =>
      this.#stems(from, [fact]).has(stem) && this.#resolve(from, fact).some(({ target }) => target === path);
    return [...(this.#importersByStem.get(stem) ?? [])]
      .filter((from) => this.#imports.get(from)?.some((fact) => leadsHere(from, fact)))
      .toSorted();
  }

  #link(path: string, imports: readonly ImportFact[]): void {
    for (const stem of this.#stems(path, imports)) addTo(this.#importersByStem, stem, path);
  }

  #stems(path: string, imports: readonly ImportFact[]): Set<string> {
    return new Set(
      imports.flatMap(({ module, names }) => {
        const stems = stemsOf(path, module, this.#packages);
        const inside = isPython(path) ? names.map(({ imported }) => imported) : [];
        return [...stems, ...stems.flatMap((stem) => inside.map((name) => `${stem}/${name}`))];
      }),
    );
  }

  #resolve(path: string, fact: ImportFact): ResolvedImport[] {
    const stems = stemsOf(path, fact.module, this.#packages);
    if (!isPython(path)) return [withTarget(fact, this.#fileAt(stems, fact.module))];
    const modules = fact.names.flatMap((name) => {
      const target = this.#fileAt(
        stems.map((stem) => `${stem}/${name.imported}`),
        fact.module,
      );
      return target === undefined ? [] : [{ ...fact, names: [name], target }];
    });
    const rest = fact.names.filter((name) => !modules.some(({ names }) => names.includes(name)));
    if (rest.length === 0 && modules.length > 0) return modules;
    return [withTarget({ ...fact, names: rest }, this.#fileAt(stems, fact.module)), ...modules];
  }

  #fileAt(stems: readonly string[], module: string): string | undefined {
    for (const stem of stems) {
      const files = [...(this.#filesByStem.get(stem) ?? [])].toSorted(
        (a, b) => fitness(b, module) - fitness(a, module) || (a < b ? -1 : 1),
      );
      if (files[0] !== undefined) return files[0];
    }
    return undefined;
  }
}

function withTarget(fact: ImportFact, target: string | undefined): ResolvedImport {
  return target === undefined ? fact : { ...fact, target };
}

function isPython(path: string): boolean {
  return /\.pyi?$/.test(path);
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}

function removeFrom(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key);
  set?.delete(value);
  if (set?.size === 0) sets.delete(key);
}
