/** The facts of one file: what its tree and its text say, in one value. Never throws: it says less. */

import type { Tree } from 'web-tree-sitter';
import type { Document } from '../text/text.ts';
import { chunksOf } from './chunks.ts';
import { symbolsOf } from './definitions.ts';
import type { FileFacts } from './facts.ts';
import type { Grammar } from './grammar.ts';
import { importsOf } from './imports.ts';
import { isReadable, isSmall } from './limits.ts';
import { parseOnce, type Trees } from './trees.ts';
import { withHeads } from './type-heads.ts';

/** Milliseconds that one query over a tree may take. */
const queryLimit = 2_000;

/** What is said of a file that cannot be read. */
export function emptyFacts(language: string): FileFacts {
  return { language, symbols: [], imports: [], references: [], chunks: [] };
}

/**
 * The facts of a text. Without a grammar, or when parsing takes too long, there are chunks only; of a
 * text above a megabyte, and of code in lines above 5,000 characters, nothing is said.
 */
export function factsOfText(text: string, language: string, grammar: Grammar | undefined): FileFacts {
  if (!isSmall(text) || (grammar && !isReadable(text))) return emptyFacts(language);
  const tree = grammar && parseOnce(grammar, text);
  if (!grammar || !tree) return { ...emptyFacts(language), chunks: chunksOf(text, []) };
  try {
    return factsOf(tree, text, language, grammar);
  } finally {
    tree.delete();
  }
}

/** The facts of a document that is worked on, by its kept tree: an edit costs an incremental parse. */
export function factsOfDocument(trees: Trees, document: Document, grammar: Grammar | undefined): FileFacts {
  const { text, language } = document;
  const tree = grammar && trees.tree(document, grammar);
  if (grammar && tree) return factsOf(tree, text, language, grammar);
  // Parsing it once more would take as long again.
  return factsOfText(text, language, isReadable(text) ? undefined : grammar);
}

/** The facts of a parsed text. `tree` must be of exactly this text. */
export function factsOf(tree: Tree, text: string, language: string, grammar: Grammar): FileFacts {
  const deadline = performance.now() + queryLimit;
  const matches = grammar.query.matches(tree.rootNode, {
    progressCallback: () => performance.now() > deadline,
  });
  const symbols = withHeads(symbolsOf(matches, text, language), text, language);
  return {
    language,
    symbols,
    imports: importsOf(matches, text),
    references: [],
    chunks: chunksOf(text, symbols),
  };
}
