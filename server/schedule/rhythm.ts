/**
 * How somebody types, and how long to wait after a keystroke before a model is asked. Waiting pays only where the next
 * keystroke would come before the answer: who types slower than the model answers is never made to wait.
 */

export interface Rhythm {
  /** When the last key was struck, in milliseconds of the clock. */
  readonly last: number;
  /** Milliseconds between keys that followed one another, latest last. */
  readonly gaps: readonly number[];
}

export const noRhythm: Rhythm = { last: Number.NEGATIVE_INFINITY, gaps: [] };

/** So many gaps tell the rhythm of the moment. */
const remembered = 16;
const fewest = 4;
/** A longer gap is a pause to think, not a rhythm. */
const longestGap = 1_200;
/** Waits in milliseconds: while the rhythm is unknown, and the bounds of one that follows it. */
const unknown = 75;
const shortest = 20;
const longest = 250;
/** A key that is this much later than three in four is not coming. */
const slack = 1.25;

/** The rhythm after a key was struck. */
export function struck({ last, gaps }: Rhythm, now: number): Rhythm {
  const gap = now - last;
  if (!(gap >= 0 && gap <= longestGap)) return { last: now, gaps };
  return { last: now, gaps: [...gaps, gap].slice(-remembered) };
}

/** Milliseconds to wait after a key, for a model that usually takes `latency` milliseconds. */
export function pauseAfter({ gaps }: Rhythm, latency: number): number {
  if (gaps.length < fewest) return Math.min(unknown, latency);
  const sorted = gaps.toSorted((a, b) => a - b);
  if (latency < quantile(sorted, 0.25)) return 0;
  return Math.min(longest, Math.max(shortest, slack * quantile(sorted, 0.75)));
}

/** The value below which the share `q` of sorted numbers lies. */
export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
}
