/** One parse with a time limit, with the parser in WebAssembly. */

import { type Language, Parser, type Tree } from 'web-tree-sitter';
import { parseLimit } from './parser.ts';

/** Parses a text that no later parse builds upon. The caller deletes the tree. */
export function parseOnce(language: Language, text: string): Tree | undefined {
  const parser = new Parser();
  parser.setLanguage(language);
  const tree = parseWithin(parser, text, undefined);
  parser.delete();
  return tree;
}

/** `last`: the tree of the text before, edited. `undefined` when it takes too long. */
export function parseWithin(parser: Parser, text: string, last: Tree | undefined): Tree | undefined {
  const deadline = performance.now() + parseLimit;
  const progressCallback = (): boolean => performance.now() > deadline;
  const tree = parser.parse(text, last, { progressCallback });
  if (!tree) parser.reset();
  return tree ?? undefined;
}
