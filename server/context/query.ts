/** What to search for lexically: the words around the cursor. */

import type { Hole } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { identifierParts, terms } from '../text/text.ts';

const lines = 60;

/** The terms of the last lines, of the enclosing signatures and of the expected type, without repeats. */
export function lexicalQuery(cursor: Cursor, hole: Hole): string[] {
  const above = cursor.prefix.split('\n').slice(-lines).join('\n');
  const signatures = cursor.enclosing.map(({ start, end }) => cursor.document.text.slice(start, end));
  const text = [above, ...signatures, hole.expectedType?.name ?? '', hole.members?.receiverType ?? ''].join(
    '\n',
  );
  return [...new Set(terms(text))];
}

/** Lines above the cursor that say what it is about, and how much more they count than those farther up. */
const nearLines = 6;
const weights = { line: 4, near: 2, above: 0.5, frame: 1.5 } as const;

/**
 * The terms of a place with weights: its line, the lines just above, what encloses it, the lines farther up. The part
 * of a word that is being typed is none yet, so that the same is asked until it is finished.
 */
export function placeQuery(cursor: Cursor, hole: Hole): Map<string, number> {
  const above = cursor.prefix.split('\n').slice(-lines);
  const { document, enclosing } = cursor;
  const found = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    for (const term of terms(text)) found.set(term, Math.max(found.get(term) ?? 0, weight));
  };
  add(above.slice(0, -1 - nearLines).join('\n'), weights.above);
  for (const { start, end } of enclosing.slice(-2)) add(document.text.slice(start, end), weights.frame);
  add([hole.expectedType?.name, hole.members?.receiverType].join('\n'), weights.near);
  add(above.slice(-1 - nearLines, -1).join('\n'), weights.near);
  add(finished(above.at(-1) ?? ''), weights.line);
  return found;
}

function finished(line: string): string {
  const [word = ''] = /[\p{ID_Continue}$]*$/u.exec(line) ?? [];
  return [line.slice(0, line.length - word.length), ...identifierParts(word).slice(0, -1)].join(' ');
}
