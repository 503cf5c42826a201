/**
 * Chunks: a text cut into stretches of 20 to 40 lines for lexical search. Together they cover the text,
 * without a gap or an overlap; cuts fall on the starts of symbols or on blank lines where there are any.
 */

import type { Range } from '../protocol/protocol.ts';
import { lineAt, lineStarts, terms } from '../text/text.ts';
import type { ChunkFact, SymbolFact } from './facts.ts';

const fewestLines = 20;
const wantedLines = 30;
const mostLines = 40;

export function chunksOf(text: string, symbols: readonly SymbolFact[]): ChunkFact[] {
  if (text.trim() === '') return [];
  const starts = lineStarts(text);
  const cuts = new Set(symbols.map((symbol) => lineAt(starts, startWithDoc(symbol))));
  const isBlank = (line: number): boolean => text.slice(starts[line], starts[line + 1]).trim() === '';
  const chunks: ChunkFact[] = [];
  for (let line = 0; line < starts.length; ) {
    const next = nextCut(line, starts.length, (at) => (cuts.has(at) ? 2 : isBlank(at) ? 1 : 0));
    const range = { start: starts[line] ?? 0, end: starts[next] ?? text.length };
    if (range.end > range.start) chunks.push({ range, terms: countTerms(text, range) });
    line = next;
  }
  return chunks;
}

function startWithDoc({ range, doc }: SymbolFact): number {
  return doc ? Math.min(doc.start, range.start) : range.start;
}

/** The line to cut at: the best kind of place within reach, and of those the nearest to 30 lines. */
function nextCut(line: number, lines: number, worth: (line: number) => number): number {
  if (lines - line <= mostLines) return lines;
  let best = line + wantedLines;
  for (let at = line + fewestLines; at <= line + mostLines; at++) {
    const gain = worth(at) - worth(best);
    const nearer = Math.abs(at - line - wantedLines) < Math.abs(best - line - wantedLines);
    if (gain > 0 || (gain === 0 && nearer)) best = at;
  }
  return best;
}

function countTerms(text: string, range: Range): [term: string, count: number][] {
  const counts = new Map<string, number>();
  for (const term of terms(text.slice(range.start, range.end))) {
    counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return [...counts];
}
