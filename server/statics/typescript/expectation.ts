/**
 * The type that a place expects: what inference gave the probe, else what the context says, else a
 * rule for the syntax around it (operands, conditions, keys, spreads, templates) where the checker
 * itself has no expectation.
 */

import ts from 'typescript';
import { withoutParentheses } from './hole-kind.ts';
import type { Site } from './site.ts';
import { isReference } from './type-reference.ts';

/** Any of `types` will do. Empty: the place expects nothing in particular. */
export interface Expectation {
  readonly types: readonly ts.Type[];
  /** How to say it when it is not the name of the one type. */
  readonly name?: string;
}

const nothing: Expectation = { types: [] };
const saysNothing = ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Never | ts.TypeFlags.Void;

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

function inferred({ checker, hole }: Site): ts.Type | undefined {
  if (hole.form !== 'call') return undefined;
  const type = telling(checker.getTypeAtLocation(hole.node));
  if (!type || !yieldsNothing(checker, type)) return type;
  return asDeclared(checker, hole.node) ?? type;
}

/**
 * A hole says nothing about the callback's own type parameters, and inference ends at `never`: `filter`
 * would want `(value) => value is never`, `flatMap` a function that never returns.
 */
function yieldsNothing(checker: ts.TypeChecker, type: ts.Type): boolean {
  const [signature] = type.getCallSignatures();
  const result =
    signature && (checker.getTypePredicateOfSignature(signature)?.type ?? signature.getReturnType());
  const parts = result && isReference(result) ? checker.getTypeArguments(result) : [];
  return result !== undefined && [result, ...parts].some((part) => part.flags & ts.TypeFlags.Never);
}

/** What the same argument is declared as, in an overload without type parameters where there is one. */
function asDeclared(checker: ts.TypeChecker, node: ts.Expression): ts.Type | undefined {
  const { parent } = node;
  if (!ts.isCallExpression(parent)) return undefined;
  const index = parent.arguments.indexOf(node);
  const signatures = checker.getTypeAtLocation(parent.expression).getCallSignatures();
  const plainest = signatures.find((signature) => !signature.typeParameters) ?? signatures[0];
  const parameter = plainest?.parameters[index];
  return parameter && telling(checker.getTypeOfSymbolAtLocation(parameter, node));
}

function contextual(checker: ts.TypeChecker, expression: ts.Expression): ts.Type | undefined {
  return telling(checker.getContextualType(expression));
}

function telling(type: ts.Type | undefined): ts.Type | undefined {
  return type && (type.flags & saysNothing) === 0 ? type : undefined;
}

/** In `return` of an async function and after `await`, a promise is allowed but not what is meant. */
function settled(checker: ts.TypeChecker, expression: ts.Expression, type: ts.Type): ts.Type {
  const { parent } = withoutParentheses(expression);
  const awaits = ts.isAwaitExpression(parent) || isAsyncResult(parent);
  if (!awaits || !type.isUnion()) return type;
  const promise = type.types.find((member) => /^Promise(Like)?$/.test(member.getSymbol()?.name ?? ''));
  const [result] = promise && isReference(promise) ? checker.getTypeArguments(promise) : [];
  return result ?? type;
}

function isAsyncResult(parent: ts.Node): boolean {
  if (!ts.isReturnStatement(parent) && !ts.isArrowFunction(parent)) return false;
  const around = ts.isArrowFunction(parent) ? parent : ts.findAncestor(parent, ts.isFunctionLike);
  if (!around || !ts.canHaveModifiers(around)) return false;
  return ts.getModifiers(around)?.some((modifier) => modifier.kind === ts.SyntaxKind.AsyncKeyword) ?? false;
}

type Rule = (checker: ts.TypeChecker, node: ts.Expression) => Expectation | undefined;

const rules: readonly Rule[] = [operand, caseOfSwitch, condition, key, spread, templatePart];

function byRule(checker: ts.TypeChecker, node: ts.Expression): Expectation {
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

function operand(checker: ts.TypeChecker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent)) return ofOperator(checker, parent.operator);
  if (!ts.isBinaryExpression(parent)) return undefined;
  const other = parent.left === node ? parent.right : parent.left;
  const operator = parent.operatorToken.kind;
  if (equality.has(operator)) return one(comparable(checker, other));
  if (!arithmetic.has(operator)) return undefined;
  const base = checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(other));
  const counts = base.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike);
  return one(counts ? base : checker.getNumberType());
}

function ofOperator(checker: ts.TypeChecker, operator: ts.SyntaxKind): Expectation {
  return one(
    operator === ts.SyntaxKind.ExclamationToken ? checker.getBooleanType() : checker.getNumberType(),
  );
}

/** What a value can be compared with: a literal stands for its kind, a name for all that it can be. */
function comparable(checker: ts.TypeChecker, other: ts.Expression): ts.Type | undefined {
  const type = checker.getTypeAtLocation(other);
  return telling(ts.isLiteralExpression(other) ? checker.getBaseTypeOfLiteralType(type) : type);
}

function caseOfSwitch(checker: ts.TypeChecker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (!ts.isCaseClause(parent) || parent.expression !== node) return undefined;
  return one(telling(checker.getTypeAtLocation(parent.parent.parent.expression)));
}

function condition(checker: ts.TypeChecker, node: ts.Expression): Expectation | undefined {
  return isCondition(node) ? one(checker.getBooleanType()) : undefined;
}

const logical = new Set([ts.SyntaxKind.AmpersandAmpersandToken, ts.SyntaxKind.BarBarToken]);

function isCondition(node: ts.Expression): boolean {
  const { parent } = node;
  if (ts.isIfStatement(parent) || ts.isWhileStatement(parent) || ts.isDoStatement(parent)) return true;
  if (ts.isForStatement(parent) || ts.isConditionalExpression(parent)) return parent.condition === node;
  if (!ts.isBinaryExpression(parent) || !logical.has(parent.operatorToken.kind)) return false;
  return isCondition(withoutParentheses(parent));
}

/** The public checker makes no `keyof`: its parts are the literal types of the names. */
function key(checker: ts.TypeChecker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (!ts.isElementAccessExpression(parent) || parent.argumentExpression !== node) return undefined;
  const receiver = checker.getNonNullableType(checker.getTypeAtLocation(parent.expression));
  const indexes = checker
    .getIndexInfosOfType(checker.getApparentType(receiver))
    .map((index) => index.keyType);
  if (indexes.length > 0) return { types: indexes, ...named(checker, indexes) };
  const properties = telling(receiver) ? checker.getPropertiesOfType(receiver) : [];
  return {
    types: properties.slice(0, 100).map((property) => checker.getStringLiteralType(property.name)),
    name: `keyof ${checker.typeToString(receiver)}`,
  };
}

function named(checker: ts.TypeChecker, types: readonly ts.Type[]): { name: string } {
  return { name: types.map((type) => checker.typeToString(type)).join(' | ') };
}

function spread(checker: ts.TypeChecker, node: ts.Expression): Expectation | undefined {
  const { parent } = node;
  if (ts.isSpreadAssignment(parent)) return one(contextual(checker, parent.parent));
  if (!ts.isSpreadElement(parent)) return undefined;
  const list = parent.parent;
  if (ts.isArrayLiteralExpression(list)) return one(contextual(checker, list));
  return ts.isCallExpression(list) || ts.isNewExpression(list) ? restOf(checker, list) : undefined;
}

function restOf(checker: ts.TypeChecker, call: ts.CallExpression | ts.NewExpression): Expectation {
  const rest = checker.getResolvedSignature(call)?.parameters.at(-1);
  return one(rest && telling(checker.getTypeOfSymbol(rest)));
}

function templatePart(checker: ts.TypeChecker, node: ts.Expression): Expectation | undefined {
  if (!ts.isTemplateSpan(node.parent)) return undefined;
  return { types: [checker.getStringType(), checker.getNumberType()], name: 'string | number' };
}

function one(type: ts.Type | undefined): Expectation {
  return type ? { types: [type] } : nothing;
}
