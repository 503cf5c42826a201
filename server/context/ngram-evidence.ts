/** What the n-gram model says of the items: how likely their names come next, how much their texts tell. */

import type { Evidence } from '../protocol/protocol.ts';
import type { ContextItem } from './item.ts';
import type { Surroundings } from './source.ts';

/** Texts that are judged, and how much of each. */
const mostTexts = 24;
const longestText = 4000;
/** Bits for each identifier that count as all there is. */
const mostBits = 1;
/** Probabilities from a hundred-thousandth on count. */
const decades = 5;

export interface NgramEvidence {
  ofName(name: string): Evidence;
  ofItem(item: ContextItem): Evidence;
}

export const noNgramEvidence: NgramEvidence = { ofName: () => ({}), ofItem: () => ({}) };

/** Nothing where there is no model. */
export async function ngramEvidence(
  items: readonly ContextItem[],
  { cursor, judge }: Surroundings,
  signal: AbortSignal,
): Promise<NgramEvidence> {
  if (!judge) return noNgramEvidence;
  const { path, language } = cursor.document;
  const names = [...new Set(items.flatMap(namesIn))];
  const judged = items.flatMap((item) => {
    const text = item.symbol.kind === 'chunk' ? item.render('body') : undefined;
    return text === undefined ? [] : [{ item, text: text.slice(0, longestText) }];
  });
  const told = judged.slice(0, mostTexts);
  const { prefix, suffix } = cursor;
  const texts = told.map(({ text }) => text);
  const { next, information } = await judge({ path, language, prefix, suffix, names, texts }, signal);
  const likely = new Map(names.map((name, at) => [name, scaled(next[at] ?? 0)]));
  const bits = new Map(told.map(({ item }, at) => [item, information[at] ?? 0]));
  return {
    ofName: (name) => ({ likely: likely.get(name) ?? 0 }),
    ofItem: (item) => {
      const own = bits.get(item);
      return own === undefined ? {} : { information: Math.max(0, Math.min(1, own / mostBits)) };
    },
  };
}

function namesIn({ symbol, members }: ContextItem): string[] {
  if (members) return members.map(({ name }) => name);
  return symbol.kind === 'chunk' ? [] : [symbol.name];
}

function scaled(probability: number): number {
  return probability <= 0 ? 0 : Math.max(0, 1 + Math.log10(Math.min(1, probability)) / decades);
}
