/** What two requests have in common and what not. */

import type { KeptItem, Trace } from '../../server/protocol/protocol.ts';
import { promptTokensOf } from './slices.ts';

export interface ChangedLevel {
  readonly before: KeptItem;
  readonly after: KeptItem;
}

export interface Differences {
  /** In the second one's prompt only. */
  readonly entered: readonly KeptItem[];
  /** In the first one's prompt only; `why` where the second one dropped it. */
  readonly left: readonly { readonly item: KeptItem; readonly why?: string }[];
  readonly changed: readonly ChangedLevel[];
  /** How many are the same in both. */
  readonly same: number;
}

/** Items are the same when they are the same declaration of the same file, also where it has moved. */
export function differences(before: Trace, after: Trace): Differences {
  const [first, second] = [byKey(before.kept), byKey(after.kept)];
  const dropped = byKey(after.dropped);
  const both = [...second].flatMap(([key, item]) => {
    const old = first.get(key);
    return old ? [{ before: old, after: item }] : [];
  });
  const changed = both.filter((pair) => pair.before.level !== pair.after.level);
  return {
    entered: [...second].flatMap(([key, item]) => (first.has(key) ? [] : [item])),
    left: [...first].flatMap(([key, item]) => {
      const why = dropped.get(key)?.why;
      return second.has(key) ? [] : [{ item, ...(why ? { why } : {}) }];
    }),
    changed,
    same: both.length - changed.length,
  };
}

function byKey<T extends Pick<KeptItem, 'path' | 'symbol' | 'kind'>>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [`${item.path}#${item.kind} ${item.symbol}`, item]));
}

/** One figure of both requests. */
export interface Figure {
  readonly name: FigureName;
  readonly before: number;
  readonly after: number;
}

export type FigureName = 'budget' | 'context' | 'prompt' | 'output' | 'items' | 'time';

export function figuresOf(before: Trace, after: Trace): Figure[] {
  const of = (name: FigureName, read: (trace: Trace) => number): Figure => ({
    name,
    before: read(before),
    after: read(after),
  });
  return [
    of('budget', ({ budget }) => budget),
    of('context', ({ contextTokens }) => contextTokens),
    of('prompt', promptTokensOf),
    of('output', ({ outcomeTokens = 0 }) => outcomeTokens),
    of('items', ({ kept }) => kept.length),
    of('time', timeOf),
  ];
}

/** Milliseconds of all stages. */
export function timeOf({ stages }: Pick<Trace, 'stages'>): number {
  return stages.reduce((sum, { ms }) => sum + ms, 0);
}
