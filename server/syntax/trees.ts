/**
 * Parse trees of the documents at hand. Owns one parser and the trees of the last 16 documents; a tree
 * always belongs to the text it was asked for, and is reparsed from the last one with the edit between.
 */

import { Edit, Parser, type Tree } from 'web-tree-sitter';
import type { Document } from '../text/text.ts';
import type { Grammar } from './grammar.ts';
import { isReadable } from './limits.ts';
import { parseWithin } from './parse.ts';
import { codeOf } from './script-parts.ts';

const keptTrees = 16;

interface KeptTree {
  readonly text: string;
  readonly grammar: Grammar;
  readonly tree: Tree;
}

/** Give every `Trees` back with `dispose`: trees live outside the garbage collector's reach. */
export class Trees {
  #parser: Parser | undefined;
  readonly #kept = new Map<string, KeptTree>();

  /** The tree of a document, valid until the next call; `undefined` when it is too large or too slow. */
  tree(document: Document, grammar: Grammar): Tree | undefined {
    const { path } = document;
    const text = codeOf(document.text, document.language);
    const last = this.#take(path, grammar);
    if (last?.text === text) return this.#keep(path, last);
    const tree = isReadable(text) ? this.#reparse(last, grammar, text) : undefined;
    last?.tree.delete();
    return tree && this.#keep(path, { text, grammar, tree });
  }

  /** The tree of a code close to the document's. The caller deletes it. */
  variant(document: Document, grammar: Grammar, text: string): Tree | undefined {
    this.tree(document, grammar);
    const kept = this.#kept.get(document.path);
    if (!kept) return undefined;
    const copy = kept.tree.copy();
    const tree = this.#reparse({ ...kept, tree: copy }, grammar, text);
    copy.delete();
    return tree;
  }

  dispose(): void {
    for (const { tree } of this.#kept.values()) tree.delete();
    this.#kept.clear();
    this.#parser?.delete();
    this.#parser = undefined;
  }

  #take(path: string, grammar: Grammar): KeptTree | undefined {
    const last = this.#kept.get(path);
    this.#kept.delete(path);
    if (!last || last.grammar === grammar) return last;
    last.tree.delete();
    return undefined;
  }

  #keep(path: string, kept: KeptTree): Tree {
    this.#kept.set(path, kept);
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > keptTrees && oldest !== undefined) {
      this.#kept.get(oldest)?.tree.delete();
      this.#kept.delete(oldest);
    }
    return kept.tree;
  }

  #reparse(last: KeptTree | undefined, grammar: Grammar, text: string): Tree | undefined {
    last?.tree.edit(editBetween(last.text, text));
    this.#parser ??= new Parser();
    this.#parser.setLanguage(grammar.language);
    return parseWithin(this.#parser, text, last?.tree);
  }
}

/** The one edit between two texts: what lies between their common start and their common end. */
export function editBetween(before: string, after: string): Edit {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same++;
  }
  const oldEndIndex = before.length - same;
  const newEndIndex = after.length - same;
  return new Edit({
    startIndex: start,
    oldEndIndex,
    newEndIndex,
    startPosition: pointAt(before, start),
    oldEndPosition: pointAt(before, oldEndIndex),
    newEndPosition: pointAt(after, newEndIndex),
  });
}

/** The parser counts only `\n` as the end of a line. */
function pointAt(text: string, offset: number): { row: number; column: number } {
  let row = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    row++;
    lineStart = at + 1;
  }
  return { row, column: offset - lineStart };
}
