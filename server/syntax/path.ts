/** The nodes around an offset, outermost first, and what kind of text they say it is in. */

import type { Node, Tree } from 'web-tree-sitter';
import type { Range } from '../protocol/protocol.ts';
import type { Cursor, SyntaxNode } from './cursor.ts';

export interface PathNode {
  readonly node: Node;
  readonly field?: string;
}

/** Deeper nesting than this is cut off at the outer end. */
const deepest = 256;

/** Node types of all grammars; none of them means something else in another. */
const codeInsideStrings =
  /^(template_(substitution|type)|interpolation|interpolated_expression|expansion|command_substitution|arithmetic_expansion)$/;
const strings =
  /^((template|raw|verbatim|interpreted|encapsed|interpolated|multiline|ansi_c|translated|system_lib|bare)_string(_literal)?|string(_literal|_array)?|(interpolated_string|concatenated_string|shell_command)_?(expression)?|raw_string_literal|interpreted_string_literal|template_literal_type|regex|char(acter)?_literal|rune_literal|heredoc(_body)?|nowdoc|symbol_array|subshell_string)$/;
const comments = /^(|line_|block_|multiline_|html_|doc_)comment$|^(hash_bang_line|shebang|shebang_line)$/;

/**
 * The named nodes that hold `offset`: it lies inside them, or right behind the word they end with. The
 * root always holds it.
 */
export function pathTo(tree: Tree, text: string, offset: number): PathNode[] {
  const before = offset - 1;
  const behindWord = /[\p{ID_Continue}$]/u.test(text.slice(Math.max(0, before), offset));
  const holds = (node: Stretch): boolean =>
    node.startIndex <= before && before < node.endIndex && (node.endIndex !== offset || behindWord);
  const root = tree.rootNode;
  const top = before < 0 ? null : root.firstChildForIndex(before);
  const below = top && holds(top) ? nodesBelow(top, before, holds) : [];
  return [{ node: root }, ...below].slice(-deepest);
}

type Stretch = Pick<Node, 'startIndex' | 'endIndex'>;

/** `top` and what holds the unit `before` in it. */
function nodesBelow(top: Node, before: number, holds: (node: Stretch) => boolean): PathNode[] {
  const path: PathNode[] = [];
  const walker = top.walk();
  do {
    while (walker.endIndex <= before && walker.gotoNextSibling());
    if (!holds(walker)) break;
    const field = walker.currentFieldName;
    if (walker.nodeIsNamed) path.push({ node: walker.currentNode, ...(field && { field }) });
  } while (walker.gotoFirstChild());
  walker.delete();
  return path;
}

/** Whether the parser gave up somewhere on the way to the cursor. */
export function isBroken(path: readonly PathNode[]): boolean {
  return path.some(({ node }) => node.isError);
}

export function regionOf(path: readonly PathNode[], offset: number): Cursor['region'] {
  for (const { node } of path.toReversed()) {
    if (codeInsideStrings.test(node.type)) return 'code';
    if (strings.test(node.type)) return node.startIndex < offset ? 'string' : 'code';
    if (comments.test(node.type)) return 'comment';
  }
  return 'code';
}

/** Units that were put in at the cursor. */
interface Insertion {
  readonly offset: number;
  readonly inserted: number;
}

/** A range in the document's own offsets. */
export function rangeWithout(range: Range, { offset, inserted }: Insertion): Range {
  const original = (at: number): number => (at > offset ? Math.max(offset, at - inserted) : at);
  return { start: original(range.start), end: original(range.end) };
}

/** The path as plain data in the document's own offsets. A root may begin behind the cursor: it is widened. */
export function syntaxPath(path: readonly PathNode[], insertion: Insertion): SyntaxNode[] {
  return path.map(({ node, field }) => ({
    type: node.type,
    ...(field && { field }),
    range: rangeWithout(
      {
        start: Math.min(node.startIndex, insertion.offset),
        end: Math.max(node.endIndex, insertion.offset),
      },
      insertion,
    ),
  }));
}
