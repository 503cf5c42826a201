/** How well what a declaration yields answers an expectation: 1 is exactly it, less for less. */

import ts from 'typescript';
import { type Checker, type CheckerSignature, type CheckerType, typeFlag } from './checker.ts';
import type { Expectation } from './expected.ts';
import { shortTypeName } from './printing.ts';

/** A type that is looked for. */
export interface Target {
  readonly type: CheckerType;
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
  readonly type: CheckerType;
  readonly verb: string;
  readonly weight: number;
}

const anything = typeFlag.any | typeFlag.unknown | typeFlag.never;
const nullish = typeFlag.undefined | typeFlag.null | typeFlag.void;
const primitive = typeFlag.string | typeFlag.number | typeFlag.boolean | typeFlag.bigint;

const ofPart = 0.6;
const wider = 0.8;
const maybeMissing = 0.75;
const sameHead = 0.7;
const ofPrimitive = 0.7;

/** The expected types, the elements of expected arrays and tuples, and what expected functions return. */
export function targetsOf(checker: Checker, expectation: Expectation): Target[] {
  return expectation.types.flatMap((type) => {
    const whole = checker.nonNullable(type);
    const parts = partsOf(checker, whole).map((part) => ({
      type: checker.nonNullable(part),
      weight: ofPart,
      part: 'a part of ',
    }));
    return [{ type: whole, weight: 1, part: '' }, ...parts].filter((target) => tells(checker, target.type));
  });
}

function partsOf(checker: Checker, type: CheckerType): readonly CheckerType[] {
  if (checker.isList(type)) return checker.typeArguments(type);
  const [signature, ...more] = checker.signaturesOf(type, 'call');
  return signature && more.length === 0 ? [checker.returnType(signature)] : [];
}

/** A type that everything is assignable to asks for nothing. */
function tells(checker: Checker, type: CheckerType): boolean {
  if (type.flags & (anything | nullish | typeFlag.nonPrimitive)) return false;
  if ((type.flags & typeFlag.object) === 0) return true;
  const asks =
    checker.propertiesOf(type).length > 0 ||
    checker.indexesOf(type).length > 0 ||
    checker.signaturesOf(type, 'call').length > 0 ||
    checker.signaturesOf(type, 'construct').length > 0;
  return asks;
}

/** Written types that are no object's. */
const plainKeywords: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.VoidKeyword,
  ts.SyntaxKind.NeverKeyword,
  ts.SyntaxKind.UndefinedKeyword,
  ts.SyntaxKind.StringKeyword,
  ts.SyntaxKind.NumberKeyword,
  ts.SyntaxKind.BooleanKeyword,
  ts.SyntaxKind.BigIntKeyword,
  ts.SyntaxKind.SymbolKeyword,
]);

/**
 * Whether a value so declared may answer: where objects are looked for, what is written to be or to
 * return nothing, a text or a number need not be asked about.
 */
export function mayAnswer(declaration: ts.Declaration, targets: readonly Target[]): boolean {
  const written = 'type' in declaration ? declaration.type : undefined;
  if (!isKeyword(written)) return true;
  return targets.some(({ type }) => (type.flags & typeFlag.object) === 0);
}

function isKeyword(type: unknown): boolean {
  return typeof type === 'object' && type !== null && 'kind' in type && plainKeywords.has(Number(type.kind));
}

/**
 * What a declaration's text promises where these heads are wanted: 2 when it is written to yield one, 1 when
 * nothing is written, 0 when something else is.
 */
export function promise(declaration: ts.Declaration, heads: ReadonlySet<string>): 0 | 1 | 2 {
  const written = writtenType(declaration);
  if (!written) return 1;
  const yields = ts.isFunctionTypeNode(written) ? written.type : written;
  const isNamed = (node: ts.Node): boolean => {
    if (ts.isTypeReferenceNode(node) && heads.has(lastName(node.typeName))) return true;
    return ts.forEachChild(node, isNamed) ?? false;
  };
  return isNamed(yields) ? 2 : 0;
}

/** The type that a declaration is written with; of a function that of its result. */
export function writtenType(node: ts.Declaration): ts.TypeNode | undefined {
  const isTyped =
    ts.isFunctionLike(node) ||
    ts.isVariableDeclaration(node) ||
    ts.isPropertySignature(node) ||
    ts.isPropertyDeclaration(node) ||
    ts.isParameter(node);
  return isTyped ? node.type : undefined;
}

function lastName(name: ts.EntityName): string {
  return ts.isQualifiedName(name) ? name.right.text : name.text;
}

/** Targets in words: the same for the same wish in another program. */
export function wantedText(checker: Checker, targets: readonly Target[]): string {
  return targets
    .map(({ type, part }) => `${part}${checker.print(type, 'whole')} ${type.symbol?.path ?? ''}`)
    .join();
}

/** The best that a value of this type can do for any target; `undefined` when it can do nothing. */
export function bestMatch(
  checker: Checker,
  type: CheckerType,
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

function yieldsOf(checker: Checker, type: CheckerType): Yield[] {
  const returned = (signature: CheckerSignature) => checker.returnType(signature);
  const calls = checker.signaturesOf(type, 'call').slice(0, 6).map(returned);
  const constructs =
    calls.length > 0 ? [] : checker.signaturesOf(type, 'construct').slice(0, 3).map(returned);
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

function awaited(checker: Checker, type: CheckerType, verb: string, weight: number): Yield[] {
  if ((type.flags & typeFlag.reference) === 0 || type.symbol?.name !== 'Promise') return [];
  const [result] = checker.typeArguments(type);
  return result ? [{ type: result, verb, weight }] : [];
}

/** 0 to 1: 1 for the same type, less for a narrower or a half-known one. */
function closeness(checker: Checker, given: CheckerType, wanted: CheckerType): number {
  if (given.flags & (anything | nullish)) return 0;
  const share = fitting(checker, given, wanted);
  if (share === 0 || (given !== wanted && isUnknown(checker, given))) return 0;
  const isPlain = wanted.flags & primitive && (wanted.flags & typeFlag.union) === 0;
  return share * knownShare(checker, given) * (isPlain ? ofPrimitive : 1);
}

/** 0 where it does not fit at all. */
function fitting(checker: Checker, given: CheckerType, wanted: CheckerType): number {
  if (checker.isAssignable(given, wanted)) return checker.isAssignable(wanted, given) ? 1 : wider;
  const present = checker.nonNullable(given);
  if (present !== given && checker.isAssignable(present, wanted)) return maybeMissing;
  return isGeneric(checker, given) && shareHead(given, wanted) ? sameHead : 0;
}

/**
 * `Record<string, any>[K]` may be anything, so it is nothing in particular; so are a `T` that extends nothing
 * and an empty object.
 */
function isUnknown(checker: Checker, type: CheckerType): boolean {
  if (type.flags & typeFlag.union) {
    return checker.partsOf(type).some((part) => (part.flags & nullish) === 0 && isUnknown(checker, part));
  }
  if ((type.flags & (typeFlag.deferred | typeFlag.typeParameter)) === 0) return !tells(checker, type);
  const known = checker.constraintOf(type);
  return known === undefined || (known.flags & anything) !== 0;
}

/** `Box<T>` can become `Box<Invoice>` when `T` is inferred. */
function isGeneric(checker: Checker, type: CheckerType): boolean {
  if ((type.flags & typeFlag.reference) === 0) return false;
  return checker.typeArguments(type).some((argument) => argument.flags & typeFlag.typeParameter);
}

function shareHead(given: CheckerType, wanted: CheckerType): boolean {
  return given.symbol !== undefined && given.symbol === wanted.symbol;
}

function knownShare(checker: Checker, type: CheckerType): number {
  const parts = checker.typeArguments(type);
  if (parts.length === 0) return 1;
  const unknown = parts.filter((part) => part.flags & anything).length;
  return (parts.length + 1 - unknown) / (parts.length + 1);
}
