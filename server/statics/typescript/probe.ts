/**
 * The probe: a call of a generic placeholder put where the cursor is, in a copy of the text, so that
 * the checker can be asked what the place expects. Text before the cursor keeps its offsets.
 */

import ts from 'typescript';
import type { Range } from '../../protocol/protocol.ts';
import { placeholders } from './project.ts';

export interface Probe {
  /** The whole text with the placeholder in it. */
  readonly text: string;
  /** The placeholder's name. */
  readonly name: string;
  /** Offset of the placeholder, the same in both texts. */
  readonly start: number;
  /** How many characters stand in for how many of the original text. */
  readonly inserted: number;
  readonly removed: number;
}

const wordBefore = /#?[\p{ID_Continue}$\u200c\u200d]*$/u;
const wordAfter = /^[\p{ID_Continue}$\u200c\u200d]*/u;

/**
 * Puts a probe at the offset; a word that the cursor touches from behind or within is replaced. Where
 * the rest of the line is empty and brackets opened on it are never closed, it closes them.
 */
export function placeProbe(path: string, text: string, offset: number): Probe {
  const at = Math.max(0, Math.min(offset, text.length));
  const lineStart = Math.max(text.lastIndexOf('\n', at - 1), text.lastIndexOf('\r', at - 1)) + 1;
  const before = wordBefore.exec(text.slice(lineStart, at))?.[0] ?? '';
  const touches = before !== '' || isAfterDot(text.slice(lineStart, at));
  const after = touches ? (wordAfter.exec(text.slice(at, at + 256))?.[0] ?? '') : '';
  const word = { start: at - before.length, end: at + after.length };
  const name = placeholders.find((candidate) => !text.includes(candidate)) ?? '_keyhole_';
  const token = wantsName(text, word) ? name : `${name}()`;
  const plain = probeWith(text, word, name, token);
  const closers = closersOf(text.slice(lineStart, word.start));
  if (closers === '' || !restOfLineIsEmpty(text, word.end)) return plain;
  const closed = probeWith(text, word, name, token + closers);
  const errors = parseErrors(path, plain.text);
  return errors > 0 && parseErrors(path, closed.text) < errors ? closed : plain;
}

/** Where an offset of the probed text is in the original one. */
export function toOriginal(probe: Probe, offset: number): number {
  if (offset <= probe.start) return offset;
  const end = probe.start + probe.inserted;
  if (offset < end) return probe.start + probe.removed;
  return offset - probe.inserted + probe.removed;
}

/** After `.` and between empty `<>` only a name can stand; the arguments of a call are there already. */
function wantsName(text: string, word: Range): boolean {
  if (word.end > word.start && text.charAt(word.end) === '(') return true;
  const before = text.slice(Math.max(0, word.start - 400), word.start).trimEnd();
  if (isAfterDot(before)) return true;
  return /[\w$]<$/.test(before) && /^\s*>/.test(text.slice(word.end, word.end + 80));
}

/** The dot of a member, not of a spread or a number. */
function isAfterDot(before: string): boolean {
  return before.endsWith('.') && !/(?:\.\.|(?:^|[^\w$)\]])\d+\.)$/.test(before);
}

function probeWith(text: string, word: Range, name: string, inserted: string): Probe {
  return {
    text: text.slice(0, word.start) + inserted + text.slice(word.end),
    name,
    start: word.start,
    inserted: inserted.length,
    removed: word.end - word.start,
  };
}

function restOfLineIsEmpty(text: string, offset: number): boolean {
  return /^[^\S\r\n]*(?:[\r\n]|$)/.test(text.slice(offset, offset + 400));
}

const closing: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '${': '}', '`': '`' };

/** What closes the brackets and templates that a piece of one line leaves open, innermost first. */
function closersOf(line: string): string {
  const open: string[] = [];
  for (let i = 0; i < line.length; i++) {
    const character = line.charAt(i);
    const inTemplate = open.at(-1) === '`';
    if (character === '\\') i++;
    else if (inTemplate && character === '`') open.pop();
    else if (inTemplate) i += openSubstitution(line, i, open);
    else if (character === '"' || character === "'") i = endOfString(line, i);
    else if (character === '/' && line.charAt(i + 1) === '/') break;
    else if (character in closing) open.push(character);
    else if (')]}'.includes(character)) open.pop();
  }
  return open
    .map((opener) => closing[opener] ?? '')
    .toReversed()
    .join('');
}

function openSubstitution(line: string, at: number, open: string[]): number {
  if (!line.startsWith('${', at)) return 0;
  open.push('${');
  return 1;
}

function endOfString(line: string, start: number): number {
  const quote = line.charAt(start);
  let end = start + 1;
  while (end < line.length && line.charAt(end) !== quote) end += line.charAt(end) === '\\' ? 2 : 1;
  return end;
}

const quickly: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.Latest,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};

function parseErrors(path: string, text: string): number {
  const source = ts.createSourceFile(path, text, quickly);
  const found = 'parseDiagnostics' in source ? source.parseDiagnostics : [];
  return Array.isArray(found) ? found.length : 0;
}
