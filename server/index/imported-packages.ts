/**
 * Which packages of the workspace the files of a package import from, whatever its manifest says: some
 * workspaces never write down what their own packages need. Worked out when asked, for a package as a whole.
 */

import type { FactTable } from './fact-table.ts';
import type { ImportGraph } from './import-graph.ts';
import type { PackedFacts } from './packed-facts.ts';
import type { PackageManifest, PackageReach } from './package-reach.ts';
import { slashesOf } from './path-parts.ts';

/** Of a package with more files the first are looked at. */
const mostFiles = 1000;

interface Known {
  readonly imports: number;
  readonly packages: ReadonlySet<PackageManifest>;
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

  of(own: PackageManifest, reach: PackageReach): ReadonlySet<PackageManifest> {
    const known = this.#known.get(own);
    if (known?.imports === this.#imports) return known.packages;
    const packages = new Set(this.#targets(own, reach).flatMap((path) => reach.packageOf(path) ?? []));
    this.#known.set(own, { imports: this.#imports, packages });
    return packages;
  }

  #targets(own: PackageManifest, reach: PackageReach): string[] {
    const folder = `${slashesOf(own.folder)}/`;
    const files = [...this.#table.files.paths()].filter(
      (path) => slashesOf(path).startsWith(folder) && reach.packageOf(path) === own,
    );
    const looked = files.toSorted().slice(0, mostFiles);
    return looked.flatMap((path) => this.#graph.importsOf(path).flatMap(({ target }) => target ?? []));
  }
}

function isSame(before: Uint32Array, now: Uint32Array): boolean {
  return before.length === now.length && before.every((word, at) => word === now[at]);
}
