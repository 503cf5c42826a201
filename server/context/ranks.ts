/** How near symbols are to the cursor in the symbol graph: personalised PageRank from what is in play there. */

import type { Seed } from '../index/index.ts';
import { identifiersOf } from '../text/text.ts';
import type { ItemSymbol } from './item.ts';
import type { Surroundings } from './source.ts';

/** What the walk starts from, by how much: what encloses the cursor, the expected type, what is named above. */
const seedWeights = { enclosing: 0.4, expected: 0.25, named: 0.35 } as const;
const lines = 60;
const mostNamed = 16;
/** Ranks down to a ten-thousandth of the best count. */
const decades = 4;
const mostRanked = 2000;
/** Fast enough for every keystroke: about a thousand symbols are reached. */
const epsilon = 1e-3;

/** 0 to 1 for a declared symbol; 0 for what the walk did not reach. */
export function ranksAt(surroundings: Surroundings): (symbol: ItemSymbol) => number {
  const { symbols } = surroundings.index.rank(seedsAt(surroundings), { limit: mostRanked, epsilon });
  const best = symbols[0]?.score ?? 1;
  const ranks = new Map(symbols.map(({ path, fact, score }) => [`${path}#${fact.range.start}`, score]));
  return ({ path, range }) => {
    const score = ranks.get(`${path}#${range.start}`) ?? 0;
    return score === 0 ? 0 : Math.max(0, 1 + Math.log10(score / best) / decades);
  };
}

function seedsAt({ cursor, hole, index }: Surroundings): Seed[] {
  const { path } = cursor.document;
  const around = index.symbolAt(path, cursor.offset);
  const expected = hole.relevantTypes.filter(({ distance }) => distance === 0).slice(0, 4);
  const imported = new Map(
    index
      .importsOf(path)
      .flatMap(({ names, target }) =>
        target ? names.map(({ local, imported: name }) => [local, { name, target }] as const) : [],
      ),
  );
  const named = namedAbove(cursor.prefix).flatMap((local): Seed[] => {
    const found = imported.get(local);
    const definition = found && index.definitionOf(found.target, found.name);
    return definition ? [{ path: definition.path, index: definition.index, weight: 1 }] : [];
  });
  const share = (seeds: readonly Seed[], weight: number): Seed[] =>
    seeds.map((seed, at) => ({ ...seed, weight: (weight * seed.weight) / (1 + at / 4) }));
  return [
    { path, ...(around ? { index: around.index } : {}), weight: seedWeights.enclosing },
    ...share(
      expected.flatMap(({ path: at, name }) =>
        index
          .symbolsIn(at, name)
          .slice(0, 1)
          .map((one) => ({ path: one.path, index: one.index, weight: 1 })),
      ),
      seedWeights.expected / Math.max(1, expected.length),
    ),
    ...share(named.slice(0, mostNamed), seedWeights.named / Math.max(1, named.length)),
  ];
}

/** Names of the last lines, the last first, each once. */
function namedAbove(prefix: string): string[] {
  const near = prefix.split('\n').slice(-lines).join('\n');
  return [...new Set(identifiersOf(near).toReversed())];
}
