/**
 * What the repository goes on to write after lines like that of the cursor: names on the rest of such lines,
 * and on lines that follow one like the line above. Nearest neighbours instead of a model.
 */

import type { ChunkHit } from '../index/index.ts';
import { identifiersOf } from '../text/text.ts';
import type { Surroundings } from './source.ts';

/** What a likeness of the line itself, of the line above, and the same word just before count. */
const weights = { line: 0.5, above: 0.2, wordBefore: 1 } as const;
const wordBefore = /([\p{ID_Start}_$][\p{ID_Continue}$]*)\W*$/u;

/** For each name 0 to 1: its share of what such lines say. */
export async function nextNames(
  { cursor, read }: Pick<Surroundings, 'cursor' | 'read'>,
  hits: readonly ChunkHit[],
  signal: AbortSignal,
): Promise<(name: string) => number> {
  const above = cursor.prefix.split('\n');
  const line = above.pop() ?? '';
  const place = {
    line: new Set(identifiersOf(line)),
    above: new Set(identifiersOf(above.findLast((one) => /\w/.test(one)) ?? '')),
    before: wordBefore.exec(line)?.[1],
  };
  const sums = new Map<string, number>();
  const texts = await Promise.all(
    hits.map(async ({ path, range, score }) => ({
      score,
      text: (await read(path, signal))?.text.slice(range.start, range.end) ?? '',
    })),
  );
  let total = 0;
  for (const { score, text } of texts) total += count(place, text, score, sums);
  return (name) => (total === 0 ? 0 : Math.min(1, (sums.get(name) ?? 0) / total));
}

interface Place {
  readonly line: ReadonlySet<string>;
  readonly above: ReadonlySet<string>;
  /** The last word on the line. */
  readonly before: string | undefined;
}

/** Adds what the lines of a text speak for; gives how much they speak at all. */
function count({ line, above, before }: Place, text: string, score: number, sums: Map<string, number>) {
  let total = 0;
  let last: readonly string[] = [];
  for (const one of text.split('\n')) {
    const names = identifiersOf(one);
    const at = before === undefined ? -1 : names.indexOf(before);
    const likeness =
      weights.line * overlap(line, names) +
      weights.above * overlap(above, last) +
      (at >= 0 ? weights.wordBefore : 0);
    if (names.length > 0) last = names;
    if (likeness === 0) continue;
    const weight = score * likeness;
    total += weight;
    for (const name of new Set(names.slice(at + 1))) sums.set(name, (sums.get(name) ?? 0) + weight);
  }
  return total;
}

/** The share of `wanted` that stands in a line. */
function overlap(wanted: ReadonlySet<string>, names: readonly string[]): number {
  const shared = names.filter((name) => wanted.has(name));
  return shared.length === 0 ? 0 : new Set(shared).size / wanted.size;
}
