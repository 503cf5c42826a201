/** Files that call or construct a declaration which they import, or declare themselves. */

import type { FactTable } from './fact-table.ts';
import type { ImportGraph } from './import-graph.ts';
import { referenceAt, referenceCount } from './packed-references.ts';
import { isTest, nearness } from './places.ts';

export interface CallSites {
  /** The file that would learn from them; it is left out. */
  readonly from: string;
  /** What is called, and the file that declares it. */
  readonly name: string;
  readonly path: string;
}

/** More users than this are not looked through. */
const mostUsers = 400;

/** Nearest first, tests last. */
export function callSites(
  { table, imports }: { readonly table: FactTable; readonly imports: ImportGraph },
  { from, name, path }: CallSites,
  limit: number,
): string[] {
  const id = table.vocabulary.find(name);
  if (id === undefined) return [];
  const users = Array.from(table.users.valuesOf(id).subarray(0, mostUsers));
  const calling = users.filter((file) => isCalledIn(table, file, id)).map((file) => table.files.pathOf(file));
  const means = (user: string) =>
    user === path ||
    imports
      .importsOf(user)
      .some(({ names, target }) => target === path && names.some(({ imported }) => imported === name));
  return calling
    .filter((user) => user !== from && means(user))
    .toSorted(
      (a, b) =>
        Number(isTest(a)) - Number(isTest(b)) || nearness(from, b) - nearness(from, a) || (a < b ? -1 : 1),
    )
    .slice(0, limit);
}

function isCalledIn(table: FactTable, file: number, name: number): boolean {
  const references = table.of(file)?.references;
  if (!references) return false;
  for (let at = 0; at < referenceCount(references); at++) {
    const { name: used, kind } = referenceAt(references, at);
    if (used === name && (kind === 'call' || kind === 'construct')) return true;
  }
  return false;
}
