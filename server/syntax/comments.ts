/**
 * Documentation comments: the comment that ends on the line above a declaration and starts its own line.
 * A block that only documents (`/**`) may stand a blank line higher.
 */

import type { Range } from '../protocol/protocol.ts';
import type { Spelling } from '../text/text.ts';

/** The block, or the run of line comments, directly above `start`. */
export function docAbove(text: string, start: number, spelling: Spelling): Range | undefined {
  const end = endOfLineAbove(text, start);
  if (end === undefined) return undefined;
  return (
    blockEndingAt(text, end, spelling) ??
    lineRunEndingAt(text, end, spelling) ??
    (spelling.docBlock ? blockAboveBlank(text, end, spelling) : undefined)
  );
}

/** Not the comment that a file begins with: that one is about the file. */
function blockAboveBlank(text: string, end: number, spelling: Spelling): Range | undefined {
  const blank = /\r?\n[ \t]*$/.exec(text.slice(lineStartOf(text, Math.max(0, end - 1)) - 2, end));
  const block = blank && blockEndingAt(text, end - blank[0].length, spelling);
  return block && block.start > 0 ? block : undefined;
}

/** End of the text on the line above, when `start` is the first thing on its own line. */
function endOfLineAbove(text: string, start: number): number | undefined {
  const lineStart = lineStartOf(text, start);
  if (lineStart === 0 || text.slice(lineStart, start).trim() !== '') return undefined;
  return lineStart - (text.endsWith('\r\n', lineStart) ? 2 : 1);
}

function blockEndingAt(text: string, end: number, { block, docBlock }: Spelling): Range | undefined {
  if (!block || !text.endsWith(block[1], end)) return undefined;
  const start = text.lastIndexOf(block[0], end - block[1].length);
  if (start === -1 || !text.startsWith(docBlock ?? block[0], start)) return undefined;
  return text.slice(lineStartOf(text, start), start).trim() === '' ? { start, end } : undefined;
}

function lineRunEndingAt(text: string, end: number, { line }: Spelling): Range | undefined {
  let start: number | undefined;
  for (let lineEnd: number | undefined = end; lineEnd !== undefined; ) {
    const lineStart = lineStartOf(text, lineEnd);
    const comment = commentStart(text.slice(lineStart, lineEnd), line);
    if (comment === undefined) break;
    start = lineStart + comment;
    lineEnd = endOfLineAbove(text, start);
  }
  return start === undefined ? undefined : { start, end };
}

/** Not the first line of a script, nor an attribute of PHP. */
function commentStart(line: string, marks: readonly string[]): number | undefined {
  const start = line.length - line.trimStart().length;
  const isComment = marks.some((mark) => line.startsWith(mark, start));
  return isComment && !/^#[![]/.test(line.slice(start)) ? start : undefined;
}

function lineStartOf(text: string, offset: number): number {
  return offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}
