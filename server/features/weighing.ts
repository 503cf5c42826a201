/**
 * Which lines of long texts tell most: those that a model of the project does not expect, those that share words with
 * the code at the cursor, and those that give results. Source: Li et al., "Compressing context to enhance inference
 * efficiency of large language models" (Selective Context, 2023), here by lines.
 */

import { type ContextItem, plainWeight, type Unit, type Weigh } from '../context/context.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { deadline, languageOf, terms } from '../text/text.ts';
import type { CompletionParts } from './request.ts';

/** Letters of a text from which on a model is asked about it. */
const longText = 480;
/** Share of a source's time that the answer may take; where it comes later it is remembered for the next request. */
const patience = 0.1;

/** Bits per token that are worth as much as giving a result. */
const tellingBits = 6;
/** Words of these lines are looked for. */
const nearLines = 60;

/** How lines are weighed by their form and by their words. */
export function byWords({ prefix }: Cursor): Weigh {
  const near = new Set(terms(prefix.split('\n').slice(-nearLines).join('\n')));
  return (unit) => plainWeight(unit) + shared(unit, near);
}

/** How the lines of a text are weighed by their surprise as well; `undefined` where there is no answer in time. */
export async function bySurprise(
  { symbol: { path }, render }: ContextItem,
  cursor: Cursor,
  { surprise, settings }: CompletionParts,
  signal: AbortSignal,
): Promise<Weigh | undefined> {
  const text = render('body') ?? '';
  if (!surprise || text.length < longText) return undefined;
  using limited = deadline(settings.sourceDeadline * patience, signal);
  try {
    const [bits] = await limited.race(surprise([{ path, language: languageOf(path), text }], signal));
    const weigh = byWords(cursor);
    return (unit) => weigh(unit) + mean(bits?.slice(unit.start, unit.end)) / tellingBits;
  } catch {
    signal.throwIfAborted();
    return undefined;
  }
}

function mean(values: readonly number[] = []): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

/** Half the worth of a result for each word that the unit shares with the code at the cursor, two at most. */
function shared({ text }: Unit, near: ReadonlySet<string>): number {
  const words = new Set(terms(text).filter((term) => near.has(term)));
  return Math.min(2, words.size) / 2;
}
