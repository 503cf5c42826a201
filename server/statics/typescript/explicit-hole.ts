/** Holes that a person has written down: `_`, `_()`, a comment that says hole, an error that says to do. */

import type { Range } from '../../protocol/protocol.ts';

const forms: readonly RegExp[] = [
  /(?<![\p{ID_Continue}$.#])_(?:\(\s*\)|(?![\p{ID_Continue}$.(]))/gu,
  /\/\*\s*(?:hole|todo)\s*\*\//gi,
  /\bthrow\s+new\s+Error\(\s*(['"`])(?:todo|not (?:yet )?implemented|unimplemented)\b[^'"`]*\1\s*\);?/gi,
  /\b(?:undefined|null)\s+as\s+(?:any|never)\b/g,
];

const longest = 400;

/** The explicit hole on its line that the cursor is in or touches. */
export function explicitHoleAt(text: string, offset: number): Range | undefined {
  const from = Math.max(0, offset - longest, lineStart(text, offset));
  const line = /^[^\r\n]*/.exec(text.slice(from, offset + longest))?.[0] ?? '';
  for (const form of forms) {
    for (const match of line.matchAll(form)) {
      const start = from + match.index;
      const end = start + match[0].length;
      if (start <= offset && offset <= end) return { start, end };
    }
  }
  return undefined;
}

function lineStart(text: string, offset: number): number {
  return Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
}
