/** What stands at the cursor, by syntax alone. */

import ts from 'typescript';
import type { HoleKind } from '../hole.ts';
import { ancestors, type HoleNode } from './site.ts';

/** The kind of a hole from the tree around the probe. */
export function holeKind(hole: HoleNode): HoleKind {
  if (isInImport(hole.node)) return 'import';
  if (hole.form === 'text') return kindOfText(hole.node);
  if (hole.form === 'member') return 'member';
  if (hole.form === 'name') return kindOfName(hole.node);
  return kindOfExpression(hole.node);
}

function isInImport(node: ts.Node): boolean {
  const edge = ts.findAncestor(node, ts.isStatement);
  return edge !== undefined && (ts.isImportDeclaration(edge) || isExportFrom(edge));
}

function isExportFrom(node: ts.Node): boolean {
  return (
    ts.isExportDeclaration(node) && (node.moduleSpecifier !== undefined || node.exportClause !== undefined)
  );
}

function kindOfText(node: ts.Node): HoleKind {
  const isText =
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node) ||
    ts.isRegularExpressionLiteral(node) ||
    ts.isJsxText(node);
  return isText ? 'string' : 'comment';
}

function kindOfName(node: ts.Node): HoleKind {
  const { parent } = node;
  if (ts.isQualifiedName(parent) && parent.right === node) return 'member';
  if (ts.isMetaProperty(parent)) return 'member';
  if (isObjectKey(parent)) return 'object key';
  if (ts.isJsxOpeningLikeElement(parent)) return 'expression';
  if (ts.isClassElement(parent)) return 'statement';
  for (const around of ancestors(parent)) {
    if (ts.isTypeNode(around) || ts.isHeritageClause(around)) return 'type';
    if (ts.isStatement(around) || ts.isExpression(around)) break;
  }
  return 'name';
}

function isObjectKey(node: ts.Node): boolean {
  if (ts.isJsxAttribute(node) || ts.isShorthandPropertyAssignment(node)) return true;
  return ts.isObjectLiteralElementLike(node) && ts.isObjectLiteralExpression(node.parent);
}

function kindOfExpression(call: ts.Expression): HoleKind {
  const node = withoutParentheses(call);
  const { parent } = node;
  if (ts.isHeritageClause(parent.parent)) return 'type';
  if (ts.isExpressionStatement(parent)) return 'statement';
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    return parent.expression === node ? 'expression' : 'argument';
  }
  if (ts.isSpreadElement(parent))
    return ts.isArrayLiteralExpression(parent.parent) ? 'array element' : 'argument';
  if (ts.isArrayLiteralExpression(parent)) return 'array element';
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) return 'return value';
  if (ts.isPropertyAssignment(parent)) return 'property value';
  if (ts.isJsxExpression(parent) && ts.isJsxAttribute(parent.parent)) return 'property value';
  return isInitializer(parent, node) ? 'initializer' : 'expression';
}

function isInitializer(parent: ts.Node, node: ts.Node): boolean {
  return ts.hasOnlyExpressionInitializer(parent) && parent.initializer === node;
}

/** The outermost parenthesised form of an expression. */
export function withoutParentheses(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node.parent) ? withoutParentheses(node.parent) : node;
}
