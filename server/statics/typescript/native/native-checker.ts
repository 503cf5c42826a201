/**
 * The native compiler's checker behind the port of the hole rules. Every answer crosses a process
 * border, so each is asked for once in the life of a snapshot, and what comes in groups in one go.
 */

import type ts from 'typescript';
import type { Type } from 'typescript7/unstable/sync';
import { type Checker, type CheckerType, typeFlag, type TypeStyle } from '../checker.ts';
import { isOnly, isTaken } from './literal-types.ts';
import type { Asked } from './native-asked.ts';
import { printedSignature } from './native-printing.ts';
import { nativeParts } from './native-parts.ts';
import { nativeSymbols } from './native-symbols.ts';
import { nativeExpression, nativeNode } from './native-trees.ts';
import { remembered, rememberedPair } from '../../../text/text.ts';
import { together } from './together.ts';

/** What takes the text around the hole as well, see `native-scope.ts` and `native-members.ts`. */
export type AtHole = Pick<Checker, 'symbolsInScope' | 'offeredMembers'>;

/** The port over a snapshot, but for what is put together at the hole. */
export function nativeChecker(asked: Asked): Omit<Checker, keyof AtHole> {
  const parts = nativeParts(asked);
  return { ...places(asked), ...nativeSymbols(asked), ...parts, ...types(asked, parts) };
}

type Places = Pick<Checker, 'contextualType' | 'typeAt' | 'expectTypesAt' | 'resolvedSignature'>;

function places({ sources, native, handles }: Asked): Places {
  const typesAt = together((nodes: readonly ts.Node[]) => {
    const there = nodes.map((node) => nativeNode(sources, node));
    const types = native.getTypeAtLocation(there.filter((node) => node !== undefined));
    let at = 0;
    return there.map((node) => handles.type((node && types[at++]) ?? native.getAnyType()));
  });
  return {
    contextualType: remembered((node: ts.Expression) => {
      const there = nativeExpression(sources, node);
      return handles.optionalType(there && native.getContextualType(there));
    }),
    typeAt: (node) => typesAt.of(node),
    expectTypesAt: (nodes) => typesAt.expect(nodes),
    resolvedSignature: remembered((call: ts.CallExpression | ts.NewExpression) => {
      const there = nativeNode(sources, call);
      const signature = there && native.getResolvedSignature(there);
      return signature && handles.signature(signature);
    }),
  };
}

type Types = Pick<
  Checker,
  | 'nonNullable'
  | 'baseOfLiteral'
  | 'literalValue'
  | 'isAssignable'
  | 'intrinsic'
  | 'stringLiteral'
  | 'print'
  | 'printSignature'
>;

const noTruncation = 1;
const aliasOutsideScope = 1 << 14;
const inTypeAlias = 1 << 23;
const formats: Readonly<Record<TypeStyle, number | undefined>> = {
  whole: noTruncation | aliasOutsideScope,
  short: undefined,
  expanded: noTruncation | aliasOutsideScope | inTypeAlias,
};

function types(asked: Asked, parts: Pick<Checker, 'partsOf'>): Types {
  const { native, handles, literals, typeOf } = asked;
  const changed = (change: (type: Type) => Type | undefined) =>
    remembered((handle: CheckerType) => handles.optionalType(change(typeOf(handle))) ?? handle);
  const intrinsics = {
    string: () => native.getStringType(),
    number: () => native.getNumberType(),
    boolean: () => native.getBooleanType(),
  };
  const intrinsic = remembered((name: keyof typeof intrinsics) => handles.type(intrinsics[name]()));
  const literalValue: Types['literalValue'] = (handle) =>
    literals.valueOf(handle) ?? valueOf(handles.typeOf(handle));
  const present = changed((type) => native.getNonNullableType(type));
  const print = rememberedPair((handle: CheckerType, style: TypeStyle) => {
    const made = literals.valueOf(handle);
    if (made !== undefined) return JSON.stringify(made);
    return native.typeToString(handles.typeOf(handle), undefined, formats[style]);
  });
  return {
    nonNullable: (handle) => (isNeverMissing(handle) ? handle : present(handle)),
    baseOfLiteral: changed((type) => native.getBaseTypeOfLiteralType(type)),
    literalValue,
    isAssignable: assignability(asked, { ...parts, literalValue, intrinsic }),
    intrinsic,
    stringLiteral: (value) => literals.of(value),
    print,
    printSignature: remembered((handle) => printedSignature(asked, handle)),
  };
}

const plain = typeFlag.object | typeFlag.string | typeFlag.number | typeFlag.bigint | typeFlag.nonPrimitive;
/** Unions that have no other members than their own. */
const closed = typeFlag.boolean | typeFlag.enum;

/** Whether neither `undefined` nor `null` can be a part of the type. */
function isNeverMissing({ flags }: CheckerType): boolean {
  return (flags & closed) !== 0 || ((flags & plain) !== 0 && (flags & typeFlag.union) === 0);
}

type Comparing = Pick<Checker, 'partsOf' | 'literalValue' | 'intrinsic'>;

function assignability({ native, handles, literals }: Asked, rest: Comparing): Checker['isAssignable'] {
  const asked = rememberedPair((source: CheckerType, target: CheckerType) =>
    native.isTypeAssignableTo(handles.typeOf(source), handles.typeOf(target)),
  );
  const compared = (source: CheckerType, target: CheckerType) =>
    asked(target.flags & typeFlag.object ? kindOf(source, rest.intrinsic) : source, target);
  const isAssignable = (source: CheckerType, target: CheckerType): boolean => {
    if (source === target) return true;
    const given = literals.valueOf(source);
    if (given !== undefined) return isTaken({ ...rest, isAssignable }, given, target);
    const wanted = literals.valueOf(target);
    if (wanted !== undefined) return isOnly({ ...rest, isAssignable }, source, wanted);
    return !isApart(source, target) && compared(source, target);
  };
  return isAssignable;
}

const primitives = typeFlag.string | typeFlag.number | typeFlag.boolean | typeFlag.bigint | typeFlag.symbol;
const structured =
  typeFlag.union | typeFlag.intersection | typeFlag.enum | typeFlag.typeParameter | typeFlag.deferred;

/** Whether both are primitives and of different kinds: no checker has to be asked. */
function isApart(source: CheckerType, target: CheckerType): boolean {
  const [from, to] = [source.flags & primitives, target.flags & primitives];
  return from !== 0 && to !== 0 && (from & to) === 0 && ((source.flags | target.flags) & structured) === 0;
}

/** An object takes a text, a number or a truth value by its kind, whichever it is. */
function kindOf(type: CheckerType, intrinsic: Checker['intrinsic']): CheckerType {
  if (type.flags & (structured | typeFlag.object)) return type;
  if (type.flags & typeFlag.string) return intrinsic('string');
  if (type.flags & typeFlag.number) return intrinsic('number');
  return type.flags & typeFlag.boolean ? intrinsic('boolean') : type;
}

function valueOf(type: Type): string | number | undefined {
  if (!type.isStringLiteralType() && !type.isNumberLiteralType()) return undefined;
  return type.value;
}
