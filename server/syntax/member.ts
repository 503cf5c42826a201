/** Member access at a cursor: the expression before the dot, by the tree or by its spelling. */

import type { Node } from 'web-tree-sitter';
import type { Range } from '../protocol/protocol.ts';

export interface Member {
  readonly receiver: Range;
  readonly nameStart: number;
}

/** Node types that are a member access, with the field that holds what stands before the dot. */
const receiverFields: ReadonlyMap<string, string> = new Map([
  ['member_expression', 'object'],
  ['nested_identifier', 'object'],
  ['nested_type_identifier', 'module'],
  ['attribute', 'object'],
]);

/** Units that the backward scan looks at, at most. */
const farthest = 10_000;

/** `undefined` where no dot stands before the cursor, or nothing before the dot. */
export function memberAt(text: string, offset: number, path: readonly Node[]): Member | undefined {
  const nameStart = startOfWord(text, offset);
  const dot = dotBefore(text, nameStart);
  if (dot === undefined) return undefined;
  const receiver = receiverInTree(path, dot) ?? receiverBySpelling(text, dot);
  if (!receiver || /^[\d_]*$/.test(text.slice(receiver.start, receiver.end))) return undefined;
  return { receiver, nameStart };
}

function startOfWord(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && isWordUnit(text, start - 1)) start--;
  return text[start - 1] === '#' ? start - 1 : start;
}

function isWordUnit(text: string, index: number): boolean {
  return (
    /[\p{ID_Continue}$\u200c\u200d]/u.test(text[index] ?? '') || /[\ud800-\udfff]/.test(text[index] ?? '')
  );
}

/** Where the receiver must end: the start of `.` or `?.`; not of `...`, nor of Python's `from .`. */
function dotBefore(text: string, nameStart: number): number | undefined {
  const dot = skipSpaceBack(text, nameStart) - 1;
  if (text[dot] !== '.' || text[dot - 1] === '.') return undefined;
  const lineStart = text.lastIndexOf('\n', dot) + 1;
  if (/^\s*from\s+\.*$/.test(text.slice(lineStart, dot + 1))) return undefined;
  return text[dot - 1] === '?' ? dot - 1 : dot;
}

function receiverInTree(path: readonly Node[], dot: number): Range | undefined {
  for (const node of path.toReversed()) {
    const field = receiverFields.get(node.type);
    const object = field && node.childForFieldName(field);
    if (!object || object.hasError || object.endIndex > dot) continue;
    const start = object.startIndex;
    return node.children.some((child) => child.startIndex === dot) || isDotOf(node, dot)
      ? { start, end: object.endIndex }
      : undefined;
  }
  return undefined;
}

function isDotOf(node: Node, dot: number): boolean {
  return node.children.some((child) => child.type === 'optional_chain' && child.endIndex === dot + 2);
}

/** Backwards over names, dots, calls, subscripts and literals, as far as they belong together. */
function receiverBySpelling(text: string, dot: number): Range | undefined {
  const end = skipSpaceBack(text, dot);
  const limit = Math.max(0, end - farthest);
  let start = end;
  for (let at = end; at > limit; ) {
    const next = operandStart(text, at);
    if (next === undefined) break;
    start = next;
    const before = skipSpaceBack(text, start);
    const isCalled =
      /[([]/.test(text[start] ?? '') &&
      before === start &&
      /[\p{ID_Continue}$)\]!]/u.test(text[start - 1] ?? '');
    if (isCalled) at = start;
    else if (text[before - 1] === '.' && text[before - 2] !== '.') {
      at = skipSpaceBack(text, before - (text[before - 2] === '?' ? 2 : 1));
    } else break;
  }
  return start < end ? { start, end } : undefined;
}

/** Start of the name, the brackets or the literal that ends at `end`. */
function operandStart(text: string, end: number): number | undefined {
  const last = text[end - 1] ?? '';
  if (last === '!') return operandStart(text, end - 1);
  if (last === ')' || last === ']') return openerOf(text, end);
  if (/["'`]/.test(last)) {
    const quote = text.lastIndexOf(last, end - 2);
    return quote === -1 ? undefined : quote;
  }
  const start = startOfWord(text, end);
  return start < end ? start : undefined;
}

/** The bracket that the one before `end` closes; strings between are stepped over. */
function openerOf(text: string, end: number): number | undefined {
  let depth = 0;
  for (let at = end - 1; at >= Math.max(0, end - farthest); at--) {
    const unit = text[at] ?? '';
    if (/["'`]/.test(unit)) at = Math.max(text.lastIndexOf(unit, at - 1), 0);
    else if (/[)\]}]/.test(unit)) depth++;
    else if (/[([{]/.test(unit) && --depth === 0) return at;
  }
  return undefined;
}

function skipSpaceBack(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && /\s/.test(text[at - 1] ?? '')) at--;
  return at;
}
