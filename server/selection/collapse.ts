/** One item per stretch of code and per clone, and none for what the model sees anyway around the cursor. */

import type { ContextItem } from '../context/context.ts';
import type { Range } from '../protocol/protocol.ts';
import type { DroppedChoice } from './choice.ts';
import { type Comparison, comparison } from './likeness.ts';

/** Where the prompt shows the open file itself. */
export interface Seen {
  readonly path: string;
  readonly range: Range;
}

/** An item with its score less what better ones like it say already. */
export interface Distinct {
  readonly item: ContextItem;
  readonly score: number;
}

export interface Collapsed {
  readonly distinct: readonly Distinct[];
  readonly duplicates: readonly DroppedChoice[];
}

/**
 * How much of its score an item loses that says just what a better one does: the weight of difference in
 * maximal marginal relevance (Carbonell and Goldstein, 1998). It depends on the items alone, never on a budget.
 */
const weightOfDifference = 0.3;

/**
 * Keeps the best scored of the items that say the same: one declaration found by several sources, stretches that
 * share more than half of their lines, clones.
 */
export function collapse(items: readonly ContextItem[], seen: Seen): Collapsed {
  const ranked = items.toSorted(byScore);
  const compared = comparison();
  const distinct: Distinct[] = [];
  const duplicates: DroppedChoice[] = [];
  const drop = (item: ContextItem, why: string): void => void duplicates.push({ item, tokens: 0, why });
  for (const item of ranked) {
    const twin = distinct.find(({ item: kept }) => isSame(kept, item))?.item;
    const clone = twin ? undefined : distinct.find(({ item: kept }) => compared.isClone(kept, item))?.item;
    if (isSeen(item, seen)) drop(item, 'It stands in the open file, near the cursor.');
    else if (twin) drop(item, `Already there as ${nameOf(twin)}, found by "${twin.source}".`);
    else if (clone)
      drop(item, `Says the same as ${nameOf(clone)} of line ${clone.symbol.line} in another place.`);
    else distinct.push({ item, score: item.score * discount(item, distinct, compared) });
  }
  const declarations = distinct.filter(({ item }) => !isChunk(item));
  return { distinct: distinct.map((one) => lessShown(one, declarations)), duplicates };
}

function byScore(a: ContextItem, b: ContextItem): number {
  const key = ({ id, source, symbol }: ContextItem) => `${id} ${source} ${symbol.name}`;
  return b.score - a.score || (key(a) < key(b) ? -1 : 1);
}

function isSeen({ symbol }: ContextItem, { path, range }: Seen): boolean {
  return symbol.path === path && symbol.range.start >= range.start && symbol.range.end <= range.end;
}

/** Of a stretch of lines and a declaration the latter is the better one, whatever their scores. */
function isSame(kept: ContextItem, item: ContextItem): boolean {
  if (kept.symbol.path !== item.symbol.path) return false;
  // What holds members may be shown by its head beside them.
  const isAlike = (kept.members === undefined) === (item.members === undefined);
  if (kept.symbol.range.start === item.symbol.range.start && kept.symbol.name === item.symbol.name)
    return isAlike;
  return isChunk(item) && showsLines(kept) && shared(kept, item) > length(item) / 2;
}

/** Of a stretch of lines counts what is not declared by items of their own, which show it better. */
function lessShown({ item, score }: Distinct, declarations: readonly Distinct[]): Distinct {
  if (!isChunk(item)) return { item, score };
  const own = declarations.filter(({ item: one }) => one.symbol.path === item.symbol.path && showsLines(one));
  const covered = own.reduce((sum, { item: one }) => sum + Math.max(0, shared(one, item)), 0);
  return { item, score: score * Math.max(0, 1 - covered / Math.max(1, length(item))) };
}

/** The names that a module exports stand for none of its lines. */
function showsLines({ symbol, members }: ContextItem): boolean {
  return members === undefined || symbol.kind !== 'namespace';
}

function isChunk({ symbol }: ContextItem): boolean {
  return symbol.kind === 'chunk';
}

function shared({ symbol: a }: ContextItem, { symbol: b }: ContextItem): number {
  return Math.min(a.range.end, b.range.end) - Math.max(a.range.start, b.range.start);
}

function length({ symbol }: ContextItem): number {
  return symbol.range.end - symbol.range.start;
}

function discount(item: ContextItem, better: readonly Distinct[], { likeness }: Comparison): number {
  if (!isChunk(item)) return 1;
  const most = better.reduce(
    (max, { item: other }) => Math.max(max, isChunk(other) ? likeness(item, other) : 0),
    0,
  );
  return 1 - weightOfDifference * most;
}

function nameOf({ symbol }: ContextItem): string {
  return symbol.container ? `${symbol.container}.${symbol.name}` : symbol.name;
}
