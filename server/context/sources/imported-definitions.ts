/** The definitions that the file imports, those named near the cursor first. */

import type { CodeIndex } from '../../index/index.ts';
import { identifiersOf } from '../../text/text.ts';
import { type ContextItem, symbolItem } from '../item.ts';
import type { ContextSource, Surroundings } from '../source.ts';

const nearLines = 60;
const reexportDepth = 4;

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
        const path = definingFile(index, target, imported, reexportDepth);
        return path && itemFor(surroundings, signal, { local, imported, path, near: near.get(local) });
      }),
    );
    return items.flatMap((item) => (item ? [item] : []));
  },
};

interface Wanted {
  readonly local: string;
  readonly imported: string;
  readonly path: string;
  /** Lines between the cursor and the name's last use, where it was used. */
  readonly near: number | undefined;
}

async function itemFor(
  surroundings: Surroundings,
  signal: AbortSignal,
  { local, imported, path, near }: Wanted,
): Promise<ContextItem | undefined> {
  const file = await surroundings.read(path, signal);
  const fact = file?.facts.symbols.find(
    (symbol) => symbol.name === imported && symbol.container === undefined,
  );
  if (!file || !fact) return undefined;
  const used = near === undefined ? '' : near === 0 ? ', used on this line' : `, used ${near} lines above`;
  const score = near === undefined ? 0.3 : 0.75 - (0.35 * Math.min(near, nearLines)) / nearLines;
  return symbolItem(file, fact, { source: 'imports', reason: `imported as \`${local}\`${used}`, score });
}

/** The file that declares a name, through `export … from` of the files on the way. */
function definingFile(index: CodeIndex, path: string, name: string, depth: number): string | undefined {
  const declared = index.symbolsIn(path, name).some(({ fact }) => fact.exported);
  if (declared) return path;
  if (depth === 0) return undefined;
  for (const { names, target } of index.importsOf(path)) {
    const passed = names.find(({ local, imported }) => local === name || imported === '*');
    if (!passed || !target || target === path) continue;
    const found = definingFile(index, target, passed.imported === '*' ? name : passed.imported, depth - 1);
    if (found) return found;
  }
  return undefined;
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
