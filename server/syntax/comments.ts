/** Documentation comments: the comment that ends on the line above a declaration and starts its own line. */

import type { Range } from '../protocol/protocol.ts';

/** The JSDoc block, or the run of `//` or `#` lines, directly above `start`. */
export function docAbove(text: string, start: number): Range | undefined {
  const end = endOfLineAbove(text, start);
  if (end === undefined) return undefined;
  return text.endsWith('*/', end) ? blockEndingAt(text, end) : lineRunEndingAt(text, end);
}

/** End of the text on the line above, when `start` is the first thing on its own line. */
function endOfLineAbove(text: string, start: number): number | undefined {
  const lineStart = lineStartOf(text, start);
  if (lineStart === 0 || text.slice(lineStart, start).trim() !== '') return undefined;
  return lineStart - (text.endsWith('\r\n', lineStart) ? 2 : 1);
}

function blockEndingAt(text: string, end: number): Range | undefined {
  const start = text.lastIndexOf('/*', end - 2);
  if (start === -1 || !text.startsWith('/**', start)) return undefined;
  return text.slice(lineStartOf(text, start), start).trim() === '' ? { start, end } : undefined;
}

function lineRunEndingAt(text: string, end: number): Range | undefined {
  let start: number | undefined;
  for (let lineEnd: number | undefined = end; lineEnd !== undefined; ) {
    const lineStart = lineStartOf(text, lineEnd);
    const comment = /^[ \t]*(?=\/\/|#(?!!))/.exec(text.slice(lineStart, lineEnd));
    if (!comment) break;
    start = lineStart + comment[0].length;
    lineEnd = endOfLineAbove(text, start);
  }
  return start === undefined ? undefined : { start, end };
}

function lineStartOf(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
