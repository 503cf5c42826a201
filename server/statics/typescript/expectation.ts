/**
 * The type that a place expects: what inference gave the probe, else what the context says, else a
 * rule for the syntax around it (operands, conditions, keys, spreads, templates) where the checker
 * itself has no expectation.
 */

import ts from 'typescript';
import { type Checker, type CheckerType, typeFlag } from './checker.ts';
import { withoutParentheses } from './hole-kind.ts';
import type { Site } from './site.ts';

/** Any of `types` will do. Empty: the place expects nothing in particular. */
export interface Expectation {
  readonly types: readonly CheckerType[];
  /** How to say it when it is not the name of the one type. */
  readonly name?: string;
}

const nothing: Expectation = { types: [] };
const saysNothing = typeFlag.any | typeFlag.unknown | typeFlag.never | typeFlag.void;

/** What the hole expects; for a member, what the whole member expression is expected to be. */
export function expectationAt(site: Site): Expectation {
  const expression = expressionOf(site);
  if (!expression) return nothing;
  const type = inferred(site) ?? contextual(site.checker, expression);
  if (type) return { types: [settled(site.checker, expression, type)] };
  if (site.hole.form === 'name') return nothing;
  return byRule(site.checker, withoutParentheses(expression));
}

/** The expression whose type is in question. */
function expressionOf({ hole }: Site): ts.Expression | undefined {
  if (hole.form === 'call') return ts.isExpressionStatement(hole.node.parent) ? undefined : hole.node;
  if (hole.form === 'member') return calledWhole(hole.node);
  if (hole.form === 'text') return ts.isStringLiteralLike(hole.node) ? hole.node : undefined;
  return objectAround(hole.node);
}

/** `a.b` in `a.b(1)` is expected to be callable; what is expected of the call says more. */
function calledWhole(node: ts.Expression): ts.Expression {
  const { parent } = node;
  const called = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
  return called ? parent : node;
}

/** The object or the JSX attributes whose key is written. */
function objectAround(key: ts.Node): ts.Expression | undefined {
  const container = key.parent.parent;
  const isKey = ts.isObjectLiteralElementLike(key.parent) || ts.isJsxAttribute(key.parent);
  if (!isKey) return undefined;
  return ts.isObjectLiteralExpression(container) || ts.isJsxAttributes(container) ? container : undefined;
}

function inferred({ checker, hole }: Site): CheckerType | undefined {
  if (hole.form !== 'call') return undefined;
  const type = telling(checker.typeAt(hole.node));
  if (!type || !yieldsNothing(checker, type)) return type;
  return asDeclared(checker, hole.node) ?? type;
}

/**
 * A hole says nothing about the callback's own type parameters, and inference ends at `never`: `filter`
 * would want `(value) => value is never`, `flatMap` a function that never returns.
 */
function yieldsNothing(checker: Checker, type: CheckerType): boolean {
  const [signature] = checker.signaturesOf(type, 'call');
  if (!signature) return false;
  const result = checker.predicateType(signature) ?? checker.returnType(signature);
  return [result, ...checker.typeArguments(result)].some((part) => part.flags & typeFlag.never);
}

/** What the same argument is declared as, in an overload without type parameters where there is one. */
function asDeclared(checker: Checker, node: ts.Expression): CheckerType | undefined {
  const { parent } = node;
  if (!ts.isCallExpression(parent)) return undefined;
  const index = parent.arguments.indexOf(node);
  const signatures = checker.signaturesOf(checker.typeAt(parent.expression), 'call');
  const plainest = signatures.find((signature) => !signature.isGeneric) ?? signatures[0];
  const parameter = plainest?.parameters[index];
  return parameter && telling(checker.typeOfAt(parameter, node));
}

function contextual(checker: Checker, expression: ts.Expression): CheckerType | undefined {
  return telling(checker.contextualType(expression));
}

function telling(type: CheckerType | undefined): CheckerType | undefined {
  return type && (type.flags & saysNothing) === 0 ? type : undefined;
}

/** In `return` of an async function and after `await`, a promise is allowed but not what is meant. */
function settled(checker: Checker, expression: ts.Expression, type: CheckerType): CheckerType {
  const { parent } = withoutParentheses(expression);
  const awaits = ts.isAwaitExpression(parent) || isAsyncResult(parent);
  if (!awaits || (type.flags & typeFlag.union) === 0) return type;
  const members = checker.partsOf(type);
  const promise = members.find((member) => /^Promise(Like)?$/.test(member.symbol?.name ?? ''));
  const [result] = promise ? checker.typeArguments(promise) : [];
  return result ?? type;
}

function isAsyncResult(parent: ts.Node): boolean {
  if (!ts.isReturnStatement(parent) && !ts.isArrowFunction(parent)) return false;
  const around = ts.isArrowFunction(parent) ? parent : ts.findAncestor(parent, ts.isFunctionLike);
  if (!around || !ts.canHaveModifiers(around)) return false;
  return ts.getModifiers(around)?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}

type Rule = (checker: Checker, node: ts.Expression) => Expectation | undefined;

const rules: readonly Rule[] = [operand, caseOfSwitch, condition, key, spread, templatePart];

function byRule(checker: Checker, node: ts.Expression): Expectation {
  for (const rule of rules) {
    const found = rule(checker, node);
    if (found && found.types.length > 0) return found;
  }
  return nothing;
}

const equality = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);
const arithmetic = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.AsteriskAsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.PlusEqualsToken,
  ts.SyntaxKind.MinusEqualsToken,
]);

function operand(checker: Checker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent)) return ofOperator(checker, parent.operator);
  if (!ts.isBinaryExpression(parent)) return undefined;
  const other = parent.left === node ? parent.right : parent.left;
  const operator = parent.operatorToken.kind;
  if (equality.has(operator)) return one(comparable(checker, other));
  if (!arithmetic.has(operator)) return undefined;
  const base = checker.baseOfLiteral(checker.typeAt(other));
  const counts = base.flags & (typeFlag.string | typeFlag.number | typeFlag.bigint);
  return one(counts ? base : checker.intrinsic('number'));
}

function ofOperator(checker: Checker, operator: ts.SyntaxKind): Expectation {
  return one(
    operator === ts.SyntaxKind.ExclamationToken ? checker.intrinsic('boolean') : checker.intrinsic('number'),
  );
}

/** What a value can be compared with: a literal stands for its kind, a name for all that it can be. */
function comparable(checker: Checker, other: ts.Expression): CheckerType | undefined {
  const type = checker.typeAt(other);
  return telling(ts.isLiteralExpression(other) ? checker.baseOfLiteral(type) : type);
}

function caseOfSwitch(checker: Checker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (!ts.isCaseClause(parent) || parent.expression !== node) return undefined;
  return one(telling(checker.typeAt(parent.parent.parent.expression)));
}

function condition(checker: Checker, node: ts.Expression): Expectation | undefined {
  return isCondition(node) ? one(checker.intrinsic('boolean')) : undefined;
}

const logical = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken]);

function isCondition(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent)) return parent.condition === node;
  if (!ts.isBinaryExpression(parent) || !logical.has(parent.operatorToken.kind)) return false;
  return isCondition(withoutParentheses(parent));
}

/** A checker makes no `keyof`: its parts are the literal types of the names. */
function key(checker: Checker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (!ts.isElementAccessExpression(parent) || parent.argumentExpression !== node) return undefined;
  const receiver = checker.nonNullable(checker.typeAt(parent.expression));
  const indexes = checker.indexesOf(receiver).map((index) => index.key);
  if (indexes.length > 0) return { types: indexes, ...named(checker, indexes) };
  const properties = telling(receiver) ? checker.propertiesOf(receiver) : [];
  return {
    types: properties.slice(0, 100).map((property) => checker.stringLiteral(property.name)),
    name: `keyof ${checker.print(receiver, 'short')}`,
  };
}

function named(checker: Checker, types: readonly CheckerType[]): { name: string } {
  return { name: types.map((type) => checker.print(type, 'short')).join(' | ') };
}

function spread(checker: Checker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (ts.isSpreadAssignment(parent)) return one(contextual(checker, parent.parent));
  if (!ts.isSpreadElement(parent)) return undefined;
  const list = parent.parent;
  if (ts.isArrayLiteralExpression(list)) return one(contextual(checker, list));
  return ts.isCallExpression(list) || ts.isNewExpression(list) ? restOf(checker, list) : undefined;
}

function restOf(checker: Checker, call: ts.CallExpression | ts.NewExpression): Expectation {
  const rest = checker.resolvedSignature(call)?.parameters.at(-1);
  return one(rest && telling(checker.typeOf(rest)));
}

function templatePart(checker: Checker, node: ts.Expression): Expectation | undefined {
  if (!ts.isTemplateSpan(node.parent)) return undefined;
  return { types: [checker.intrinsic('string'), checker.intrinsic('number')], name: 'string | number' };
}

function one(type: CheckerType | undefined): Expectation {
  return type ? { types: [type] } : nothing;
}
