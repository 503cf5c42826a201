/** The typed hole: what belongs at a cursor. Plain data, so that it crosses processes. */

import type { Completeness, Range } from '../protocol/protocol.ts';

/** What stands at the cursor, by syntax. */
export type HoleKind =
  | 'expression'
  | 'member'
  | 'argument'
  | 'object key'
  | 'property value'
  | 'destructuring key'
  | 'array element'
  | 'JSX tag'
  | 'JSX attribute'
  | 'JSX attribute value'
  | 'JSX child'
  | 'type'
  | 'type argument'
  | 'extends clause'
  | 'implements clause'
  | 'import'
  | 'import specifier'
  | 'export specifier'
  | 'module path'
  | 'case'
  | 'template part'
  | 'return value'
  | 'initializer'
  | 'statement'
  | 'function body'
  | 'method body'
  | 'class body'
  | 'type body'
  | 'enum body'
  | 'parameter'
  | 'decorator'
  | 'string'
  | 'JSDoc'
  | 'comment'
  | 'name';

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

/** Something in scope or importable that yields the expected type, or a part of it. */
export interface RelevantHeader extends Declaration {
  /** What has to be added to the file to use it; absent where it is in scope. */
  readonly importLine?: string;
  /** 0 to 1: 1 is exactly the expected type, less for a part of it or an unknown. */
  readonly score: number;
  /** One sentence, for example "returns `Invoice`, the type this argument expects". */
  readonly reason: string;
}

/** A declaration by its name and where it starts in its file, decorators and keywords included. */
export interface Named {
  readonly path: string;
  readonly name: string;
  readonly start: number;
  /** The class that holds it: only a static member of one can be used without a value. */
  readonly container?: string;
}

/** A name with what is written of it: `print(to: Printer): void`. */
export interface NamedSignature {
  readonly name: string;
  readonly signature: string;
  /** The same without most of its types, where that is much shorter: `print(to)`. */
  readonly short?: string;
}

/** The members that a declaration gives to a value in play near the hole. */
export interface MembersInPlay {
  readonly name: string;
  readonly kind: string;
  readonly path: string;
  /** The declaration that holds them, comments above left out. */
  readonly range: Range;
  /** 1-based line on which it starts. */
  readonly line: number;
  /** 0 to 1: how likely the rest of the line uses them. */
  readonly score: number;
  /** For example "members of `opts`, used 2 lines above". */
  readonly reason: string;
  /** The value that has them, for example `opts.router`. */
  readonly through: string;
  readonly members: readonly NamedSignature[];
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
  /** Why a plain `.` after the receiver is an error: it may be `null` or `undefined`, or nothing is known of it. */
  readonly undotted?: 'nullish' | 'unknown';
}

/** What may be written at the hole, as it is written there: a key, an attribute, the text of a string. */
export interface LegalText {
  readonly text: string;
  /** What it is, for example `property`, `enum member`. */
  readonly kind: string;
  /** The type of what it names; empty where it names nothing. */
  readonly type: string;
  /** Only a beginning: more has to follow, and what may is not listed (a folder of a module path). */
  readonly continues?: true;
}

export interface LegalTexts {
  /** Best first: what is required before what is optional. */
  readonly list: readonly LegalText[];
  /**
   * Nothing else of this kind is legal: no `any`, no index signature, no half-known type. What does not
   * name one of them (`...`, `[computed]`, `}`) stays legal.
   */
  readonly complete: boolean;
}

/** The parameter that an argument is given to. */
export interface ArgumentPlace {
  /** As declared; of a rest parameter without the dots. */
  readonly parameter: string;
  /** Which argument the hole is: 0 is the first. */
  readonly index: number;
  readonly optional: boolean;
  readonly rest: boolean;
  /** The called signature with its name, for example `send(invoice: Invoice, tries?: number): void`. */
  readonly signature: string;
}

/** How many arguments the call around the hole takes, by all signatures that it may mean. */
export interface CallArity {
  /** Which argument the hole is: 0 is the first. */
  readonly index: number;
  readonly least: number;
  /** Absent where any number may be given. */
  readonly most?: number;
}

export interface ExpectedType {
  /** As a developer would write it. */
  readonly name: string;
  /** Spelled out where the name hides a structure. */
  readonly expanded?: string;
}

/** The head of a type that is wanted at the hole. */
export interface WantedHead {
  /** As its own declaration spells it. */
  readonly name: string;
  /** 1 for the expected type itself, less for a part of it. */
  readonly weight: number;
}

/** What a type engine says about one cursor. */
export interface TypedHole {
  readonly kind: HoleKind;
  /** What a completion replaces: the word at the cursor, an explicit hole such as `_()`, or nothing. */
  readonly replaces?: Range;
  readonly expectedType?: ExpectedType;
  readonly members?: Members;
  /** What alone can stand here, where that is a list. */
  readonly legal?: LegalTexts;
  readonly argument?: ArgumentPlace;
  /** Absent where the hole is no argument, or where a spread leaves the number open. */
  readonly call?: CallArity;
  /** The function around the hole, with types that its context gives it. */
  readonly enclosingSignature?: string;
  /** Names in scope with their types, nearest first; globals of the language left out. */
  readonly typingContext: readonly TypedName[];
  /**
   * Every name that means something at the hole, globals included: values at an expression, types at a
   * type. Absent where that is not known, or where new names stand.
   */
  readonly namesInScope?: readonly string[];
  /** Names that head the expected type and its parts. */
  readonly wantedHeads?: readonly WantedHead[];
  /** Of other files, likeliest first. */
  readonly membersInPlay?: readonly MembersInPlay[];
  /** Dependencies first. */
  readonly relevantTypes: readonly RelevantType[];
  /** Best first. */
  readonly relevantHeaders: readonly RelevantHeader[];
  /** Which engine says so, for example `TypeScript 6.0.3`. */
  readonly engine?: string;
  /** Why it was not the engine that is asked first. */
  readonly fallback?: string;
  /** Why parts are missing that the checker failed on. */
  readonly problems?: readonly string[];
}

/** A hole with how much is known of it. */
export interface Hole extends TypedHole {
  readonly completeness: Completeness;
}
