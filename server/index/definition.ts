/** Where an exported name is declared: in the file itself, or behind the files that pass it on. */

import type { ExportedNames, Place } from './exported-names.ts';
import type { FactTable } from './fact-table.ts';
import type { ImportGraph } from './import-graph.ts';
import { referencedNames } from './packed-references.ts';

/** How many files a name may be passed on through. */
const mostSteps = 5;

export interface DefinitionTables {
  readonly table: FactTable;
  readonly imports: ImportGraph;
  readonly exported: ExportedNames;
}

/** The declaration of what a file exports under this name; `undefined` when no indexed file declares it. */
export function definitionOf(tables: DefinitionTables, path: string, name: string): Place | undefined {
  return search(tables, { path, name }, () => true);
}

/**
 * The same for what a file exports beyond doubt: a name that it imports is passed on only where it makes no use of it,
 * since imports and exports of other files' names are not told apart.
 */
export function exportedAs(tables: DefinitionTables, path: string, name: string): Place | undefined {
  const { table } = tables;
  return search(tables, { path, name }, (at, local) => {
    const id = local === '*' ? undefined : table.vocabulary.find(local);
    return id === undefined || !referencedNames(table.at(at)?.references ?? new Uint32Array()).includes(id);
  });
}

function search(
  { table, imports, exported }: DefinitionTables,
  { path, name }: { readonly path: string; readonly name: string },
  passesOn: (path: string, local: string) => boolean,
): Place | undefined {
  const seen = new Set<string>();
  const follow = (at: string, wanted: string, steps: number): Place | undefined => {
    if (steps > mostSteps || seen.has(`${at}#${wanted}`)) return undefined;
    seen.add(`${at}#${wanted}`);
    const file = table.files.numberOf(at);
    const index = file === undefined ? undefined : exported.placeIn(file, wanted);
    if (file !== undefined && index !== undefined) return { file, index };
    for (const { names, target } of imports.importsOf(at)) {
      // All of a module under a name of its own passes on nothing under other names.
      const passed = names.find(({ local }) => local === wanted || local === '*');
      if (!passed || target === undefined || !passesOn(at, passed.local)) continue;
      const found = follow(target, passed.imported === '*' ? wanted : passed.imported, steps + 1);
      if (found) return found;
    }
    return undefined;
  };
  return follow(path, name, 0);
}
