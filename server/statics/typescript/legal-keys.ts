/** The keys that may still be written in an object, a pattern, the attributes of an element, a class. */

import ts from 'typescript';
import type { LegalText, LegalTexts } from '../hole.ts';
import { type Checker, type CheckerSymbol, type CheckerType, symbolFlag, typeFlag } from './checker.ts';
import { refusesOthers } from './excess-keys.ts';
import { keyedType } from './name-expectation.ts';
import { shortTypeName } from './printing.ts';
import { hasPrivateName } from './private-member.ts';
import { placeholders } from './project.ts';
import type { Site } from './site.ts';

const mostKeys = 300;
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

/** `node` is the key, or a string literal that stands for one. */
export function legalKeys(site: Site, node: ts.Node): LegalTexts | undefined {
  const { checker } = site;
  const { parent } = node;
  if (ts.isClassElement(parent) && ts.isClassLike(parent.parent))
    return missingMembers(checker, parent.parent, parent);
  const type = keyedType(checker, node);
  if (!type) return undefined;
  const written = writtenKeys(parent);
  const alternatives = fitting(checker, checker.nonNullable(type), written);
  if (ts.isObjectLiteralElementLike(parent) && !alternatives.some(isObject)) return undefined;
  const names = new Set(written.map(({ name }) => name));
  const properties = uniqueProperties(checker, alternatives).filter(({ name }) => !names.has(name));
  const isText = ts.isStringLiteralLike(node);
  const list = properties.slice(0, mostKeys).map((property) => legalKey(checker, property, isText));
  return {
    list: requiredFirst(list, properties),
    complete: alternatives.every((one) => isClosed(checker, one)) && refusesOthers(site, parent),
  };
}

/** The members of a union that what is already written allows: a discriminant rules the others out. */
function fitting(
  checker: Checker,
  type: CheckerType,
  written: readonly WrittenKey[],
): readonly CheckerType[] {
  if ((type.flags & typeFlag.union) === 0) return [type];
  const objects = checker
    .partsOf(type)
    .filter((part) => part.flags & (typeFlag.object | typeFlag.intersection));
  const left = objects.filter((part) => allows(checker, part, written));
  return left.length > 0 ? left : objects;
}

/** An object is no string, whatever members strings have. */
function isObject({ flags }: CheckerType): boolean {
  return (flags & (typeFlag.object | typeFlag.intersection | typeFlag.union)) !== 0;
}

function allows(checker: Checker, part: CheckerType, written: readonly WrittenKey[]): boolean {
  const properties = checker.propertiesOf(part);
  return written.every(({ name, value }) => {
    const property = properties.find((one) => one.name === name);
    if (!property) return false;
    const expected = checker.typeOf(property);
    const tells =
      checker.literalValue(expected) !== undefined || expected.flags & (typeFlag.literal | typeFlag.boolean);
    if (!tells || !value) return true;
    return checker.isAssignable(checker.typeAt(value), expected);
  });
}

interface WrittenKey {
  readonly name: string;
  /** What is given to it, in an object. */
  readonly value?: ts.Expression;
}

/** The keys beside the hole's. */
function writtenKeys(element: ts.Node): WrittenKey[] {
  return siblingsOf(element).flatMap((sibling) => {
    if (sibling === element) return [];
    const name = keyName(sibling);
    if (name === undefined) return [];
    return [ts.isPropertyAssignment(sibling) ? { name, value: sibling.initializer } : { name }];
  });
}

function siblingsOf({ parent }: ts.Node): readonly ts.Node[] {
  if (ts.isObjectLiteralExpression(parent) || ts.isJsxAttributes(parent)) return parent.properties;
  return ts.isObjectBindingPattern(parent) ? parent.elements : [];
}

function keyName(node: ts.Node): string | undefined {
  if (ts.isBindingElement(node))
    return node.dotDotDotToken ? undefined : nameText(node.propertyName ?? node.name);
  const isNamed = ts.isObjectLiteralElementLike(node) || ts.isJsxAttribute(node) || ts.isClassElement(node);
  return isNamed && node.name ? nameText(node.name) : undefined;
}

function nameText(name: ts.Node): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) || ts.isPrivateIdentifier(name)
    ? name.text
    : undefined;
}

function uniqueProperties(checker: Checker, types: readonly CheckerType[]): CheckerSymbol[] {
  const byName = new Map<string, CheckerSymbol>();
  for (const property of types.flatMap((type) => checker.propertiesOf(type))) {
    const isNamed = !property.name.startsWith('__@') && !placeholders.includes(property.name);
    if (isNamed && !hasPrivateName(property.declaration) && !byName.has(property.name))
      byName.set(property.name, property);
  }
  return [...byName.values()];
}

function legalKey(checker: Checker, property: CheckerSymbol, isText: boolean): LegalText {
  const type = checker.typeOf(property);
  const isCallable = (type.flags & typeFlag.object) !== 0 && checker.signaturesOf(type, 'call').length > 0;
  const text = isText || identifier.test(property.name) ? property.name : JSON.stringify(property.name);
  return { text, kind: isCallable ? 'method' : 'property', type: shortTypeName(checker, type) };
}

function requiredFirst(list: readonly LegalText[], properties: readonly CheckerSymbol[]): LegalText[] {
  const isOptional = (index: number) => ((properties[index]?.flags ?? 0) & symbolFlag.optional) !== 0;
  return [...list.filter((_, i) => !isOptional(i)), ...list.filter((_, i) => isOptional(i))];
}

const open =
  typeFlag.any |
  typeFlag.unknown |
  typeFlag.typeParameter |
  typeFlag.deferred |
  typeFlag.nonPrimitive |
  typeFlag.never;

/** Whether no other key can be written: known as a whole, and not indexed by any name. */
export function isClosed(checker: Checker, type: CheckerType): boolean {
  if (type.flags & open) return false;
  if (checker.partsOf(type).some((part) => part.flags & open)) return false;
  const indexes = checker.indexesOf(type);
  return (
    checker.propertiesOf(type).length > 0 &&
    !indexes.some(({ key }) => key.flags & (typeFlag.string | typeFlag.symbol))
  );
}

/** What the class has to have, by what it extends and implements, and has not yet. */
function missingMembers(checker: Checker, owner: ts.ClassLikeDeclaration, hole: ts.Node): LegalTexts {
  const written = new Set(
    owner.members.flatMap((member) => (member === hole ? [] : (keyName(member) ?? []))),
  );
  const contracts = owner.heritageClauses?.flatMap((clause) => clause.types) ?? [];
  const types = contracts.map((contract) => checker.typeAt(contract));
  const missing = uniqueProperties(checker, types).filter(({ name }) => !written.has(name));
  const list = missing.slice(0, mostKeys).map((property) => legalKey(checker, property, false));
  return { list: requiredFirst(list, missing), complete: false };
}
