/** What to search for lexically: the words around the cursor. */

import type { Hole } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { terms } from '../text/text.ts';

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
