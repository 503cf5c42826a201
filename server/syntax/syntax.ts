/** Parse trees and what can be read off them: facts of a file, and the place of a cursor. */
export type { Cursor, ScopeName, SyntaxNode } from './cursor.ts';
export type { ChunkFact, FileFacts, ImportFact, SymbolFact, SymbolKind } from './facts.ts';
