/** What the n-gram model says of the items: how likely their names come next, how much their texts tell. */

import type { ValueQuestion } from '../models/models.ts';
import type { Evidence } from '../protocol/protocol.ts';
import type { ContextItem, ItemMember } from './item.ts';
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
  ofMember(member: ItemMember): Evidence;
  ofItem(item: ContextItem): Evidence;
}

export const noNgramEvidence: NgramEvidence = {
  ofName: () => ({}),
  ofMember: () => ({}),
  ofItem: () => ({}),
};

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
  const values = valuesIn(items);
  const question = { path, language, prefix, suffix, names, values, texts };
  const { next, reached, information } = await judge(question, signal);
  const likely = new Map(names.map((name, at) => [name, scaled(next[at] ?? 0)]));
  const behind = new Map(
    values.map(({ word, names: own }, value) => [
      word,
      new Map(own.map((name, at) => [name, scaled(reached[value]?.[at] ?? 0)])),
    ]),
  );
  const bits = new Map(told.map(({ item }, at) => [item, information[at] ?? 0]));
  return {
    ofName: (name) => ({ likely: likely.get(name) ?? 0 }),
    ofMember: ({ name, behind: word = '' }) => ({
      likely: likely.get(name) ?? 0,
      reached: behind.get(word)?.get(name) ?? 0,
    }),
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

/** The names of members by the word that stands before them. */
function valuesIn(items: readonly ContextItem[]): ValueQuestion[] {
  const names = new Map<string, Set<string>>();
  for (const { name, behind } of items.flatMap(({ members = [] }) => members)) {
    if (behind === undefined) continue;
    const known = names.get(behind) ?? new Set();
    names.set(behind, known.add(name));
  }
  return [...names].map(([word, own]) => ({ word, names: [...own] }));
}

function scaled(probability: number): number {
  return probability <= 0 ? 0 : Math.max(0, 1 + Math.log10(Math.min(1, probability)) / decades);
}
