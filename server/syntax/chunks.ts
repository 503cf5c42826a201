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
  let most = worth(best);
  for (let at = line + fewestLines; at <= line + mostLines; at++) {
    const gain = worth(at) - most;
    const nearer = Math.abs(at - line - wantedLines) < Math.abs(best - line - wantedLines);
    if (gain < 0 || (gain === 0 && !nearer)) continue;
    best = at;
    most += gain;
  }
  return best;
}

/** A term of the text, and how often the chunk that is being read has it. */
interface Counter {
  readonly term: string;
  count: number;
}

/** Counts the terms from where it counted last up to an offset; a word at the cut belongs to where it starts. */
function termCounter(text: string): (end: number) => [term: string, count: number][] {
  const words = wordsOf(text);
  const countersOf = wordCounters();
  let at = 0;
  return (end) => {
    const found: Counter[] = [];
    for (; at < words.length && (words[at] ?? end) < end; at += 2) {
      for (const counter of countersOf(text.slice(words[at], words[at + 1]))) {
        if (counter.count++ === 0) found.push(counter);
      }
    }
    return found.map(taken);
  };
}

/** For each word the counters of its terms: it is looked up once, however many terms it has. */
function wordCounters(): (word: string) => readonly Counter[] {
  const byTerm = new Map<string, Counter>();
  const byWord = new Map<string, readonly Counter[]>();
  const counterOf = (term: string): Counter => {
    const counter = byTerm.get(term) ?? { term, count: 0 };
    byTerm.set(term, counter);
    return counter;
  };
  return (word) => {
    const known = byWord.get(word);
    if (known) return known;
    const counters = termsOf(word).map(counterOf);
    byWord.set(word, counters);
    return counters;
  };
}

function taken(counter: Counter): [term: string, count: number] {
  const { term, count } = counter;
  counter.count = 0;
  return [term, count];
}
