/** The items of a request as one list: kept and dropped together, searched, filtered and sorted. */

import type { Level, Trace, TracedItem } from '../../server/protocol/protocol.ts';

export interface ListedItem extends TracedItem {
  readonly kept: boolean;
  readonly tokens: number;
  readonly level?: Level;
  /** Why it is as it is: in the prompt at this level, or not in it. */
  readonly why?: string;
}

/** Several sources may find one declaration: both together tell an item. */
export function keyOf({ id, source }: Pick<TracedItem, 'id' | 'source'>): string {
  return `${source} ${id}`;
}

/** What a person calls an item: a stretch of lines is best known by its file. */
export function titleOf({
  kind,
  symbol,
  path,
  line,
}: Pick<TracedItem, 'kind' | 'symbol' | 'path' | 'line'>): string {
  return kind === 'chunk' ? `${path.split('/').at(-1)}:${line}` : symbol;
}

export const sortings = ['order', 'tokens', 'score', 'name', 'file'] as const;
export type Sorting = (typeof sortings)[number];

export const shares = ['all', 'kept', 'dropped'] as const;
export type Share = (typeof shares)[number];

export interface View {
  readonly search: string;
  readonly share: Share;
  /** Empty for every source. */
  readonly source: string;
  readonly sort: Sorting;
}

export const wholeView: View = { search: '', share: 'all', source: '', sort: 'order' };

export function listedItems({ kept, dropped }: Pick<Trace, 'kept' | 'dropped'>): ListedItem[] {
  return [
    ...kept.map((item) => ({ ...item, kept: true })),
    ...dropped.map((item) => ({ ...item, kept: false })),
  ];
}

/** What the view shows: `order` is that of the trace, what is kept first. */
export function viewed(items: readonly ListedItem[], { search, share, source, sort }: View): ListedItem[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = items.filter(
    (item) =>
      (share === 'all' || item.kept === (share === 'kept')) &&
      (source === '' || item.source === source) &&
      words.every((word) => textOf(item).includes(word)),
  );
  const compare = comparisons[sort];
  return compare ? shown.toSorted(compare) : shown;
}

/** Every source that found something, by name. */
export function sourcesOf(items: readonly ListedItem[]): string[] {
  return [...new Set(items.map(({ source }) => source))].toSorted();
}

function textOf({ symbol, path, kind, reason, source }: ListedItem): string {
  return `${symbol} ${path} ${kind} ${source} ${reason}`.toLowerCase();
}

const comparisons: Readonly<Record<Sorting, ((a: ListedItem, b: ListedItem) => number) | undefined>> = {
  order: undefined,
  tokens: (a, b) => b.tokens - a.tokens,
  score: (a, b) => b.score - a.score,
  name: (a, b) => a.symbol.localeCompare(b.symbol),
  file: (a, b) => a.path.localeCompare(b.path) || a.line - b.line,
};
