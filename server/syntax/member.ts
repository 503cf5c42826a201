/** Member access at a cursor: the expression before the dot, by the tree or by its spelling. */

import type { Node } from 'web-tree-sitter';
import type { Range } from '../protocol/protocol.ts';
import { endsInComment } from '../text/text.ts';

export interface Member {
  readonly receiver: Range;
  readonly nameStart: number;
}

/** How a language writes a member access. */
export interface MemberRules {
  /** What stands between a thing and its member. */
  readonly marks: readonly string[];
  /** Node types of it, with the field that holds what stands before the mark. */
  readonly fields: ReadonlyMap<string, string>;
  /** Whose comments may end in a dot that is no mark. */
  readonly language: string;
}

/** Units that the backward scan looks at, at most. */
const farthest = 10_000;

/** `undefined` where no dot stands before the cursor, or nothing before the dot. */
export function memberAt(
  text: string,
  offset: number,
  { path, rules }: { readonly path: readonly Node[]; readonly rules: MemberRules },
): Member | undefined {
  const nameStart = startOfWord(text, offset);
  const dot = markBefore(text, nameStart, rules.marks);
  if (dot === undefined || isModule(text, dot)) return undefined;
  if (endsInComment(text.slice(text.lastIndexOf('\n', dot) + 1, dot + 1), rules.language)) return undefined;
  const receiver = receiverInTree(path, dot, rules.fields) ?? receiverBySpelling(text, dot, rules.marks);
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

/** Start of the mark that ends before `offset`; the longest that fits, and not of `...` or `:::`. */
function markBefore(text: string, offset: number, marks: readonly string[]): number | undefined {
  const end = skipSpaceBack(text, offset);
  const fitting = marks.filter((mark) => text.endsWith(mark, end)).map((mark) => end - mark.length);
  const start = Math.min(...fitting);
  return fitting.length === 0 || text[start - 1] === text[start] ? undefined : start;
}

/** Python's `from .`. */
function isModule(text: string, dot: number): boolean {
  const lineStart = text.lastIndexOf('\n', dot) + 1;
  return /^\s*from\s+\.*$/.test(text.slice(lineStart, dot + 1));
}

function receiverInTree(
  path: readonly Node[],
  dot: number,
  fields: ReadonlyMap<string, string>,
): Range | undefined {
  for (const node of path.toReversed()) {
    const field = fields.get(node.type);
    const object = field === undefined ? null : (node.childForFieldName(field) ?? firstNamed(node, field));
    if (!object || object.hasError || object.endIndex > dot) continue;
    return hasMarkAt(node, dot) ? { start: object.startIndex, end: object.endIndex } : undefined;
  }
  return undefined;
}

/** `0` is no field: the first of the nodes that have none. */
function firstNamed(node: Node, field: string): Node | null {
  return field === '0' ? (node.namedChildren[0] ?? null) : null;
}

/** The mark may be a node of its own, such as an optional chain. */
function hasMarkAt(node: Node, dot: number): boolean {
  return node.children.some(
    (child) =>
      child.startIndex === dot || (child.startIndex < dot && child.firstNamedChild?.startIndex === dot),
  );
}

/** Backwards over names, dots, calls, subscripts and literals, as far as they belong together. */
function receiverBySpelling(text: string, dot: number, marks: readonly string[]): Range | undefined {
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
    const mark = isCalled ? start : markBefore(text, before, marks);
    if (mark === undefined) break;
    at = skipSpaceBack(text, mark);
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
