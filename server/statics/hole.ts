/** The typed hole: what belongs at a cursor. Plain data, so that it crosses processes. */

import type { Completeness, Range } from '../protocol/protocol.ts';

/** What stands at the cursor, by syntax. */
export type HoleKind =
  | 'expression'
  | 'member'
  | 'argument'
  | 'object key'
  | 'property value'
  | 'array element'
  | 'type'
  | 'statement'
  | 'return value'
  | 'initializer'
  | 'import'
  | 'name'
  | 'comment'
  | 'string';

/** A declaration somewhere in the repository or in an installed package. */
export interface Declaration {
  readonly name: string;
  readonly kind: string;
  readonly path: string;
  /** The whole declaration in that file's text, comments above left out. */
  readonly range: Range;
  /** One line, types filled in by the checker, no body. */
  readonly signature: string;
  /** The name of the class or namespace that holds it. */
  readonly container?: string;
}

/** A type that the expected type, or a type in play, is made of. */
export interface RelevantType extends Declaration {
  /** Steps from the type it was reached from: 0 is that type itself. */
  readonly distance: number;
  /** The type or value it was reached from, for example `the expected type Invoice`. */
  readonly via: string;
}

/** Something in scope that yields the expected type, or a part of it. */
export interface RelevantHeader extends Declaration {
  /** 0 to 1: 1 is exactly the expected type, less for a part of it or an unknown. */
  readonly score: number;
  /** One sentence, for example "returns `Invoice`, the type this argument expects". */
  readonly reason: string;
}

/** A name in scope with its type. */
export interface TypedName {
  readonly name: string;
  readonly type: string;
}

/** A member of the receiver before the cursor's `.`. */
export interface Member {
  readonly name: string;
  readonly kind: string;
  readonly type: string;
  /** Whether its type, or what it returns, fits the expected type of the whole expression. */
  readonly fits: boolean;
}

export interface Members {
  readonly receiverType: string;
  readonly list: readonly Member[];
  /** Nothing else is legal: no `any`, no index signature, no half-known type. */
  readonly complete: boolean;
}

export interface ExpectedType {
  /** As a developer would write it. */
  readonly name: string;
  /** Spelled out where the name hides a structure. */
  readonly expanded?: string;
}

/** What a type engine says about one cursor. */
export interface TypedHole {
  readonly kind: HoleKind;
  readonly expectedType?: ExpectedType;
  readonly members?: Members;
  /** Names in scope with their types, nearest first; globals of the language left out. */
  readonly typingContext: readonly TypedName[];
  /**
   * Every name that means something at the hole, globals included: values at an expression, types at a
   * type. Absent where that is not known, or where new names stand.
   */
  readonly namesInScope?: readonly string[];
  /** Dependencies first. */
  readonly relevantTypes: readonly RelevantType[];
  /** Best first. */
  readonly relevantHeaders: readonly RelevantHeader[];
}

/** A hole with how much is known of it. */
export interface Hole extends TypedHole {
  readonly completeness: Completeness;
}
