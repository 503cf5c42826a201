/**
 * Where the checker refuses keys that a type does not have: where a fresh object meets a type that is
 * written down. Elsewhere a list of keys is never the whole of what is legal.
 */

import ts from 'typescript';
import { isAssignedPattern } from './hole-kind.ts';
import type { Site } from './site.ts';

/** Whether a key beyond those of the type would be an error at the element's place. */
export function refusesOthers(site: Site, element: ts.Node): boolean {
  const container = element.parent;
  if (ts.isJsxAttributes(container)) return !isGeneric(site, container.parent.tagName);
  if (!ts.isObjectLiteralExpression(container) || isAssignedPattern(container)) return true;
  return isChecked(site, container);
}

function isChecked(site: Site, value: ts.Expression): boolean {
  const { parent } = value;
  if (isTransparent(parent, value)) return isChecked(site, parent);
  if (ts.isPropertyAssignment(parent)) return isChecked(site, parent.parent);
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return !isGeneric(site, parent.expression);
  if (ts.isReturnStatement(parent)) return returnsWritten(ts.findAncestor(parent, ts.isFunctionLike));
  if (ts.isArrowFunction(parent)) return returnsWritten(parent);
  if (ts.isBinaryExpression(parent)) return parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
  if (ts.isSatisfiesExpression(parent)) return true;
  if (ts.isJsxExpression(parent)) {
    return ts.isJsxAttribute(parent.parent) && !isGeneric(site, parent.parent.parent.parent.tagName);
  }
  const declares =
    ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent) || ts.isParameter(parent);
  return declares && parent.type !== undefined;
}

/** Through which the value keeps its freshness. */
function isTransparent(parent: ts.Node, value: ts.Expression): parent is ts.Expression {
  if (ts.isParenthesizedExpression(parent) || ts.isArrayLiteralExpression(parent)) return true;
  return ts.isConditionalExpression(parent) && parent.condition !== value;
}

function returnsWritten(node: ts.Node | undefined): boolean {
  return node !== undefined && ts.isFunctionLike(node) && node.type !== undefined;
}

/** A type parameter takes whatever it is given. */
function isGeneric({ checker }: Site, callee: ts.Node): boolean {
  const type = checker.typeAt(callee);
  const signatures = [...checker.signaturesOf(type, 'call'), ...checker.signaturesOf(type, 'construct')];
  return signatures.some((signature) => signature.isGeneric);
}
