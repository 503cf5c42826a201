/**
 * Which packages of the workspace the files of a package import from and by which modules, whatever its manifest
 * says: some workspaces never write down what their own packages need. Worked out when asked, for a package as a whole.
 */

import type { FactTable } from './fact-table.ts';
import type { ImportGraph } from './import-graph.ts';
import type { PackedFacts } from './packed-facts.ts';
import type { PackageManifest, PackageReach } from './package-reach.ts';
import { slashesOf } from './path-parts.ts';

/** Of a package with more files the first are looked at. */
const mostFiles = 1000;

/** A module as files write it, and the file that it leads to. */
export interface ModuleInUse {
  readonly module: string;
  readonly target: string;
}

/** By package; most used first. */
type ModulesInUse = ReadonlyMap<PackageManifest, readonly ModuleInUse[]>;

interface Known {
  readonly imports: number;
  readonly modules: ModulesInUse;
}

/** Owns what was found, until an import is another. */
export class ImportedPackages {
  readonly #table: FactTable;
  readonly #graph: ImportGraph;
  readonly #known = new Map<PackageManifest, Known>();
  /** Counts changes of imports. */
  #imports = 0;

  constructor(table: FactTable, graph: ImportGraph) {
    this.#table = table;
    this.#graph = graph;
  }

  /**
   * A file has other facts now; `undefined` where it had none or has none any more. Gives whether it imports
   * something else.
   */
  changed(before: PackedFacts | undefined, now: PackedFacts | undefined): boolean {
    const isOther = !before || !now || !isSame(before.imports, now.imports);
    if (isOther) this.#imports++;
    return isOther;
  }

  of(own: PackageManifest, reach: PackageReach): ModulesInUse {
    const known = this.#known.get(own);
    if (known?.imports === this.#imports) return known.modules;
    const modules = byPackage(this.#modulesIn(own, reach), reach);
    this.#known.set(own, { imports: this.#imports, modules });
    return modules;
  }

  #modulesIn(own: PackageManifest, reach: PackageReach): ModuleInUse[] {
    const folder = `${slashesOf(own.folder)}/`;
    const files = [...this.#table.files.paths()].filter(
      (path) => slashesOf(path).startsWith(folder) && reach.packageOf(path) === own,
    );
    const looked = files.toSorted().slice(0, mostFiles);
    const imports = looked.flatMap((path) => this.#graph.importsOf(path));
    return imports.flatMap(({ module, target }) => (target === undefined ? [] : [{ module, target }]));
  }
}

function byPackage(modules: readonly ModuleInUse[], reach: PackageReach): ModulesInUse {
  const counts = new Map<PackageManifest, Map<string, ModuleInUse & { count: number }>>();
  for (const { module, target } of modules) {
    const owner = reach.packageOf(target);
    if (!owner) continue;
    const ofOwner = counts.get(owner) ?? new Map<string, ModuleInUse & { count: number }>();
    counts.set(owner, ofOwner);
    const known = ofOwner.get(module);
    if (known) known.count++;
    else ofOwner.set(module, { module, target, count: 1 });
  }
  return new Map(
    [...counts].map(([owner, ofOwner]) => [
      owner,
      [...ofOwner.values()].toSorted((a, b) => b.count - a.count),
    ]),
  );
}

function isSame(before: Uint32Array, now: Uint32Array): boolean {
  return before.length === now.length && before.every((word, at) => word === now[at]);
}
