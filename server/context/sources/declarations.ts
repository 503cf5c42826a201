/** Items for the declarations that the type engine found: relevant types and relevant headers. */

import type { Declaration } from '../../statics/statics.ts';
import type { SymbolFact } from '../../syntax/syntax.ts';
import { type ContextItem, type Finding, type SourceFile, symbolItem } from '../item.ts';
import type { ContextSource, Surroundings } from '../source.ts';

/** The types that the hole is made of, nearest first. */
export const relevantTypes: ContextSource = {
  name: 'types',
  find: (surroundings, signal) =>
    itemsOf(surroundings, signal, surroundings.hole.relevantTypes, (type) => ({
      source: 'types',
      reason: type.distance === 0 ? `${type.via} is this type` : `reached from ${type.via}`,
      score: 1 / (1 + 0.45 * type.distance),
      signature: type.signature,
    })),
};

/** What yields the expected type. */
export const relevantHeaders: ContextSource = {
  name: 'headers',
  find: (surroundings, signal) =>
    itemsOf(surroundings, signal, surroundings.hole.relevantHeaders, (header) => ({
      source: 'headers',
      reason: header.reason,
      score: 0.9 * header.score,
      signature: header.signature,
    })),
};

async function itemsOf<D extends Declaration>(
  surroundings: Surroundings,
  signal: AbortSignal,
  declarations: readonly D[],
  finding: (declaration: D) => Finding,
): Promise<ContextItem[]> {
  const items = await Promise.all(
    declarations.map(async (declaration) => {
      const file = await surroundings.read(declaration.path, signal);
      return file && symbolItem(file, factOf(file, declaration), finding(declaration));
    }),
  );
  return items.filter((item) => item !== undefined);
}

/** The index's own fact for the declaration, or one made from its range where syntax saw none. */
function factOf(file: SourceFile, declaration: Declaration): SymbolFact {
  const { start, end } = declaration.range;
  const fact = file.facts.symbols.find(
    ({ name, range }) => name === declaration.name && range.start <= end && start <= range.end,
  );
  return fact ?? { name: declaration.name, kind: 'variable', range: declaration.range, exported: false };
}
