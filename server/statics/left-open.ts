/**
 * What a completion leaves unsaid at its end: an expression that breaks off, so that the parser takes in what
 * follows. Works on text; the indentation tells what was meant.
 */

import type { Range } from '../protocol/protocol.ts';
import { languageOf, lex, type Token } from '../text/text.ts';
import { lastLine } from './replaced.ts';
import type { Diagnostic, FileText } from './type-engine.ts';

/** Behind these an expression has to go on, also on the next line. */
const operators: ReadonlySet<string> = new Set(
  (
    '= += -= *= /= %= **= <<= >>= >>>= &= |= ^= &&= ||= ??= + - * / % ** << < <= >= == != === !== ' +
    '&& || ?? & | ^ ? . ?. => ... new await typeof void delete throw instanceof in as satisfies extends'
  ).split(' '),
);
/** Behind these a line goes on in the next one, indented or not. */
const listOpeners: ReadonlySet<string> = new Set(['(', '[', ',']);

/** Numbers of "… expected" where the parser found nothing: expression, identifier, type, argument. */
const missing: ReadonlySet<number> = new Set([1109, 1003, 1110, 1135]);

/** Whether an error says that something is missing right behind an offset of the text. */
export function isMissingAt({ text }: FileText, end: number): (diagnostic: Diagnostic) => boolean {
  const next = end + text.slice(end).search(/\S|$/);
  return ({ syntactic, code, range }) => syntactic && missing.has(code) && range.start === next;
}

/** The error of a text that breaks off at an offset in an expression which would take in the next line. */
export function takenIn({ path, text }: FileText, end: number): Diagnostic | undefined {
  const language = languageOf(path);
  const before = text.slice(0, end);
  const line = lastLine(before);
  const last = lastToken(lex(line, language));
  if (!last || !operators.has(last.text) || isContinuation(before.slice(0, -line.length), language))
    return undefined;
  const next = lineBehind(text, end);
  const [first] = next ? lex(text.slice(next.start, next.end), language) : [];
  if (!next || !first || !begins(first) || indentOf(text, next.start) > indentOf(text, end)) return undefined;
  // Only now the whole text: what stands in a string or a comment breaks off nowhere.
  const whole = lastToken(lex(before, language));
  if (whole?.text !== last.text || whole.kind !== last.kind) return undefined;
  return {
    range: next,
    code: 1109,
    message: 'Expression expected: the next line would be taken in.',
    syntactic: true,
  };
}

function lastToken(tokens: readonly Token[]): Token | undefined {
  return tokens.findLast(({ kind }) => kind !== 'comment' && kind !== 'newline');
}

/** Whether the lines above end in what the next line belongs to. */
function isContinuation(above: string, language: string): boolean {
  const last = lastToken(lex(lastLine(above.trimEnd()), language));
  return last !== undefined && (listOpeners.has(last.text) || operators.has(last.text));
}

/** From the first letter of the next line that has some to its end; `undefined` where more stands on this one. */
function lineBehind(text: string, end: number): Range | undefined {
  const [, blanks = ''] = /^([^\S\r\n]*(?:\/\/[^\r\n]*)?(?:\r?\n\s*)+)\S/.exec(text.slice(end)) ?? [];
  const start = end + blanks.length;
  return blanks === ''
    ? undefined
    : { start, end: start + (/^[^\r\n]*/.exec(text.slice(start))?.[0].length ?? 0) };
}

/** Whether a line that begins so could be a statement of its own. */
function begins({ kind, text }: Token): boolean {
  return kind !== 'punctuation' ? !operators.has(text) || unary.has(text) : openers.has(text);
}

const unary: ReadonlySet<string> = new Set(['new', 'await', 'typeof', 'void', 'delete', 'throw']);
const openers: ReadonlySet<string> = new Set(['(', '[', '{', '!', '++', '--', '@']);

function indentOf(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[^\S\r\n]*/.exec(text.slice(start, offset))?.[0].length ?? 0;
}
