/**
 * A text without some of its lines. Lines are shown or hidden whole, a shown line keeps the lines that open and
 * close the blocks around it, and one comment line stands for each run of hidden ones and says how many they are.
 */

import { lex, lineAt, type Spelling, spellingOf } from '../text/text.ts';

/** A line, or the lines that one string or comment goes on over. */
export interface Unit {
  readonly text: string;
  /** 0-based first line and the one behind its last. */
  readonly start: number;
  readonly end: number;
  /** Columns of white space before it; a tab counts as 4. */
  readonly indent: number;
  /** Units without which it does not stand: what opens its block and what closes its own, by index. */
  readonly needs: readonly number[];
}

/** Gives a unit its weight: the heavier, the sooner it is shown. */
export type Weigh = (unit: Unit) => number;

/**
 * The text growing from its first line to all of it: each one holds the lines of the one before, and the last is
 * the whole. At most `steps` texts, of about equal growth.
 */
export function growth(text: string, language: string, weigh: Weigh, steps: number): string[] {
  return [...growing(text, language, weigh, steps)];
}

/** The same, each text made when it is asked for. */
export function* growing(text: string, language: string, weigh: Weigh, steps: number): Generator<string> {
  const lines = text.split('\n');
  const units = unitsOf(lines, text, language);
  const order = byWeight(units, weigh);
  const shown = new Set<number>();
  let last: string | undefined;
  let grown = 0;
  let letters = 0;
  const total = units.reduce((sum, unit) => sum + unit.text.length, 0);
  for (const index of order) {
    letters += show(index, units, shown);
    if (letters < (total * (grown + 1)) / steps) continue;
    const next = withElisions(lines, units, shown, spellingOf(language));
    if (next === last || next.length >= text.length) continue;
    yield (last = next);
    grown++;
  }
  yield text;
}

function byWeight(units: readonly Unit[], weigh: Weigh): number[] {
  const weights = units.map((unit) => weigh(unit));
  return [...units.keys()].toSorted((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0) || a - b);
}

/** Shows a unit with all that it needs, and gives the letters that this adds. */
function show(index: number, units: readonly Unit[], shown: Set<number>): number {
  const unit = units[index];
  if (!unit || shown.has(index)) return 0;
  shown.add(index);
  return unit.needs.reduce((sum, needed) => sum + show(needed, units, shown), unit.text.length);
}

/** What is usual for code: results and errors first, then what stands farther out and farther up; comments last. */
export function plainWeight({ text, indent, start }: Unit): number {
  const line = text.trim();
  if (/^(?:\/\/|\/\*|\*|#|--|<!--)/.test(line)) return -1 - start / 10_000;
  const result = /^(?:return|throw|raise|yield)\b/.test(line) ? 1 : 0;
  return result - indent / 20 - start / 1_000;
}

function unitsOf(lines: readonly string[], text: string, language: string): Unit[] {
  const joined = joinedLines(text, language);
  const rough: Omit<Unit, 'needs'>[] = [];
  for (let start = 0; start < lines.length; ) {
    let end = start + 1;
    while (joined.has(end)) end++;
    const own = lines.slice(start, end).join('\n');
    if (own.trim() !== '') rough.push({ text: own, start, end, indent: indentation(own) });
    start = end;
  }
  return withNeeds(rough);
}

/** Lines that begin within a string or a comment. */
function joinedLines(text: string, language: string): Set<number> {
  const joined = new Set<number>();
  const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  for (const { kind, text: written, start } of lex(text, language)) {
    if ((kind !== 'string' && kind !== 'comment') || !written.includes('\n')) continue;
    const end = start + written.length;
    for (let line = lineAt(starts, start) + 1; (starts[line] ?? Infinity) <= end; line++) joined.add(line);
  }
  return joined;
}

const closer = /^\s*(?:[})\]]|end\b|<\/)/;

function withNeeds(units: readonly Omit<Unit, 'needs'>[]): Unit[] {
  const needs = units.map((): number[] => []);
  const open: number[] = [];
  for (const [index, unit] of units.entries()) {
    let opener: number | undefined;
    for (let last = open.at(-1); last !== undefined; last = open.at(-1)) {
      const { indent } = units[last] ?? unit;
      if (indent < unit.indent) break;
      opener = indent === unit.indent ? last : undefined;
      open.pop();
    }
    const parent = open.at(-1);
    if (parent !== undefined) needs[index]?.push(parent);
    if (opener !== undefined && closer.test(unit.text)) {
      needs[index]?.push(opener);
      needs[opener]?.push(index);
    }
    open.push(index);
  }
  return units.map((unit, index) => ({ ...unit, needs: needs[index] ?? [] }));
}

function indentation(line: string): number {
  const blank = /^[ \t]*/.exec(line)?.[0] ?? '';
  return blank.replaceAll('\t', '    ').length;
}

/** A hidden run no longer than what would stand for it is shown. */
const shortest = 20;

function withElisions(
  lines: readonly string[],
  units: readonly Unit[],
  shown: ReadonlySet<number>,
  spelling: Spelling,
): string {
  const out: string[] = [];
  let line = 0;
  const hide = (until: number): void => {
    const hidden = lines.slice(line, until);
    const said = hidden.filter((one) => one.trim() !== '');
    const indent = /^[ \t]*/.exec(said[0] ?? '')?.[0] ?? '';
    const count = hidden.reduce((sum, one) => sum + hiddenIn(one), 0);
    if (said.join('').trim().length <= shortest) out.push(...hidden);
    else out.push(indent + elision(spelling, count));
  };
  for (const [index, unit] of units.entries()) {
    if (!shown.has(index)) continue;
    if (unit.start > line) hide(unit.start);
    out.push(unit.text);
    line = unit.end;
  }
  if (line < lines.length) hide(lines.length);
  return out.join('\n');
}

/** How many lines a line stands for. */
function hiddenIn(line: string): number {
  return Number(/… (\d+) lines?(?: \S+)?$/.exec(line)?.[1] ?? 1);
}

/** The comment that stands for hidden lines. */
export function elision({ line, block }: Spelling, hidden: number): string {
  const said = `… ${hidden} ${hidden === 1 ? 'line' : 'lines'}`;
  if (line[0] !== undefined) return `${line[0]} ${said}`;
  return block ? `${block[0]} ${said} ${block[1]}` : said;
}
