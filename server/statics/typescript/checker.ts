/**
 * What the hole rules need of a type checker: one port, two checkers behind it. Syntax is always the
 * tree of the `typescript` package; types, symbols and signatures are handles that mean something only to
 * the checker that gave them. The same thing is always the same handle, so handles may be compared.
 */

import type ts from 'typescript';

/** What a type is, as bits; one type may have several. */
export const typeFlag = {
  any: 1,
  unknown: 1 << 1,
  never: 1 << 2,
  void: 1 << 3,
  undefined: 1 << 4,
  null: 1 << 5,
  /** `string`, its literals and templates. */
  string: 1 << 6,
  /** `number`, its literals and enumerations of numbers. */
  number: 1 << 7,
  /** `boolean` and its literals. */
  boolean: 1 << 8,
  bigint: 1 << 9,
  /** `symbol` and unique symbols. */
  symbol: 1 << 10,
  /** One string, number, bigint or boolean. */
  literal: 1 << 11,
  /** An enumeration or a member of one. */
  enum: 1 << 12,
  typeParameter: 1 << 13,
  /** What has properties or signatures: interfaces, classes, functions, arrays. */
  object: 1 << 14,
  /** The type `object`. */
  nonPrimitive: 1 << 15,
  union: 1 << 16,
  intersection: 1 << 17,
  /** A generic type with its arguments, a list, or a class or interface that takes some. */
  reference: 1 << 18,
  /** What depends on a type parameter: `T[K]`, `keyof T`, a condition that is not decided yet. */
  deferred: 1 << 19,
} as const;

/** What a symbol means, as bits. */
export const symbolFlag = {
  value: 1,
  type: 1 << 1,
  namespace: 1 << 2,
  /** An import or re-export that stands for something else. */
  alias: 1 << 3,
  class: 1 << 4,
  interface: 1 << 5,
  typeAlias: 1 << 6,
  enum: 1 << 7,
  enumMember: 1 << 8,
  optional: 1 << 9,
  /** The `prototype` of a class. */
  prototype: 1 << 10,
} as const;

export interface CheckerType {
  /** Bits of `typeFlag`. */
  readonly flags: number;
  /** What declares the type; for a generic one the same whatever its arguments are. */
  readonly symbol: CheckerSymbol | undefined;
  /** The alias that it was written as. */
  readonly alias: CheckerSymbol | undefined;
}

export interface CheckerSymbol {
  readonly name: string;
  /** Bits of `symbolFlag`. */
  readonly flags: number;
  /** The file of its best declaration. */
  readonly path: string | undefined;
  /** Whether the language or the engine declares it, not the code at hand or an installed package. */
  readonly isBuiltIn: boolean;
  /** The declaration that best stands for it; none for what is built in or what no text declares. */
  readonly declaration: ts.Declaration | undefined;
  /** All its declarations; empty for what is built in. */
  readonly declarations: readonly ts.Declaration[];
}

export interface CheckerSignature {
  readonly parameters: readonly CheckerSymbol[];
  readonly isGeneric: boolean;
}

/** An index signature such as `[key: string]: Line`. */
export interface CheckerIndex {
  readonly key: CheckerType;
  readonly value: CheckerType;
}

/**
 * How a type is written: `whole` never abbreviates, `short` abbreviates what is long, `expanded` spells
 * out what its alias stands for.
 */
export type TypeStyle = 'whole' | 'short' | 'expanded';

/** What the language service offers after the hole's `.`. */
export interface OfferedMembers {
  readonly list: readonly OfferedMember[];
  /** Nothing else is legal there. */
  readonly closed: boolean;
}

export interface OfferedMember {
  readonly name: string;
  /** For example `method`, `property`. */
  readonly kind: string;
  readonly symbol: CheckerSymbol | undefined;
}

/** One program at one moment. Nodes are those of `source` or of declarations that it gave. */
export interface Checker {
  /** The type that the context of an expression asks of it. */
  contextualType(node: ts.Expression): CheckerType | undefined;
  typeAt(node: ts.Node): CheckerType;
  /** Says that the types at these nodes will be asked for, so that they can be fetched in one go. */
  expectTypesAt(nodes: readonly ts.Node[]): void;
  /** What a name means where it stands, imports not followed. */
  symbolAt(name: ts.Node): CheckerSymbol | undefined;
  /** `symbolAt` for many names at once, which is faster; in order. */
  symbolsAt(names: readonly ts.Node[]): readonly (CheckerSymbol | undefined)[];
  /** The signature that a call resolves to, type arguments inferred. */
  resolvedSignature(call: ts.CallExpression | ts.NewExpression): CheckerSignature | undefined;
  /** What can be named at a node and has one of the meanings (`symbolFlag`), globals included. */
  symbolsInScope(node: ts.Node, meaning: number): readonly CheckerSymbol[];
  /** The members offered at the hole, when it is after a `.`. */
  offeredMembers(): OfferedMembers | undefined;
  /** What the names that begin at these offsets of a file declare; nothing where the program does not hold it. */
  declaredAt(path: string, offsets: readonly number[]): readonly (CheckerSymbol | undefined)[];
  /** What the module at a path exports; empty when the program does not have it. */
  exportsOf(path: string): readonly CheckerSymbol[];

  /** What an import stands for in the end; any other symbol itself, as other modules see it. */
  meantBy(symbol: CheckerSymbol): CheckerSymbol;
  typeOf(symbol: CheckerSymbol): CheckerType;
  /** Says that the types of these symbols will be asked for, so that they can be fetched in one go. */
  expectTypesOf(symbols: readonly CheckerSymbol[]): void;
  /** The type of a symbol as narrowed at a node. */
  typeOfAt(symbol: CheckerSymbol, node: ts.Node): CheckerType;

  propertiesOf(type: CheckerType): readonly CheckerSymbol[];
  /** The index signatures, those of a primitive's object included. */
  indexesOf(type: CheckerType): readonly CheckerIndex[];
  signaturesOf(type: CheckerType, kind: 'call' | 'construct'): readonly CheckerSignature[];
  returnType(signature: CheckerSignature): CheckerType;
  /** `T` of a signature that returns `value is T`. */
  predicateType(signature: CheckerSignature): CheckerType | undefined;
  /** Of a reference to a generic type, an array or a tuple. */
  typeArguments(type: CheckerType): readonly CheckerType[];
  /** Of the alias that the type was written as; `undefined` when that is not generic or there is none. */
  aliasArguments(type: CheckerType): readonly CheckerType[] | undefined;
  isList(type: CheckerType): boolean;
  /** The members of a union or an intersection. */
  partsOf(type: CheckerType): readonly CheckerType[];
  nonNullable(type: CheckerType): CheckerType;
  /** `string` for `'a'`; other types themselves. */
  baseOfLiteral(type: CheckerType): CheckerType;
  /** The value of a literal type. */
  literalValue(type: CheckerType): string | number | undefined;
  /** What is known at least of a type parameter or of what depends on one; `undefined` for other types. */
  constraintOf(type: CheckerType): CheckerType | undefined;
  isAssignable(source: CheckerType, target: CheckerType): boolean;

  intrinsic(name: 'string' | 'number' | 'boolean'): CheckerType;
  stringLiteral(value: string): CheckerType;

  print(type: CheckerType, style: TypeStyle): string;
  /** As after a function's name: `(a: number): string`. */
  printSignature(signature: CheckerSignature): string;
}
