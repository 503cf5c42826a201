/** What the budget went to, added up: by source, by file, or by level. */

import { type KeptItem, levels, type Trace } from '../../server/protocol/protocol.ts';

export const groupings = ['source', 'file', 'level'] as const;
export type Grouping = (typeof groupings)[number];

/** One share of the context's tokens. */
export interface Slice {
  readonly name: string;
  readonly tokens: number;
  readonly items: readonly KeptItem[];
  /** Index of its colour, stable for sources and levels whatever else there is. */
  readonly colour: number;
}

/** In the order of their colours, so that a source has the same one in every request. */
const sources = [
  'types',
  'headers',
  'members',
  'importable',
  'imports',
  'similar code',
  'recently edited',
  'failing names',
];

/** How many colours there are. */
export const colours = 8;

/** Largest first; tokens of the items as they are kept, which together may be a little more than the block has. */
export function slicesOf(kept: readonly KeptItem[], by: Grouping): Slice[] {
  const groups = Map.groupBy(kept, (item) => groupOf(item, by));
  const slices = [...groups].map(([name, items]) => ({
    name,
    items,
    tokens: items.reduce((sum, { tokens }) => sum + tokens, 0),
  }));
  return slices
    .toSorted((a, b) => b.tokens - a.tokens || (a.name < b.name ? -1 : 1))
    .map((slice, at) => ({ ...slice, colour: colourOf(slice.name, by, at) }));
}

export function groupOf(item: KeptItem, by: Grouping): string {
  if (by === 'source') return item.source;
  return by === 'file' ? item.path : item.level;
}

/** The colour of a source, wherever it is named. */
export function colourOfSource(source: string): number {
  const at = sources.indexOf(source);
  return at >= 0
    ? at % colours
    : [...source].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % colours;
}

function colourOf(name: string, by: Grouping, at: number): number {
  if (by === 'source') return colourOfSource(name);
  return by === 'level'
    ? Math.max(
        0,
        levels.findIndex((level) => level === name),
      )
    : at % colours;
}

/** One part of the whole prompt. */
export interface Part {
  readonly kind: Trace['prompt'][number]['kind'];
  readonly tokens: number;
}

/**
 * The parts of the prompt in the order in which they first stand in it. The context counts as it was counted for the
 * budget, whole: its files counted one by one are a few tokens more.
 */
export function partsOf({ prompt, contextTokens }: Pick<Trace, 'prompt' | 'contextTokens'>): Part[] {
  const parts = Map.groupBy(prompt, ({ kind }) => kind);
  return [...parts].map(([kind, segments]) => ({
    kind,
    tokens: kind === 'context' ? contextTokens : segments.reduce((sum, { tokens }) => sum + tokens, 0),
  }));
}

export function promptTokensOf(trace: Pick<Trace, 'prompt' | 'contextTokens'>): number {
  return partsOf(trace).reduce((sum, { tokens }) => sum + tokens, 0);
}
