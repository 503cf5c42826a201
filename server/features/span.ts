/** How much of what a model writes belongs to a hole: a line of an expression, the lines of a body. */

import type { Multiline } from '../protocol/protocol.ts';
import type { HoleKind } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { balanceOf, lex, type Token } from '../text/text.ts';

/** Holes that have room for several lines, where nothing follows on the line. */
const roomy: ReadonlySet<HoleKind> = new Set<HoleKind>([
  'statement',
  'function body',
  'method body',
  'class body',
  'type body',
  'enum body',
  'JSX child',
  'comment',
  'JSDoc',
]);

export interface Span {
  /** `line`: to the end of what was begun; `lines`: as much as there is. */
  readonly of: 'first line' | 'line' | 'lines';
  readonly maxLines: number;
  /** UTF-16 units. */
  readonly maxLength: number;
  readonly language: string;
}

export interface SpanSettings {
  readonly multiline: Multiline;
  readonly maxLines: number;
  readonly maxLength: number;
}

/** The span of a completion at a cursor. */
export function spanAt(cursor: Cursor, kind: HoleKind, { multiline, ...most }: SpanSettings): Span {
  const { language } = cursor.document;
  if (multiline === 'never') return { ...most, of: 'first line', maxLines: 1, language };
  const isFree = /^[^\S\r\n]*(?:[)\]}]|\r|\n|$)/.test(cursor.suffix);
  const isRoomy = multiline === 'always' || (roomy.has(kind) && isFree);
  return { ...most, of: isRoomy ? 'lines' : 'line', language };
}

/** Whether a text, which may go on, holds all that belongs to its span. */
export function isWhole(text: string, span: Span): boolean {
  return cutTo(text, span).length < text.trimEnd().length;
}

/** The part of a text that belongs to its span. Line breaks before the first word count for nothing. */
export function cutTo(text: string, span: Span): string {
  return withinLength(linesOf(text, span), span);
}

/** No more than is allowed: up to the last whole thing, or the last line, or the last word. */
function withinLength(text: string, { maxLength, language }: Span): string {
  if (text.length <= maxLength) return text;
  const tokens = lex(text, language);
  const ends = [...text.slice(0, maxLength + 1).matchAll(/\n/g)]
    .map(({ index }) => index)
    .filter((at) => text.slice(0, at).trim() !== '');
  const word = tokens.findLast(({ start, text: own }) => start > 0 && start + own.length <= maxLength);
  const end = ends.findLast((at) => isEnd(tokens, at)) ?? ends.at(-1);
  return text.slice(0, end ?? (word ? word.start + word.text.length : 0)).trimEnd();
}

function linesOf(text: string, span: Span): string {
  const start = /^\s*/.exec(text)?.[0].length ?? 0;
  const ends = [...text.slice(start).matchAll(/\n/g)].map(({ index }) => index + start);
  if (ends.length === 0) return text;
  if (span.of === 'first line') return text.slice(0, ends[0]);
  const tokens = lex(text, span.language);
  if (span.of === 'line') {
    const end = ends.find((at) => isEnd(tokens, at));
    if (end !== undefined && lineCount(text, start, end) <= span.maxLines) return text.slice(0, end);
  }
  return withinLines(text, { start, ends, tokens, span });
}

/** The most lines that are allowed, and of those no more than end in something whole. */
function withinLines(
  text: string,
  {
    start,
    ends,
    tokens,
    span,
  }: { start: number; ends: readonly number[]; tokens: readonly Token[]; span: Span },
): string {
  const all = [...ends, text.length];
  const allowed = all.slice(0, span.maxLines);
  const last = allowed.at(-1) ?? text.length;
  const isCut = last < text.length || balanceOf(tokens).open.length > 0;
  const whole = isCut ? allowed.findLast((at) => at > start && isEnd(tokens, at)) : last;
  return text.slice(0, whole ?? last);
}

function lineCount(text: string, start: number, end: number): number {
  return text.slice(start, end).split('\n').length;
}

/** After these a line does not end a thought; before those neither. */
const goesOn = /^(?:[=+\-*/%&|^<?:.,!~]|[=!]==?|=>|[<>]=|&&|\|\||\?\?|\?\.|\.\.\.|[+\-*/|&?]=|\\)$/;
const continues = /^(?:[.?:+*/%&|=]|\?\.|\?\?|&&|\|\||[=!]==?|=>)$/;

/** Whether something whole ends at an offset: every bracket is closed, and no operator stands open. */
function isEnd(tokens: readonly Token[], offset: number): boolean {
  const before = tokens.filter(
    ({ start, kind }) => start < offset && kind !== 'comment' && kind !== 'newline',
  );
  const next = tokens.find(({ start, kind }) => start > offset && kind !== 'newline');
  const last = before.at(-1);
  if (!last || balanceOf(before).open.length > 0) return false;
  if (last.start + last.text.length > offset) return false;
  const isOpen = (token: Token, pattern: RegExp) => token.kind === 'punctuation' && pattern.test(token.text);
  return !isOpen(last, goesOn) && !(next && isOpen(next, continues));
}
