/** How well what a declaration yields answers an expectation: 1 is exactly it, less for less. */

import ts from 'typescript';
import type { Expectation } from './expectation.ts';
import { shortTypeName } from './printing.ts';
import { isReference } from './type-reference.ts';

/** A type that is looked for. */
interface Target {
  readonly type: ts.Type;
  readonly weight: number;
  /** Says which part of the expected type it is; empty for the whole. */
  readonly part: string;
}

export interface Match {
  readonly score: number;
  /** How the type is yielded, for example `returns`. */
  readonly verb: string;
  /** The yielded type. */
  readonly type: string;
  readonly part: string;
}

/** A type that a value can be turned into by one step. */
interface Yield {
  readonly type: ts.Type;
  readonly verb: string;
  readonly weight: number;
}

const anything = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never;
const nullish = ts.TypeFlags.Undefined | ts.TypeFlags.Null | ts.TypeFlags.Void;
const primitive =
  ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BooleanLike | ts.TypeFlags.BigIntLike;

const ofPart = 0.6;
const wider = 0.8;
const maybeMissing = 0.75;
const sameHead = 0.7;
const ofPrimitive = 0.7;

/** The expected types, the elements of expected arrays and tuples, and what expected functions return. */
export function targetsOf(checker: ts.TypeChecker, expectation: Expectation): Target[] {
  return expectation.types.flatMap((type) => {
    const whole = checker.getNonNullableType(type);
    const parts = partsOf(checker, whole).map((part) => ({
      type: checker.getNonNullableType(part),
      weight: ofPart,
      part: 'a part of ',
    }));
    return [{ type: whole, weight: 1, part: '' }, ...parts].filter((target) => tells(checker, target.type));
  });
}

function partsOf(checker: ts.TypeChecker, type: ts.Type): readonly ts.Type[] {
  if (isReference(type) && (checker.isArrayType(type) || checker.isTupleType(type))) {
    return checker.getTypeArguments(type);
  }
  const [signature, ...more] = type.getCallSignatures();
  return signature && more.length === 0 ? [signature.getReturnType()] : [];
}

/** A type that everything is assignable to asks for nothing. */
function tells(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (type.flags & (anything | nullish | ts.TypeFlags.NonPrimitive)) return false;
  if ((type.flags & ts.TypeFlags.Object) === 0) return true;
  const asks =
    checker.getPropertiesOfType(type).length > 0 ||
    checker.getIndexInfosOfType(type).length > 0 ||
    type.getCallSignatures().length > 0 ||
    type.getConstructSignatures().length > 0;
  return asks;
}

/** The best that a value of this type can do for any target; `undefined` when it can do nothing. */
export function bestMatch(
  checker: ts.TypeChecker,
  type: ts.Type,
  targets: readonly Target[],
): Match | undefined {
  let best: Match | undefined;
  for (const given of yieldsOf(checker, type)) {
    for (const target of targets) {
      const score = closeness(checker, given.type, target.type) * given.weight * target.weight;
      if (score <= (best?.score ?? 0)) continue;
      best = { score, verb: given.verb, type: shortTypeName(checker, given.type), part: target.part };
    }
  }
  return best;
}

function yieldsOf(checker: ts.TypeChecker, type: ts.Type): Yield[] {
  const calls = type.getCallSignatures().slice(0, 6).map(returned);
  const constructs = type.getConstructSignatures().slice(0, 3).map(returned);
  return [
    { type, verb: 'is', weight: 1 },
    ...calls.flatMap((result) => [
      { type: result, verb: 'returns', weight: 0.95 },
      ...awaited(checker, result, 'resolves to', 0.85),
    ]),
    ...constructs.map((result) => ({ type: result, verb: 'constructs', weight: 0.9 })),
    ...awaited(checker, type, 'resolves to', 0.85),
  ];
}

function returned(signature: ts.Signature): ts.Type {
  return signature.getReturnType();
}

function awaited(checker: ts.TypeChecker, type: ts.Type, verb: string, weight: number): Yield[] {
  if (type.getSymbol()?.name !== 'Promise') return [];
  const result = checker.getAwaitedType(type);
  return result ? [{ type: result, verb, weight }] : [];
}

/** 0 to 1: 1 for the same type, less for a narrower or a half-known one. */
function closeness(checker: ts.TypeChecker, given: ts.Type, wanted: ts.Type): number {
  if (given.flags & (anything | nullish)) return 0;
  const known = knownShare(checker, given);
  const weight = wanted.flags & primitive && !wanted.isUnion() ? known * ofPrimitive : known;
  if (checker.isTypeAssignableTo(given, wanted)) {
    return weight * (checker.isTypeAssignableTo(wanted, given) ? 1 : wider);
  }
  const present = checker.getNonNullableType(given);
  if (present !== given && checker.isTypeAssignableTo(present, wanted)) return weight * maybeMissing;
  return shareHead(given, wanted) && given.flags & ts.TypeFlags.Object && isGeneric(checker, given)
    ? weight * sameHead
    : 0;
}

/** `Box<T>` can become `Box<Invoice>` when `T` is inferred. */
function isGeneric(checker: ts.TypeChecker, type: ts.Type): boolean {
  if (!isReference(type)) return false;
  return checker.getTypeArguments(type).some((argument) => argument.flags & ts.TypeFlags.TypeParameter);
}

function shareHead(given: ts.Type, wanted: ts.Type): boolean {
  return given.symbol !== undefined && given.symbol === wanted.symbol;
}

function knownShare(checker: ts.TypeChecker, type: ts.Type): number {
  const parts = isReference(type) ? checker.getTypeArguments(type) : [];
  if (parts.length === 0) return 1;
  const unknown = parts.filter((part) => part.flags & anything).length;
  return (parts.length + 1 - unknown) / (parts.length + 1);
}
