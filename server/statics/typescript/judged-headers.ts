/**
 * Declarations elsewhere, judged by the checker: what each yields for what the hole expects. The names
 * come from an index that may be old; whatever stands at a place now is what counts.
 */

import type { Named, RelevantHeader } from '../hole.ts';
import type { CheckerSymbol } from './checker.ts';
import type { Expectation } from './expected.ts';
import { slashed } from './file-system.ts';
import { bestMatch, targetsOf, wantedText } from './header-match.ts';
import { headerOf } from './relevant-headers.ts';
import { yieldedHeads } from './wanted-heads.ts';
import type { Site } from './site.ts';

type Judged = RelevantHeader | undefined;

/** A declaration with where its name begins; `-1` where it has none any more. */
export interface Placed extends Named {
  readonly offset: number;
}

/** In order; `known` holds what was judged before for the same expectation, and is added to. */
export function judgedHeaders(
  site: Site,
  expectation: Expectation,
  candidates: readonly Placed[],
  known: Map<string, Judged>,
): Judged[] {
  const { checker } = site;
  const targets = targetsOf(checker, expectation);
  if (targets.length === 0) return candidates.map(() => undefined);
  const wanted = wantedText(checker, targets);
  const keyOf = ({ path, offset, name }: Placed) => `${path}#${offset} ${name} ${wanted}`;
  const fresh = candidates.filter((one) => !known.has(keyOf(one)));
  for (const [one, symbol] of declared(site, fresh)) {
    const match = symbol && bestMatch(checker, checker.typeOf(symbol), targets);
    const declaration = match && symbol.declaration;
    const header =
      declaration && headerOf(site, { name: one.name, symbol, declaration, match, score: match.score });
    known.set(keyOf(one), header);
  }
  return candidates.map((one) => known.get(keyOf(one)));
}

/** For each place the heads of what is declared there. */
export function headsAt(site: Site, names: readonly Placed[]): string[][] {
  const found = new Map(declared(site, names));
  return names.map((one) => {
    const symbol = found.get(one);
    return symbol ? yieldedHeads(site.checker, site.checker.typeOf(symbol)) : [];
  });
}

/** What is declared at places, a file at a time; of another name than expected it does not count. */
function declared(site: Site, names: readonly Placed[]): [Placed, CheckerSymbol | undefined][] {
  const found: [Placed, CheckerSymbol | undefined][] = [];
  const there = names.filter(({ offset }) => offset >= 0);
  for (const [path, here] of Map.groupBy(there, (one) => one.path)) {
    const offsets = here.map(({ offset }) => offset);
    const symbols = site.checker.declaredAt(slashed(path), offsets);
    for (const [index, one] of here.entries()) {
      const symbol = symbols[index];
      const isIt = symbol && (symbol.name === one.name || symbol.name === 'default');
      found.push([one, isIt ? symbol : undefined]);
    }
  }
  site.checker.expectTypesOf(found.flatMap(([, symbol]) => symbol ?? []));
  return found;
}
