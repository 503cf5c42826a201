/**
 * The type that a place expects: what inference gave the probe, else what the context says, else a
 * rule for the syntax around it where the checker itself has no expectation.
 */

import ts from 'typescript';
import { type Checker, type CheckerType, typeFlag } from './checker.ts';
import { functionAround, isAsync, promised, resultOf } from './enclosing-function.ts';
import { expectedByRule } from './expectation-rules.ts';
import { type Expectation, nothing, one, telling } from './expected.ts';
import { holeKind, isModulePath, withoutParentheses } from './hole-kind.ts';
import { nameExpectation } from './name-expectation.ts';
import { valuesMeant, widestValues } from './returned-values.ts';
import type { Site } from './site.ts';

/** What the hole expects; for a member, what the whole member expression is expected to be. */
export function expectationAt(site: Site): Expectation {
  const { checker, hole } = site;
  if (hole.form === 'name') return nameExpectation(checker, hole.node);
  const expression = expressionOf(site);
  if (!expression) return isBody(site) ? ofBody(site) : nothing;
  if (isKeyText(expression)) {
    return nameExpectation(checker, expression);
  }
  const type = inferred(site) ?? telling(checker.contextualType(expression)) ?? atLeast(checker, expression);
  const returning = functionReturning(expression);
  const meant = returning && returnedBy(checker, returning, type);
  if (meant) return meant;
  if (type) return { types: [settled(checker, expression, type)] };
  return expectedByRule(checker, expression);
}

/** The values that a function is meant to return; where only nothing is asked, those its place allows. */
function returnedBy(
  checker: Checker,
  around: ts.SignatureDeclaration,
  asked: CheckerType | undefined,
): Expectation | undefined {
  const known = asked && valuesMeant(checker, [asked], isAsync(around));
  if (known || !(ts.isArrowFunction(around) || ts.isFunctionExpression(around))) return known;
  const declared = asDeclared(checker, around);
  return declared && widestValues(checker, declared, isAsync(around));
}

/** The expression whose type is in question. */
function expressionOf({ hole }: Site): ts.Expression | undefined {
  if (hole.form === 'call') return ts.isExpressionStatement(hole.node.parent) ? undefined : hole.node;
  if (hole.form === 'member') return calledWhole(hole.node);
  return ts.isStringLiteralLike(hole.node) && !isModulePath(hole.node) ? hole.node : undefined;
}

/** A string that stands for a key, where no expression stands. */
function isKeyText(node: ts.Expression): boolean {
  const { parent } = node;
  if (!ts.isStringLiteralLike(node)) return false;
  if (ts.isLiteralTypeNode(parent)) return true;
  return (ts.isPropertyAssignment(parent) && parent.name === node) || ts.isBindingElement(parent);
}

/** `a.b` in `a.b(1)` is expected to be callable; what is expected of the call says more. */
function calledWhole(node: ts.Expression): ts.Expression {
  const { parent } = node;
  const called = (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
  return called ? parent : node;
}

/** What an empty body has to return in the end. */
function ofBody(site: Site): Expectation {
  const around = functionAround(site);
  if (!around) return nothing;
  const result = resultOf(site.checker, around);
  return returnedBy(site.checker, around, result) ?? one(result);
}

function isBody({ hole }: Site): boolean {
  return /^(function|method) body$/.test(holeKind(hole));
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
  const fitting = signatures.filter(({ parameters }) => parameters[index] !== undefined);
  const plainest = fitting.find((signature) => !signature.isGeneric) ?? fitting[0];
  const parameter = plainest?.parameters[index];
  return parameter && telling(checker.typeOfAt(parameter, node));
}

/** What the type parameter that an argument is given to extends, where nothing more is known of it. */
function atLeast(checker: Checker, node: ts.Expression): CheckerType | undefined {
  const declared = asDeclared(checker, node);
  return telling(declared && checker.constraintOf(declared));
}

/** In `return` of an async function and after `await`, a promise is allowed but not what is meant. */
function settled(checker: Checker, expression: ts.Expression, type: CheckerType): CheckerType {
  const { parent } = withoutParentheses(expression);
  if (fillsIn(parent)) return checker.nonNullable(type);
  const returning = functionReturning(expression);
  const awaits = ts.isAwaitExpression(parent) || (returning !== undefined && isAsync(returning));
  return awaits && type.flags & typeFlag.union ? promised(checker, type) : type;
}

/** What `a ??= b` puts in is there to be something. */
function fillsIn(parent: ts.Node): boolean {
  return (
    ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.QuestionQuestionEqualsToken
  );
}

/** The function whose result the expression is. */
function functionReturning(expression: ts.Expression): ts.SignatureDeclaration | undefined {
  const { parent } = withoutParentheses(expression);
  if (ts.isArrowFunction(parent)) return parent;
  return ts.isReturnStatement(parent) ? ts.findAncestor(parent, ts.isFunctionLike) : undefined;
}
