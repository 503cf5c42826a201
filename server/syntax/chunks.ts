/**
 * Chunks: a text cut into stretches of 20 to 40 lines for lexical search. Together they cover the text,
 * without a gap or an overlap; cuts fall on the starts of symbols or on blank lines where there are any.
 */

import { lineAt, lineStarts, termsOf, wordsOf } from '../text/text.ts';
import type { ChunkFact, SymbolFact } from './facts.ts';

const fewestLines = 20;
const wantedLines = 30;
const mostLines = 40;

export function chunksOf(text: string, symbols: readonly SymbolFact[], language = 'plaintext'): ChunkFact[] {
  if (text.trim() === '') return [];
  const starts = lineStarts(text);
  const cuts = new Set(symbols.map((symbol) => lineAt(starts, startWithDoc(symbol))));
  const count = termCounter(text);
  const chunks: ChunkFact[] = [];
  const worth = (line: number): number =>
    cuts.has(line) ? 3 : worthOfLine(text, starts[line] ?? 0, language);
  for (let line = 0; line < starts.length; ) {
    const next = nextCut(line, starts.length, worth);
    const range = { start: starts[line] ?? 0, end: starts[next] ?? text.length };
    if (range.end > range.start) chunks.push({ range, terms: count(range.end) });
    line = next;
  }
  return chunks;
}

const heading = /#{1,6}\s|<h[1-6]\b/iy;
const blank = /[ \t\f\v]*(?:[\r\n]|$(?![^]))/y;

/** How good it is to cut before a line that starts no symbol: headings, then blank lines. */
function worthOfLine(text: string, start: number, language: string): number {
  heading.lastIndex = start;
  if (language === 'markdown' && heading.test(text)) return 2;
  blank.lastIndex = start;
  return blank.test(text) ? 1 : 0;
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

/** Counts the terms from where it counted last up to an offset; a word at the cut belongs to where it starts. */
function termCounter(text: string): (end: number) => [term: string, count: number][] {
  const words = wordsOf(text);
  const termsOfWord = new Map<string, readonly string[]>();
  let at = 0;
  return (end) => {
    const counts = new Map<string, number>();
    for (; at < words.length && (words[at] ?? end) < end; at += 2) {
      const word = text.slice(words[at], words[at + 1]);
      const known = termsOfWord.get(word) ?? termsOf(word);
      termsOfWord.set(word, known);
      for (const term of known) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    return [...counts];
  };
}
