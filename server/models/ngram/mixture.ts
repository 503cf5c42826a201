/**
 * The probability of the next token under several counts at once. Each count is smoothed over the
 * contexts of length 0 to 5 that it has seen (Witten-Bell); the results are mixed so that the count that knows the longer context dominates (InverseMix, confidence
 * `1 - 2^-hits`), and what confidence is left is spread evenly over the vocabulary.
 * Source: Hellendoorn and Devanbu, "Are deep neural networks the best choice for modeling source
 * code?" (FSE 2017), and its SLP-Core.
 */

import { type NgramCounts, order, root, type Successors, unseen } from './counts.ts';

/** The last tokens in one count: handle of each context, shortest first, as far as it was seen. */
export interface Context {
  readonly counts: NgramCounts;
  readonly handles: readonly number[];
  /** Occurrences of each context that nothing follows: 1 where the counts end at this very place. */
  readonly ends: 0 | 1;
  /** Its weight, 0 to 1, where an earlier count has seen as long a context: 1 for a text of its own. */
  readonly trust: number;
}

/** One seen context and its weight in the mixture. */
interface Part {
  readonly counts: NgramCounts;
  readonly handle: number;
  /** Weight of one occurrence: the context's weight over how often it was seen. */
  readonly weight: number;
  /** What followed the context, as far as the counts list it. */
  readonly following: Successors;
}

/** Where a prediction stands; `parts` sum the mixture, `spread` is what each word gets beside it. */
export interface Mixture {
  readonly parts: readonly Part[];
  readonly spread: number;
}

export interface Candidate {
  readonly target: number;
  readonly probability: number;
}

/** The context after these ids in a count; `ends` is 1 where they are the last that it learned. */
export function contextOf(counts: NgramCounts, ids: readonly number[], ends: 0 | 1 = 0): Context {
  const start: Context = { counts, handles: [root], ends: 0, trust: 1 };
  const longest = ids.slice(1 - order).reduce(advance, start);
  const handles = longest.handles.filter((handle) => handle === root || counts.seen(handle) > ends);
  return { ...longest, handles, ends };
}

/** The context after one more id. */
export function advance({ counts, handles, trust }: Context, id: number): Context {
  const next: number[] = [root];
  for (const handle of handles) {
    if (next.length === order) break;
    const longer = counts.longer(handle, id);
    if (longer === unseen) break;
    next.push(longer);
  }
  return { counts, handles: next, ends: 0, trust };
}

/** Mixes counts, least specific first; `words` is the size of the vocabulary. */
export function mix(contexts: readonly Context[], words: number): Mixture {
  const seen = contexts.filter((context) => context.counts.tokens > 0);
  const strengths = seen.map((context, i) => strengthOf(context, seen.slice(0, i)));
  const spread = 1 / Math.max(1, ...strengths);
  const parts: Part[] = [];
  let rest = 1 - spread;
  for (let i = seen.length - 1; i >= 0; i--) {
    const context = seen[i];
    const strength = strengths[i] ?? 1;
    const before = Math.max(0, ...strengths.slice(0, i));
    const share = strength / (strength + before);
    if (context) addParts(parts, context, rest * share);
    rest *= 1 - share;
  }
  return { parts, spread: spread / Math.max(1, words) };
}

/** What an earlier count knows as well as this one is not worth its full strength again. */
function strengthOf({ handles, trust }: Context, before: readonly Context[]): number {
  const isKnown = before.some((other) => other.handles.length >= handles.length);
  return (isKnown ? trust : 1) * 2 ** handles.length;
}

/** Witten-Bell: a context's share of what longer ones leave is `c / (c + different successors)`. */
function addParts(parts: Part[], { counts, handles, ends }: Context, share: number): void {
  const own: Part[] = [];
  let rest = 1;
  for (let length = handles.length - 1; length >= 0; length--) {
    const handle = handles[length] ?? root;
    const seen = counts.seen(handle) - (length > 0 ? ends : 0);
    const following = counts.successors(handle);
    const trust = seen / (seen + following.length / 2);
    own.push({ counts, handle, following, weight: (rest * trust) / seen });
    rest *= 1 - trust;
  }
  for (const part of own) parts.push({ ...part, weight: (part.weight * share) / (1 - rest) });
}

/** Probability of one target. */
export function probabilityOf(mixture: Mixture, target: number): number {
  let probability = mixture.spread;
  for (const { counts, handle, weight } of mixture.parts) {
    probability += weight * counts.seenBefore(handle, target);
  }
  return probability;
}

/**
 * The most probable targets, best first. Contexts that many tokens follow give only the most frequent
 * of those, so rare candidates may lack a little of their probability.
 */
export function candidates(mixture: Mixture, limit: number): Candidate[] {
  const sums = new Map<number, number>();
  for (const { handle, weight, following } of mixture.parts) {
    if (handle === root && sums.size >= limit) continue;
    for (let i = 0; i + 1 < following.length; i += 2) {
      const target = following[i] ?? 0;
      sums.set(target, (sums.get(target) ?? 0) + weight * (following[i + 1] ?? 0));
    }
  }
  const found = [...sums].map(([target, sum]) => ({ target, probability: sum + mixture.spread }));
  return found.sort((a, b) => b.probability - a.probability).slice(0, limit);
}
