/** What is known of each item at a hole, with whether the removed code needed it: what weights are fitted on. */

import type { ContextItem } from '../../server/context/context.ts';
import { type Features, features, placeOf } from '../../server/selection/score.ts';
import { cursorWithoutTree } from '../../server/syntax/syntax.ts';
import type { ContextCase } from './context-cases.ts';
import type { Hole, NeededSymbol } from './needed-symbols.ts';
import { spells } from './shown-pieces.ts';

export interface EvidenceRow extends Features {
  readonly needed: boolean;
  /** Which hole it was found at. */
  readonly hole: string;
  readonly repository: string;
  /** What it is, for a person. */
  readonly name: string;
}

/** A row for each item, or for each member of one that has members. */
export function rowsOf({ repository, hole, assembled }: ContextCase): EvidenceRow[] {
  const items = assembled[0]?.items ?? [];
  const at = `${hole.path}:${hole.line}`;
  const place = placeAt(hole);
  return items.flatMap((item) => {
    const { source } = item;
    if (!item.members) {
      const own = features(source, place, item.evidence);
      return [{ ...own, needed: isNeeded(item, hole), hole: at, repository, name: item.symbol.name }];
    }
    return item.members.map(({ name, evidence }) => ({
      ...features(source, place, evidence),
      needed: hole.needed.some((one) => one.name === name && isWithin(one, item)),
      hole: at,
      repository,
      name,
    }));
  });
}

export function placeAt({ path, language, text, offset }: Hole): Features['place'] {
  const cursor = cursorWithoutTree({ path, language, text }, offset);
  return /\.\s*$/.test(cursor.prefix) && !/\.\.\.\s*$/.test(cursor.prefix) ? 'member' : placeOf(cursor);
}

function isNeeded(item: ContextItem, { needed }: Hole): boolean {
  if (item.symbol.kind !== 'chunk') return needed.some((one) => isWithin(one, item));
  const text = item.render('body') ?? '';
  return needed.some(({ name }) => spells(text, name));
}

/** Where it is not known which declaration was meant, one of that name counts. */
function isWithin({ name, declared }: NeededSymbol, { symbol, members }: ContextItem): boolean {
  if (declared.length === 0) return members !== undefined || symbol.name === name;
  const { path, range } = symbol;
  return declared.some(
    (one) => one.path === path && range.start <= one.nameStart && one.nameStart < range.end,
  );
}
