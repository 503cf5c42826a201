/**
 * Fits what a model wrote into its place: nothing that stands before or after the cursor already, indented as the file
 * is, no blanks at ends of lines. Line ends are `\n` from here on. Pure; what fits already is left as it is.
 */

import type { Cursor } from '../syntax/syntax.ts';
import { balanceOf, bracketOf, closedBy, lex, type Token } from '../text/text.ts';
import { indented } from './indentation.ts';

/** The text around a place, as far as fitting looks at it. */
export type Place = Pick<Cursor, 'prefix' | 'suffix' | 'region'> & {
  readonly document: Pick<Cursor['document'], 'language'>;
};

/** UTF-16 units of a file beyond which its brackets are not counted. */
const mostCounted = 300_000;
/** So many characters that stand in two places next to each other are no accident. */
const leastRepeated = 3;
const mostRepeatedLines = 12;

/** What is left of the text to insert at the cursor; blank when all of it stands there already. */
export function fit(text: string, place: Place): string {
  const plain = text.replace(/\r\n?/g, '\n');
  const own = indented(withoutLineBefore(plain, place), place.prefix);
  const balanced = place.region === 'code' ? withoutClosers(own, place) : own;
  return withoutBlankEnds(withoutNextLines(withoutRestOfLine(balanced, place), place), place);
}

/** The line of the cursor, up to it and from it. */
function lineAround({ prefix, suffix }: Place): { readonly before: string; readonly after: string } {
  const before = prefix.slice(1 + Math.max(prefix.lastIndexOf('\n'), prefix.lastIndexOf('\r')));
  return { before, after: /^[^\r\n]*/.exec(suffix)?.[0] ?? '' };
}

/** Models that answer in a chat begin with the line that they were to go on with. */
function withoutLineBefore(text: string, place: Place): string {
  const before = lineAround(place).before.trim();
  const start = text.trimStart();
  if (before.length < leastRepeated || !start.startsWith(before)) return text;
  const rest = start.slice(before.length);
  return rest.trim() === '' ? text : rest;
}

/** Ends before the first bracket that closes what is closed after the cursor already. */
function withoutClosers(text: string, { prefix, suffix, document: { language } }: Place): string {
  if (!/[)\]}`]/.test(text) || prefix.length + suffix.length > mostCounted) return text;
  const { open } = balanceOf(lex(prefix, language));
  const closed = closedBy(open, balanceOf(lex(suffix, language)).closed);
  const outside = open.map((closer, at) => ({ closer, isClosed: closed[at] === true }));
  const surplus = firstSurplus(lex(text, language), outside);
  if (surplus === undefined) return text;
  const kept = text.slice(0, surplus.start);
  // A body whose bracket stands on the cursor's line is closed on a line of its own.
  const sameLine = /^[^\S\r\n]*/.exec(suffix)?.[0] ?? '';
  const ownLine = /\S\n[^\S\n]*$/.test(kept) && suffix.startsWith(surplus.text, sameLine.length);
  return ownLine ? kept : kept.trimEnd();
}

function firstSurplus(
  tokens: readonly Token[],
  outside: readonly { readonly closer: string; readonly isClosed: boolean }[],
): Token | undefined {
  const own: string[] = [];
  let left = outside.length;
  for (const token of tokens) {
    if (token.kind !== 'punctuation' && token.kind !== 'string') continue;
    const { opens, closes } = bracketOf(token.text);
    if (closes && own.at(-1) === closes) own.pop();
    else if (closes && own.length === 0) {
      const around = outside[left - 1];
      if (around?.closer !== closes || around.isClosed) return token;
      left--;
    }
    if (opens) own.push(opens);
  }
  return undefined;
}

/** Leaves out the rest of the line, or its beginning, where the model has written it once more. */
function withoutRestOfLine(text: string, place: Place): string {
  const rest = lineAround(place).after.trim();
  if (rest === '') return text;
  const end = text.trimEnd();
  if (end.endsWith(rest)) return end.slice(0, -rest.length);
  for (let length = rest.length - 1; length >= leastRepeated; length--)
    if (end.endsWith(rest.slice(0, length))) return end.slice(0, -length);
  return text;
}

/** Leaves out the last lines where they are the next ones of the file. */
function withoutNextLines(text: string, place: Place): string {
  if (lineAround(place).after.trim() !== '') return text;
  const next = linesOf(place.suffix.slice(0, 20_000)).slice(1).filter(isWritten);
  const lines = linesOf(text);
  const own = lines.filter(isWritten);
  for (let count = Math.min(own.length, next.length, mostRepeatedLines); count > 0; count--) {
    const last = own.slice(-count);
    const isSame = last.every((line, at) => line.trim() === next[at]?.trim());
    if (!isSame || !last.some((line) => line.trim().length > leastRepeated)) continue;
    const from = lines.lastIndexOf(last[0] ?? '');
    return lines.slice(0, from).join('\n');
  }
  return text;
}

function withoutBlankEnds(text: string, { suffix }: Place): string {
  const lines = text.replace(/[^\S\n]+(?=\n)/g, '');
  // A bracket that follows on the cursor's line keeps its own line and indentation.
  if (/\S\n[^\S\n]*$/.test(lines) && /^[^\S\r\n]*[)\]}]/.test(suffix)) return lines;
  return lines.trimEnd();
}

function linesOf(text: string): string[] {
  return text.split(/\r\n?|\n/);
}

function isWritten(line: string): boolean {
  return line.trim() !== '';
}
