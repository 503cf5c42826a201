/**
 * What one file's text says by itself: its symbols, imports and search chunks. Facts depend on the
 * text alone, so they may be computed anywhere, kept under the text's hash and sent between threads.
 */

import type { Range } from '../protocol/protocol.ts';

export type SymbolKind =
  | 'function'
  | 'method'
  | 'constructor'
  | 'class'
  | 'interface'
  | 'type'
  | 'enum'
  | 'enumMember'
  | 'namespace'
  | 'constant'
  | 'variable'
  | 'property';

export interface SymbolFact {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Index in `FileFacts.symbols` of the symbol that holds this one. */
  readonly container?: number;
  /** From the first decorator, `export` or keyword to the end; without the comment above. */
  readonly range: Range;
  /** The documentation comment that belongs to it, where there is one. */
  readonly doc?: Range;
  /** Block of a function, or members of a class; a signature is `range` up to here. */
  readonly body?: Range;
  readonly exported: boolean;
  /** It is what a script exports by default, or as a whole (`module.exports = name`). */
  readonly isDefault?: true;
  /** Heads of the types that are written in its signature; absent where none is written. */
  readonly heads?: TypeHeads;
}

/** Head symbols of written types: `Invoice` of `Promise<Invoice[]>`; names as they stand in the file. */
export interface TypeHeads {
  /** Of what it returns, holds or constructs. */
  readonly yields: readonly string[];
  /** Of its parameters. */
  readonly takes: readonly string[];
}

export type ReferenceKind = 'call' | 'construct' | 'type' | 'heritage' | 'use';

/** How often one symbol of the file uses a name that is not its own. */
export interface ReferenceFact {
  readonly name: string;
  readonly kind: ReferenceKind;
  /** Index in `FileFacts.symbols` of the innermost symbol around it; absent at the file's top level. */
  readonly from?: number;
  readonly count: number;
}

export interface ImportFact {
  /** As written: `./invoice`, `rxjs`, `..models.invoice`. */
  readonly module: string;
  /** Local names it binds; `imported` is the name in the other module, `*` for all of it. */
  readonly names: readonly { readonly local: string; readonly imported: string }[];
  readonly range: Range;
}

/** A stretch of lines for lexical search, with how often each term occurs in it. */
export interface ChunkFact {
  readonly range: Range;
  readonly terms: readonly (readonly [term: string, count: number])[];
}

export interface FileFacts {
  readonly language: string;
  readonly symbols: readonly SymbolFact[];
  readonly imports: readonly ImportFact[];
  readonly references: readonly ReferenceFact[];
  readonly chunks: readonly ChunkFact[];
  /** Parsing took too long or failed, so there is nothing but chunks. */
  readonly unread?: true;
}
