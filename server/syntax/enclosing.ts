/** Signatures of the functions and classes around a cursor. */

import type { Node } from 'web-tree-sitter';
import type { Range } from '../protocol/protocol.ts';
import type { LanguageRules } from './rules.ts';

/** From the first word to the body, for each whose body holds the offset, outermost first. */
export function enclosingSignatures(
  path: readonly Node[],
  { text, offset }: { readonly text: string; readonly offset: number },
  { declarations, wrappers }: Pick<LanguageRules, 'declarations' | 'wrappers'>,
): Range[] {
  return path.flatMap((node, index) => {
    const body = declarations.has(node.type) ? bodyOf(node) : null;
    if (!body || bodyStart(body, text) > offset) return [];
    let first = index;
    while (first > 0 && wrappers.has(path[first - 1]?.type ?? '')) first--;
    const start = path[first]?.startIndex ?? node.startIndex;
    return [{ start, end: start + text.slice(start, body.startIndex).trimEnd().length }];
  });
}

/** Some grammars name no body; it is what such a node ends with. */
function bodyOf(node: Node): Node | null {
  const last = node.lastNamedChild;
  return node.childForFieldName('body') ?? (last && /body|block/.test(last.type) ? last : null);
}

/** A body in indents begins behind the colon, before its first statement. */
function bodyStart(body: Node, text: string): number {
  return text[body.startIndex] === '{' ? body.startIndex : text.slice(0, body.startIndex).trimEnd().length;
}
