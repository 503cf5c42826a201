/** What the imports of files bind and where they lead, resolved once and kept until told to forget. */

import type { FactTable } from './fact-table.ts';
import type { ImportGraph } from './import-graph.ts';

/** One name that an import binds; names are numbers of the vocabulary. */
export interface FileLink {
  readonly local: number;
  readonly imported: number;
  /** The file it leads to. */
  readonly target?: number;
}

export class FileLinks {
  readonly #table: FactTable;
  readonly #imports: ImportGraph;
  readonly #links: (readonly FileLink[] | undefined)[] = [];
  readonly #targets: (ReadonlySet<number> | undefined)[] = [];

  constructor(table: FactTable, imports: ImportGraph) {
    this.#table = table;
    this.#imports = imports;
  }

  of(file: number): readonly FileLink[] {
    const known = this.#links[file];
    if (known) return known;
    const { vocabulary, files } = this.#table;
    const links = this.#imports.importsOf(files.pathOf(file)).flatMap(({ names, target }) => {
      const to = target === undefined ? undefined : files.numberOf(target);
      const lead = to === undefined ? {} : { target: to };
      return names.map(({ local, imported }) => ({
        local: vocabulary.idOf(local),
        imported: vocabulary.idOf(imported),
        ...lead,
      }));
    });
    this.#links[file] = links;
    return links;
  }

  /** All indexed files that the file imports, with names or without. */
  targetsOf(file: number): ReadonlySet<number> {
    const known = this.#targets[file];
    if (known) return known;
    const { files } = this.#table;
    const imports = this.#imports.importsOf(files.pathOf(file));
    const targets = new Set(
      imports.flatMap(({ target }) => (target === undefined ? [] : (files.numberOf(target) ?? []))),
    );
    this.#targets[file] = targets;
    return targets;
  }

  forgetAll(): void {
    this.#links.length = 0;
    this.#targets.length = 0;
  }

  forget(file: number): void {
    this.#links[file] = undefined;
    this.#targets[file] = undefined;
  }
}
