/** Items for the declarations that the type engine found: relevant types and relevant headers. */

import type { Declaration, RelevantType } from '../../statics/statics.ts';
import type { SymbolFact } from '../../syntax/syntax.ts';
import { type ContextItem, type Finding, type SourceFile, symbolItem } from '../item.ts';
import type { ContextSource, Surroundings } from '../source.ts';

/** What a type is worth by its steps from the expected type; from a value in play it is worth less. */
const ofExpected = [0.8, 0.2, 0.1, 0.06] as const;
const ofValue = [0.1, 0.01, 0.006, 0.004] as const;

/** The types that the hole is made of, nearest first; what holds members in play is shown by those. */
export const relevantTypes: ContextSource = {
  name: 'types',
  find: (surroundings, signal) => {
    const { relevantTypes: types, membersInPlay = [] } = surroundings.hole;
    const shown = new Set(membersInPlay.map(placeOf));
    const left = types.filter((type) => !shown.has(placeOf(type)));
    const expected = expectedOnes(types);
    return itemsOf(surroundings, signal, left, (type) => ({
      source: 'types',
      reason: type.distance === 0 ? `${type.via} is this type` : `reached from ${type.via}`,
      score: (expected.has(type) ? ofExpected : ofValue)[type.distance] ?? 0.004,
      signature: type.signature,
    }));
  },
};

function placeOf({ path, range }: Pick<Declaration, 'path' | 'range'>): string {
  return `${path}:${range.start}`;
}

/** The expected type and the types that it is made of. */
function expectedOnes(types: readonly RelevantType[]): Set<RelevantType> {
  const names = new Map(types.map((type) => [type.name, type]));
  const isExpected = (type: RelevantType): boolean => {
    let root: RelevantType | undefined = type;
    for (let left = type.distance; root && left > 0; left--) root = names.get(root.via);
    return root?.via.startsWith('the expected type') ?? false;
  };
  return new Set(types.filter(isExpected));
}

/** What yields the expected type. */
export const relevantHeaders: ContextSource = {
  name: 'headers',
  find: (surroundings, signal) =>
    itemsOf(surroundings, signal, surroundings.hole.relevantHeaders, (header) => ({
      source: 'headers',
      reason: header.reason,
      score: 0.7 * header.score,
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
