/** What stands open at an offset in a broken tree: brackets, templates, a string. */

import type { Tree, TreeCursor } from 'web-tree-sitter';

export interface Unclosed {
  /** The text that closes everything that is open, innermost first. */
  readonly closers: string;
  readonly inString: boolean;
}

const closing: ReadonlyMap<string, string> = new Map([
  ['{', '}'],
  ['(', ')'],
  ['[', ']'],
  ['${', '}'],
  ['`', '`'],
  ['"', '"'],
  ["'", "'"],
]);

interface Token {
  readonly text: string;
  readonly end: number;
}

/** Whole nodes before the offset are balanced; only what holds it, or is broken, is looked into. */
export function openAt(tree: Tree, text: string, offset: number): Unclosed {
  const open: string[] = [];
  for (const token of tokensBefore(tree, text, offset)) {
    const top = open.at(-1);
    const isQuote = /^["'`]$/.test(token.text);
    const endsHere = isQuote ? top === token.text : top !== undefined && closing.get(top) === token.text;
    if (endsHere) open.pop();
    else if (!isQuote || isOpenQuote(token, text, offset)) {
      if (closing.has(token.text)) open.push(token.text);
    }
  }
  const closers = open.toReversed().map((opener) => closing.get(opener) ?? '');
  return { closers: closers.join(''), inString: /^["'`]$/.test(open.at(-1) ?? '') };
}

/** A quoted string ends with its line. */
function isOpenQuote(token: Token, text: string, offset: number): boolean {
  return token.text === '`' || !text.slice(token.end, offset).includes('\n');
}

function tokensBefore(tree: Tree, text: string, offset: number): Token[] {
  const tokens: Token[] = [];
  const walker = tree.walk();
  for (let hasNext = true; hasNext && walker.startIndex < offset; ) {
    const { startIndex: start, endIndex: end } = walker;
    const isToken = end - start <= 3 && (end <= offset || !walker.nodeIsNamed);
    if (isToken) tokens.push({ text: text.slice(start, end), end });
    const isOpen = !isToken && (end > offset || walker.currentNode.hasError);
    hasNext = (isOpen && walker.gotoFirstChild()) || gotoNext(walker);
  }
  walker.delete();
  return tokens;
}

/** The next node that is not inside this one. */
function gotoNext(walker: TreeCursor): boolean {
  while (!walker.gotoNextSibling()) if (!walker.gotoParent()) return false;
  return true;
}
