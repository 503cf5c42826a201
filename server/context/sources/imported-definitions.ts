/** The definitions that the file imports, those named near the cursor first. */

import type { SymbolRef } from '../../index/index.ts';
import { identifiersOf } from '../../text/text.ts';
import { type ContextItem, declaredAtTop, symbolItem } from '../item.ts';
import type { ContextSource, Surroundings } from '../source.ts';

const nearLines = 60;

export const importedDefinitions: ContextSource = {
  name: 'imports',
  async find(surroundings, signal) {
    const { cursor, index } = surroundings;
    const near = recencyOf(cursor.prefix);
    const wanted = index
      .importsOf(cursor.document.path)
      .flatMap(({ names, target }) =>
        target ? names.map(({ local, imported }) => ({ local, imported, target })) : [],
      );
    const items = await Promise.all(
      wanted.map(async ({ local, imported, target }) => {
        const definition = index.definitionOf(target, imported);
        return definition && itemFor(surroundings, signal, { local, definition, near: near.get(local) });
      }),
    );
    return items.flatMap((item) => (item ? [item] : []));
  },
};

interface Wanted {
  readonly local: string;
  readonly definition: SymbolRef;
  /** Lines between the cursor and the name's last use, where it was used. */
  readonly near: number | undefined;
}

async function itemFor(
  surroundings: Surroundings,
  signal: AbortSignal,
  { local, definition, near }: Wanted,
): Promise<ContextItem | undefined> {
  const file = await surroundings.read(definition.path, signal);
  const fact = file && declaredAtTop(file, definition.fact.name);
  if (!file || !fact) return undefined;
  const used = near === undefined ? '' : `, used ${usedWhere(near)}`;
  const score = near === undefined ? 0.3 : 0.75 - (0.35 * Math.min(near, nearLines)) / nearLines;
  return symbolItem(file, fact, { source: 'imports', reason: `imported as \`${local}\`${used}`, score });
}

function usedWhere(lines: number): string {
  if (lines === 0) return 'on this line';
  return lines === 1 ? 'one line above' : `${lines} lines above`;
}

/** For each identifier of the last lines: how many lines above the cursor it was last used. */
function recencyOf(prefix: string): Map<string, number> {
  const lines = prefix.split('\n').slice(-nearLines).reverse();
  const found = new Map<string, number>();
  for (const [distance, line] of lines.entries()) {
    for (const name of identifiersOf(line)) if (!found.has(name)) found.set(name, distance);
  }
  return found;
}
