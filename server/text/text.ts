/**
 * Documents and where things are in them. All offsets are 0-based UTF-16; a document never changes,
 * an edit makes a new one.
 */

import type { LineColumn, Range } from '../protocol/protocol.ts';

export { balanceOf, bracketOf, closedBy } from './brackets.ts';
export { abortable, type Deadline, DeadlineError, deadline, messageOf } from './deadline.ts';
export { editDistance } from './edit-distance.ts';
export { identifierParts, identifiersOf, terms, termsOf } from './identifiers.ts';
export { decision, type IgnoreRule, parseIgnoreFile } from './ignore-pattern.ts';
export { endsInComment, lex, lexAfter, type LexPlace, type Token } from './lexer.ts';
export {
  absolutePath,
  endingOf,
  languageOf,
  parsePosition,
  pathFrom,
  relativePath,
  type FilePosition,
} from './paths.ts';
export { pathRule } from './path-rule.ts';
export { isPredeclared } from './predeclared.ts';
export { remembered, rememberedPair } from './remembered.ts';
export { type Spelling, spellingOf } from './spelling.ts';
export { endOfWord, type Words, wordsOf } from './words.ts';

/** One text of one file at one moment. `path` is absolute and native to the platform. */
export interface Document {
  readonly path: string;
  /** Language id as editors spell it, for example `typescriptreact`. */
  readonly language: string;
  readonly text: string;
}

/** A replacement of `range` by `text`. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** An immutable snapshot of what is being worked on: the folder and the documents open in it. */
export interface Workspace {
  readonly root: string;
  /** Open documents by path; they stand for their files on disk. */
  readonly open: ReadonlyMap<string, Document>;
  /** Paths edited or saved lately, latest first. */
  readonly recent: readonly string[];
}

export function applyEdit(text: string, edit: Edit): string {
  return text.slice(0, edit.range.start) + edit.text + text.slice(edit.range.end);
}

/** The text with all of these edits, whose ranges are in it as it is and do not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  return edits.toSorted((a, b) => b.range.start - a.range.start).reduce(applyEdit, text);
}

/** Offsets at which lines start. `\n`, `\r\n` and a lone `\r` end a line. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 13 && text.charCodeAt(i + 1) === 10) continue;
    if (code === 10 || code === 13) starts.push(i + 1);
  }
  return starts;
}

/** The line (0-based) that holds `offset`, by binary search. */
export function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** 1-based line and column of an offset; an offset outside the text is clamped to it. */
export function lineColumnAt(text: string, offset: number): LineColumn {
  return lineColumnsIn(text)(offset);
}

/** The same for many offsets of one text, which is gone through once. */
export function lineColumnsIn(text: string): (offset: number) => LineColumn {
  const starts = lineStarts(text);
  return (offset) => {
    const clamped = Math.max(0, Math.min(offset, text.length));
    const line = lineAt(starts, clamped);
    return { line: line + 1, column: clamped - (starts[line] ?? 0) + 1 };
  };
}

/** The offset of a 1-based position, or `undefined` when the line or the column is outside the text. */
export function offsetAt(text: string, position: LineColumn): number | undefined {
  const starts = lineStarts(text);
  const start = starts[position.line - 1];
  if (start === undefined || position.column < 1) return undefined;
  const next = starts[position.line];
  const lineEnd = next === undefined ? text.length : endOfLine(text, next);
  const offset = start + position.column - 1;
  return offset <= lineEnd ? offset : undefined;
}

/** End of the text of the line before the one that starts at `nextStart`, without its terminator. */
function endOfLine(text: string, nextStart: number): number {
  const crlf = text.charCodeAt(nextStart - 1) === 10 && text.charCodeAt(nextStart - 2) === 13;
  return nextStart - (crlf ? 2 : 1);
}
