/** One item per stretch of code, and none for what the model sees anyway around the cursor. */

import type { ContextItem } from '../context/context.ts';
import type { DroppedChoice } from './choice.ts';

export interface Collapsed {
  readonly distinct: readonly ContextItem[];
  readonly duplicates: readonly DroppedChoice[];
}

/** Where the prompt shows the open file itself. */
export interface Shown {
  readonly path: string;
  readonly offset: number;
}

/** Characters on each side of the cursor that the prompt shows for sure. */
const reach = 12_000;

/**
 * Keeps the best scored of the items that overlap. Symbols overlap when they are the same
 * declaration; a chunk overlaps with everything that shares more than half of its lines.
 */
export function collapse(items: readonly ContextItem[], shown: Shown): Collapsed {
  const ranked = items.toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const distinct: ContextItem[] = [];
  const duplicates: DroppedChoice[] = [];
  for (const item of ranked) {
    if (isShown(item, shown)) {
      duplicates.push({ item, tokens: 0, why: 'It stands in the open file, near the cursor.' });
      continue;
    }
    const twin = distinct.find((kept) => overlap(kept, item));
    if (!twin) distinct.push(item);
    else
      duplicates.push({
        item,
        tokens: 0,
        why: `Already there as ${nameOf(twin)}, found by "${twin.source}".`,
      });
  }
  return { distinct, duplicates };
}

function isShown({ symbol }: ContextItem, { path, offset }: Shown): boolean {
  return symbol.path === path && symbol.range.start > offset - reach && symbol.range.end < offset + reach;
}

function overlap(a: ContextItem, b: ContextItem): boolean {
  if (a.symbol.path !== b.symbol.path) return false;
  if (a.symbol.range.start === b.symbol.range.start && a.symbol.name === b.symbol.name) return true;
  if (a.symbol.kind !== 'chunk' && b.symbol.kind !== 'chunk') return false;
  const shared =
    Math.min(a.symbol.range.end, b.symbol.range.end) - Math.max(a.symbol.range.start, b.symbol.range.start);
  const smaller = Math.min(length(a), length(b));
  return shared > smaller / 2;
}

function length({ symbol }: ContextItem): number {
  return symbol.range.end - symbol.range.start;
}

function nameOf({ symbol }: ContextItem): string {
  return symbol.container ? `${symbol.container}.${symbol.name}` : symbol.name;
}
