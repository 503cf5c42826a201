/**
 * What a completion replaces: the word at the cursor, or a hole that a person has written down (`_`,
 * `_()`, a comment that says hole, an error that says to do).
 */

import type { Range } from '../protocol/protocol.ts';
import { endsInComment } from '../text/text.ts';

const explicitHoles: readonly RegExp[] = [
  /(?<![\p{ID_Continue}$.#])_(?:\(\s*\)|(?![\p{ID_Continue}$.(]))/gu,
  /(?:\/\*\s*(?:hole|todo)\s*\*\/)/gi,
  /\bthrow\s+new\s+Error\(\s*(['"`])(?:todo|not (?:yet )?implemented|unimplemented)\b[^'"`]*\1\s*\);?/gi,
  /\braise\s+NotImplementedError(?:\([^()]*\))?/g,
  /\b(?:undefined|null)\s+as\s+(?:any|never)\b/g,
];
const wordBefore = /#?[\p{ID_Continue}$\u200c\u200d]*$/u;
const wordAfter = /^[\p{ID_Continue}$\u200c\u200d]*/u;
/** How far around the cursor is looked. */
const reach = 400;

/** The explicit hole that the cursor is in or touches, else the word that it touches from behind or within. */
export function replacedAt(text: string, offset: number): Range {
  const before = lastLine(text.slice(Math.max(0, offset - reach), offset));
  const after = /^[^\r\n]*/.exec(text.slice(offset, offset + reach))?.[0] ?? '';
  return explicitHole(before + after, before.length, offset) ?? word(before, after, offset);
}

/** A text as it were if its explicit hole at the cursor were empty. */
export interface OpenedHole {
  readonly text: string;
  /** Where the hole was, in the text as it is. */
  readonly hole: Range;
}

/** The explicit hole that the cursor is in or touches, taken out; `undefined` where there is none. */
export function openedHoleAt(text: string, offset: number): OpenedHole | undefined {
  const before = lastLine(text.slice(Math.max(0, offset - reach), offset));
  const after = /^[^\r\n]*/.exec(text.slice(offset, offset + reach))?.[0] ?? '';
  const hole = explicitHole(before + after, before.length, offset);
  return hole && { text: text.slice(0, hole.start) + text.slice(hole.end), hole };
}

/** The part of a text after its last line break. */
export function lastLine(text: string): string {
  return text.slice(Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1);
}

/** The dot of a member, not of a spread, a number, or a sentence in a comment on the line above. */
export function endsInMemberDot(before: string): boolean {
  const line = before.trimEnd();
  if (!line.endsWith('.') || /(?:\.\.|(?:^|[^\w$)\]])\d+\.)$/.test(line)) return false;
  return !endsInComment(lastLine(line), 'typescript');
}

function explicitHole(line: string, column: number, offset: number): Range | undefined {
  const lineStart = offset - column;
  for (const form of explicitHoles) {
    for (const { index, 0: found } of line.matchAll(form)) {
      const touches = index <= column && column <= index + found.length;
      if (touches) return { start: lineStart + index, end: lineStart + index + found.length };
    }
  }
  return undefined;
}

function word(before: string, after: string, offset: number): Range {
  const head = wordBefore.exec(before)?.[0] ?? '';
  const touches = head !== '' || endsInMemberDot(before);
  const tail = touches ? (wordAfter.exec(after)?.[0] ?? '') : '';
  return { start: offset - head.length, end: offset + tail.length };
}
