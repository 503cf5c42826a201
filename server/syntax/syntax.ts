/** Parse trees and what can be read off them: facts of a file, and the place of a cursor. */
export type { Cursor, ScopeName, SyntaxNode } from './cursor.ts';
export type {
  ChunkFact,
  FileFacts,
  ImportFact,
  ReferenceFact,
  ReferenceKind,
  SymbolFact,
  SymbolKind,
  TypeHeads,
} from './facts.ts';
export { emptyFacts, factsOfDocument, factsOfText } from './file-facts.ts';
export { foldBodies } from './fold.ts';
export { createGrammar, type Grammar, type Grammars, type GrammarSource, startParsers } from './grammar.ts';
export { grammarFolder } from './languages.ts';
export { isReadable } from './limits.ts';
export { cursorWithoutTree, locate } from './locate.ts';
export { damageIn } from './nodes.ts';
export { type Match, type Parser, parseLimit, type TreeNode } from './parser.ts';
export { findingsOf } from './query-findings.ts';
export { rulesFrom } from './rules.ts';
export { createScriptParser, isScript } from './script-parser.ts';
export { Trees } from './trees.ts';
