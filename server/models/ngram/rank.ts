/** Which of the found completions are offered, in which order, and how far each is trusted. */

import type { Found } from './beam.ts';
import { confidenceOf, showThreshold } from './confidence.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { NgramCompletion } from './request.ts';
import type { Setting } from './setting.ts';

const offered = 8;

/** Brackets and semicolons alone are no help. */
const naming = /[\p{ID_Start}$_]/u;

interface Ranked extends NgramCompletion {
  readonly cut: boolean;
  readonly score: number;
}

/**
 * At most 8 different texts that name something: first whole lines that are worth showing, then shorter pieces that are,
 * then the rest; within each by probability per length.
 */
export function rank(
  found: readonly Found[],
  setting: Setting,
  rejected: readonly string[],
): NgramCompletion[] {
  const unwanted = new Set(rejected);
  const best = new Map<string, Ranked>();
  for (const one of found) {
    const text = one.hypothesis.text.trimEnd();
    if (!naming.test(text) || unwanted.has(text) || repeats(text, setting)) continue;
    const ranked = rate(one, text, marginOf(one.hypothesis, found));
    if ((best.get(text)?.confidence ?? -1) < ranked.confidence) best.set(text, ranked);
  }
  const ordered = [...best.values()].sort((a, b) => group(a) - group(b) || b.score - a.score);
  return ordered
    .slice(0, offered)
    .map(({ text, confidence, probability }) => ({ text, confidence, probability }));
}

function rate({ hypothesis, cut }: Found, text: string, margin: number): Ranked {
  const { name, bits, length, first } = hypothesis;
  const confidence = confidenceOf({ name, margin, bits, length });
  return { text, cut, confidence, probability: first, score: bits / length ** 0.3 };
}

function group({ cut, confidence }: Ranked): number {
  if (confidence < showThreshold) return 2;
  return cut ? 1 : 0;
}

/** How much more probable its first token is than the best other one. */
function marginOf(hypothesis: Hypothesis, found: readonly Found[]): number {
  const others = found.filter((other) => other.hypothesis.first !== hypothesis.first);
  return hypothesis.first - Math.max(0, ...others.map((other) => other.hypothesis.first));
}

/** Whether the text, or the line it makes, stands right below already. */
function repeats(text: string, { line, nextLine }: Setting): boolean {
  if (nextLine.length < 3) return false;
  return text.trim() === nextLine || (line + text).trim() === nextLine;
}
