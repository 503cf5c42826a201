/** The members that may follow the cursor's `.`, exactly as the checker allows them there. */

import ts from 'typescript';
import type { Member, Members } from '../hole.ts';
import { type Checker, type CheckerType, type OfferedMember, typeFlag } from './checker.ts';
import type { Expectation } from './expected.ts';
import { shortTypeName, typeName } from './printing.ts';
import { placeholders } from './project.ts';
import { receiverOf, type Site } from './site.ts';

/** How many members are judged, and how many of those are printed even when they do not fit. */
const judgedMembers = 300;
const printedMembers = 100;
const identifier = /^#?[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** The members of the receiver; `undefined` when the hole is not after a `.`. */
export function membersAt(site: Site, expectation: Expectation): Members | undefined {
  const { checker } = site;
  const receiver = receiverOf(site.hole);
  if (!receiver) return undefined;
  const type = receiverType(checker, receiver);
  const offered = checker.offeredMembers();
  const list = (offered?.list ?? []).filter(
    ({ name }) => identifier.test(name) && !placeholders.includes(name),
  );
  const undotted = undottedBy(checker, type, receiver);
  checker.expectTypesOf(list.slice(0, judgedMembers).flatMap(({ symbol }) => symbol ?? []));
  return {
    receiverType: typeName(checker, type),
    list: list.map((one, index) => member(site, one, index, expectation)),
    complete:
      (offered?.closed === true || isBare(receiver, partsOf(checker, type), list)) &&
      namesAreKnown(checker, type),
    ...(undotted && { undotted }),
  };
}

/** In a type, what stands before the dot is a namespace or an enumeration: it has a symbol, no type. */
function receiverType(checker: Checker, receiver: ts.Node): CheckerType {
  const inType = ts.isEntityName(receiver) && ts.isQualifiedName(receiver.parent);
  const symbol = inType ? checker.symbolAt(receiver) : undefined;
  return symbol ? checker.typeOf(symbol) : checker.typeAt(receiver);
}

const nullish = typeFlag.undefined | typeFlag.null;

function partsOf(checker: Checker, type: CheckerType): readonly CheckerType[] {
  return type.flags & typeFlag.union ? checker.partsOf(type) : [type];
}

/** Within an optional chain what may be missing has been asked for already. */
function undottedBy(checker: Checker, type: CheckerType, receiver: ts.Node): Members['undotted'] {
  if (type.flags & typeFlag.unknown) return 'unknown';
  const parts = partsOf(checker, type);
  return !ts.isOptionalChain(receiver) && parts.some(({ flags }) => flags & nullish) ? 'nullish' : undefined;
}

/** An object of which nothing is known but that it is one, such as `{}`, or that may be one of several that share nothing. */
function isBare(receiver: ts.Node, parts: readonly CheckerType[], list: readonly OfferedMember[]): boolean {
  const isObject = parts.every(({ flags }) => flags & (typeFlag.object | typeFlag.nonPrimitive));
  return list.length === 0 && isObject && !/\.[cm]?jsx?$/.test(receiver.getSourceFile().fileName);
}

/** Sound for a hard mask: no name outside the list can be read without an error. */
function namesAreKnown(checker: Checker, receiver: CheckerType): boolean {
  if (receiver.flags & typeFlag.any) return false;
  return !checker.indexesOf(receiver).some((index) => index.key.flags & typeFlag.string);
}

function member(site: Site, offered: OfferedMember, index: number, expectation: Expectation): Member {
  const { checker } = site;
  const { name, kind, symbol } = offered;
  if (!symbol || index >= judgedMembers) return { name, kind, type: '', fits: false };
  const type = checker.typeOf(symbol);
  const fit = fits(checker, type, expectation);
  return { name, kind, type: fit || index < printedMembers ? shortTypeName(checker, type) : '', fits: fit };
}

/** Whether a value of the type, or what a call of it returns, is of an expected type. */
function fits(checker: Checker, type: CheckerType, expectation: Expectation): boolean {
  const returned = checker.signaturesOf(type, 'call').map((signature) => checker.returnType(signature));
  return [type, ...returned].some((yielded) => yields(checker, yielded, expectation));
}

const fitsAnything = typeFlag.any | typeFlag.never;

function yields(checker: Checker, type: CheckerType, expectation: Expectation): boolean {
  if (type.flags & fitsAnything) return false;
  return expectation.types.some((expected) => checker.isAssignable(type, expected));
}
