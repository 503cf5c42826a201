/** The values of a literal or enumeration type as they are written, and the classes that `new` may name. */

import ts from 'typescript';
import type { LegalText, LegalTexts } from '../hole.ts';
import { type Checker, type CheckerSymbol, type CheckerType, symbolFlag, typeFlag } from './checker.ts';
import type { Expectation } from './expected.ts';
import { isClosed, legalKeys } from './legal-keys.ts';
import { shortTypeName } from './printing.ts';
import { hasPrivateName } from './private-member.ts';
import type { Site } from './site.ts';

const mostValues = 1000;
/** How many names that may be classes are looked at. */
const mostClasses = 150;
const anything = typeFlag.any | typeFlag.unknown;
const nullish = typeFlag.undefined | typeFlag.null | typeFlag.void;

/** The literals and cases that an expected type consists of; other expressions of the type stay legal. */
export function legalValues(
  site: Site,
  node: ts.Expression,
  expectation: Expectation,
): LegalTexts | undefined {
  const quote = quoteOf(site.source);
  const written = writtenCases(node);
  const texts = partsOf(site.checker, expectation).flatMap(
    (type) => valueText(site.checker, type, quote) ?? [],
  );
  return { list: texts.filter(({ text }) => !written.has(text)), complete: false };
}

/** The texts that may stand between the quotes of a literal. */
export function legalStrings(site: Site, node: ts.Node, expectation: Expectation): LegalTexts | undefined {
  if (!ts.isStringLiteralLike(node)) return undefined;
  const keys = legalKeys(site, node) ?? keysBetweenBrackets(site, node);
  if (keys) return keys;
  const parts = partsOf(site.checker, expectation).filter(({ flags }) => (flags & nullish) === 0);
  const written = writtenCases(node);
  const list = parts.flatMap((type): LegalText[] => {
    const value = site.checker.literalValue(type);
    const isNew = typeof value === 'string' && !written.has(JSON.stringify(value));
    return isNew ? [{ text: value, kind: 'string', type: '' }] : [];
  });
  const strings = parts.filter(
    ({ flags }) => flags & (typeFlag.string | typeFlag.any | typeFlag.intersection),
  );
  const areAll = strings.every((type) => site.checker.literalValue(type) !== undefined);
  return { list, complete: areAll && !anyTextFits(site.checker, node) };
}

/** Another overload of the call takes any text: `addEventListener('mine', …)`. */
function anyTextFits(checker: Checker, node: ts.Expression): boolean {
  const { parent: call } = node;
  if (!ts.isCallExpression(call) && !ts.isNewExpression(call)) return false;
  const index = call.arguments?.indexOf(node) ?? -1;
  const called = ts.isNewExpression(call) ? 'construct' : 'call';
  const [first, ...more] = checker.signaturesOf(checker.typeAt(call.expression), called);
  if (!first || more.length === 0) return false;
  const taken = [first, ...more].flatMap(({ parameters }) => parameters[index] ?? []);
  const types = taken.map((parameter) => checker.typeOfAt(parameter, node));
  return partsOf(checker, { types }).some(
    (type) => type.flags & (typeFlag.string | anything) && checker.literalValue(type) === undefined,
  );
}

/** `record['key']`. */
function keysBetweenBrackets({ checker }: Site, node: ts.Expression): LegalTexts | undefined {
  const { parent } = node;
  if (!ts.isElementAccessExpression(parent) || parent.argumentExpression !== node) return undefined;
  const receiver = checker.nonNullable(checker.typeAt(parent.expression));
  const list = checker
    .propertiesOf(receiver)
    .filter(({ declaration }) => !hasPrivateName(declaration))
    .slice(0, mostValues)
    .map((property) => {
      return {
        text: property.name,
        kind: 'property',
        type: shortTypeName(checker, checker.typeOf(property)),
      };
    });
  return { list, complete: isClosed(checker, receiver) };
}

function partsOf(checker: Checker, { types }: Expectation): CheckerType[] {
  return types
    .map((type) => checker.constraintOf(type) ?? type)
    .flatMap((type) => (type.flags & typeFlag.union ? checker.partsOf(type) : [type]))
    .slice(0, mostValues);
}

function valueText(checker: Checker, type: CheckerType, quote: string): LegalText | undefined {
  if (type.flags & typeFlag.enum && type.symbol && type.symbol.flags & symbolFlag.enumMember) {
    return { text: shortTypeName(checker, type), kind: 'enum member', type: '' };
  }
  const value = checker.literalValue(type);
  if (typeof value === 'string') return { text: quoted(value, quote), kind: 'string', type: '' };
  return value === undefined ? undefined : { text: String(value), kind: 'number', type: '' };
}

/** The quotes that the file's imports are written with, else its first string. */
function quoteOf(source: ts.SourceFile): string {
  return /\bfrom\s+(['"])/.exec(source.text)?.[1] ?? /(['"])/.exec(source.text)?.[1] ?? "'";
}

function quoted(value: string, quote: string): string {
  const inner = JSON.stringify(value).slice(1, -1);
  return quote === '"' ? `"${inner}"` : `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** What the other cases of a switch name, as written; strings also as JSON. */
function writtenCases(node: ts.Expression): ReadonlySet<string> {
  const { parent } = node;
  if (!ts.isCaseClause(parent)) return new Set();
  return new Set(
    parent.parent.clauses.flatMap((clause) => {
      if (clause === parent || !ts.isCaseClause(clause)) return [];
      const { expression } = clause;
      const text = expression.getText();
      return ts.isStringLiteralLike(expression) ? [text, JSON.stringify(expression.text)] : [text];
    }),
  );
}

/**
 * Classes in scope that `new` or `extends` may name; only those that make what is expected, where there are any. Of
 * what is thrown, which may be anything, errors come first.
 */
export function constructible(site: Site, expectation: Expectation): LegalTexts {
  const { checker, hole, probe } = site;
  const mayBeAbstract = !ts.isNewExpression(hole.node);
  const meaning = symbolFlag.value | symbolFlag.alias;
  const isThrown = ts.isThrowStatement(hole.node.parent);
  const later = ({ name, isBuiltIn }: CheckerSymbol) =>
    isBuiltIn ? (isThrown && errorName.test(name) ? 1 : 2) : 0;
  const candidates = checker
    .symbolsInScope(hole.node, meaning)
    .filter((symbol) => symbol.name !== probe.name && mayBeClass(symbol))
    .toSorted((a, b) => later(a) - later(b))
    .slice(0, mostClasses);
  const classes = candidates.flatMap((local) => {
    const symbol = checker.meantBy(local);
    const isUnfit = isAroundNode(symbol, hole.node) || (isAbstract(symbol) && !mayBeAbstract);
    const made = isUnfit ? undefined : constructed(checker, symbol);
    return made ? [{ name: local.name, made, fits: fits(checker, made, expectation) }] : [];
  });
  const some = classes.some((one) => one.fits);
  const error = isThrown ? classes.find(({ name }) => name === 'Error')?.made : undefined;
  const isError = ({ made }: { made: CheckerType }) =>
    error !== undefined && checker.isAssignable(made, error);
  const list = classes
    .filter((one) => one.fits || !some)
    .toSorted((a, b) => (error ? Number(isError(b)) - Number(isError(a)) : 0));
  return {
    list: list.map(({ name, made }) => ({ text: name, kind: 'class', type: shortTypeName(checker, made) })),
    complete: false,
  };
}

/** What of the language is looked at first where it is thrown: it has more names than are looked at. */
const errorName = /Error$/;

/** By flags and spelling: each candidate costs a question. */
function mayBeClass({ name, flags }: CheckerSymbol): boolean {
  return (flags & symbolFlag.class) !== 0 || /^\p{Lu}/u.test(name);
}

/** The class whose own `extends` is written. */
function isAroundNode({ declaration }: CheckerSymbol, node: ts.Node): boolean {
  return declaration !== undefined && ts.findAncestor(node, (around) => around === declaration) !== undefined;
}

function isAbstract({ declaration }: CheckerSymbol): boolean {
  if (!declaration || !ts.canHaveModifiers(declaration)) return false;
  return ts.getModifiers(declaration)?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) ?? false;
}

function constructed(checker: Checker, symbol: CheckerSymbol): CheckerType | undefined {
  const [signature] = checker.signaturesOf(checker.typeOf(symbol), 'construct');
  return signature && checker.returnType(signature);
}

function fits(checker: Checker, made: CheckerType, { types }: Expectation): boolean {
  if (made.flags & typeFlag.any) return false;
  return types.some(
    (expected) =>
      checker.isAssignable(made, expected) || (made.symbol !== undefined && made.symbol === expected.symbol),
  );
}
