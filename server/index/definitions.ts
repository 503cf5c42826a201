/** All definitions of one name, with what resolving a reference asks of each, in typed arrays. */

import type { SymbolKind } from '../syntax/syntax.ts';
import type { FactTable } from './fact-table.ts';
import { containerOf, isExported, kindOf, nameOf } from './packed-symbols.ts';
import type { SymbolNodes } from './symbol-nodes.ts';

export interface Definitions {
  readonly nodes: Uint32Array;
  readonly files: Uint32Array;
  readonly kinds: readonly SymbolKind[];
  /** For each the name of what holds it; -1 for an outermost symbol. */
  readonly containers: Int32Array;
  readonly exported: readonly boolean[];
}

export function definitionsIn(table: FactTable, nodes: SymbolNodes, name: number): Definitions {
  const found: { node: number; file: number; kind: SymbolKind; container: number; exported: boolean }[] = [];
  for (const file of table.definers.valuesOf(name)) {
    const symbols = table.of(file)?.symbols;
    for (const index of symbols ? table.placesOf(name, file) : []) {
      const node = nodes.nodeOf(file, index);
      if (!symbols || node === undefined) continue;
      const holder = containerOf(symbols, index);
      const container = holder === undefined ? -1 : nameOf(symbols, holder);
      found.push({
        node,
        file,
        kind: kindOf(symbols, index),
        container,
        exported: isExported(symbols, index),
      });
    }
  }
  return {
    nodes: Uint32Array.from(found, ({ node }) => node),
    files: Uint32Array.from(found, ({ file }) => file),
    kinds: found.map(({ kind }) => kind),
    containers: Int32Array.from(found, ({ container }) => container),
    exported: found.map(({ exported }) => exported),
  };
}
