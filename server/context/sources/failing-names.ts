/** What is declared behind names: those that a completion tried at this place and got wrong. */

import type { SymbolRef } from '../../index/index.ts';
import { type ContextItem, symbolItem } from '../item.ts';
import type { ContextSource, Surroundings } from '../source.ts';

/** For a further round after a completion that added errors. */
export const failingNames: ContextSource = {
  name: 'failing names',
  find: (surroundings, signal) => definitionsOf(surroundings.failing ?? [], surroundings, signal),
};

/** Where names are looked up. */
export type NamedPlace = Pick<Surroundings, 'cursor' | 'index' | 'read'>;

/**
 * One item for each name that the repository declares without doubt: in the file itself, in one that it
 * imports, or exported only once.
 */
export async function definitionsOf(
  names: readonly string[],
  place: NamedPlace,
  signal: AbortSignal,
): Promise<ContextItem[]> {
  const items = await Promise.all(
    [...new Set(names)].map(async (name) => {
      const found = declarationOf(name, place);
      const file = found && (await place.read(found.path, signal));
      const fact = file?.facts.symbols.find(
        (one) => one.name === name && one.range.start === found?.fact.range.start,
      );
      if (!file || !fact) return undefined;
      const reason = `declares \`${name}\`, which the last completion here got wrong`;
      return symbolItem(file, fact, { source: 'failing names', reason, score: 1 });
    }),
  );
  return items.filter((item) => item !== undefined);
}

function declarationOf(name: string, { cursor, index }: NamedPlace): SymbolRef | undefined {
  const { path } = cursor.document;
  const found = index.symbolsNamed(name).filter(({ fact }) => fact.container === undefined);
  const imported = new Set(index.importsOf(path).flatMap(({ target }) => target ?? []));
  const exported = found.filter(({ fact }) => fact.exported);
  return (
    found.find((one) => one.path === path) ??
    exported.find((one) => imported.has(one.path)) ??
    (exported.length === 1 ? exported[0] : undefined)
  );
}
