/** How alike two items are, by the identifiers of their whole texts. */

import type { ContextItem } from '../context/context.ts';
import { jaccard } from '../index/index.ts';
import { identifiersOf } from '../text/text.ts';

/**
 * From where on two texts are clones, of how many identifiers each at least. Source: Allamanis, "The adverse
 * effects of code duplication in machine learning models of code" (Onward! 2019).
 */
const clone = { distinct: 0.8, all: 0.7, identifiers: 20 } as const;

export interface Comparison {
  /** Share of the identifiers of both that they have in common, 0 to 1. */
  likeness(a: ContextItem, b: ContextItem): number;
  /** Whether two stretches of lines, or two declarations of one name, are copies of each other. */
  isClone(a: ContextItem, b: ContextItem): boolean;
}

type Counts = ReadonlyMap<string, number>;

interface Words {
  readonly counts: Counts;
  readonly distinct: ReadonlySet<string>;
  readonly all: number;
}

/** Compares items, and reads each of them once. */
export function comparison(): Comparison {
  const known = new Map<ContextItem, Words>();
  const wordsOf = (item: ContextItem): Words => {
    const words = known.get(item) ?? wordsIn(item.render('body') ?? '');
    known.set(item, words);
    return words;
  };
  const likeness = (a: ContextItem, b: ContextItem): number =>
    jaccard(wordsOf(a).distinct, wordsOf(b).distinct);
  return {
    likeness,
    isClone(a, b) {
      const { kind, name } = a.symbol;
      if (kind !== b.symbol.kind || (kind !== 'chunk' && name !== b.symbol.name)) return false;
      const [ofA, ofB] = [wordsOf(a), wordsOf(b)];
      if (Math.min(ofA.all, ofB.all) < clone.identifiers) return false;
      return likeness(a, b) >= clone.distinct && sharedOf(ofA.counts, ofB.counts) >= clone.all;
    },
  };
}

/** The identifiers of a text, and how often each stands in it. */
function wordsIn(text: string): Words {
  const all = identifiersOf(text);
  const counts = new Map<string, number>();
  for (const word of all) counts.set(word, (counts.get(word) ?? 0) + 1);
  return { counts, distinct: new Set(counts.keys()), all: all.length };
}

/** Share that two multisets have in common. */
function sharedOf(a: Counts, b: Counts): number {
  let [common, all] = [0, 0];
  for (const word of new Set([...a.keys(), ...b.keys()])) {
    const [inA, inB] = [a.get(word) ?? 0, b.get(word) ?? 0];
    common += Math.min(inA, inB);
    all += Math.max(inA, inB);
  }
  return all === 0 ? 0 : common / all;
}
