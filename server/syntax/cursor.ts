/** A place in a document, with what syntax alone knows about it. Plain data: it crosses threads. */

import type { Range } from '../protocol/protocol.ts';
import type { Document } from '../text/text.ts';

export interface SyntaxNode {
  /** Node type of the grammar, for example `call_expression`. */
  readonly type: string;
  /** Field of its parent that it fills, for example `arguments`. */
  readonly field?: string;
  readonly range: Range;
}

/** A name that is declared somewhere the cursor can see, nearest first. */
export interface ScopeName {
  readonly name: string;
  readonly kind: 'parameter' | 'variable' | 'function' | 'class' | 'type' | 'import';
  /** The declaration's node, or the import statement. */
  readonly range: Range;
}

export interface Cursor {
  readonly document: Document;
  readonly offset: number;
  /** Nodes that hold the cursor, outermost first; empty where there is no grammar. */
  readonly path: readonly SyntaxNode[];
  /** What kind of text the cursor stands in. */
  readonly region: 'code' | 'comment' | 'string';
  /** After `.` or `?.`: the expression before it, and where the (maybe empty) member name starts. */
  readonly member?: { readonly receiver: Range; readonly nameStart: number };
  /** Signatures of the functions and classes around the cursor, outermost first. */
  readonly enclosing: readonly Range[];
  readonly names: readonly ScopeName[];
  readonly prefix: string;
  readonly suffix: string;
}
