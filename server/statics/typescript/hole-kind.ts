/** What stands at the cursor, by syntax alone. */

import ts from 'typescript';
import type { HoleKind } from '../hole.ts';
import { ancestors, type HoleNode } from './site.ts';

/** The kind of a hole from the tree around the probe. */
export function holeKind(hole: HoleNode): HoleKind {
  if (hole.form === 'text') return hole.inDocumentation ? 'JSDoc' : kindOfText(hole.node);
  if (hole.form === 'member') return 'member';
  if (hole.form === 'name') return kindOfName(hole.node);
  return kindOfExpression(hole.node);
}

function kindOfText(node: ts.Node): HoleKind {
  if (ts.isJsxText(node)) return 'JSX child';
  if (ts.isStringLiteralLike(node)) return isModulePath(node) ? 'module path' : 'string';
  const isText =
    ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isRegularExpressionLiteral(node);
  return isText ? 'string' : 'comment';
}

/** The path of an `import`, an `export … from`, a `require` or a module's declaration. */
export function isModulePath(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
  if (ts.isExternalModuleReference(parent) || ts.isModuleDeclaration(parent)) return true;
  if (ts.isLiteralTypeNode(parent)) return ts.isImportTypeNode(parent.parent);
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== node) return false;
  const callee = parent.expression;
  return (
    callee.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(callee) && callee.text === 'require')
  );
}

function kindOfName(node: ts.Node): HoleKind {
  const { parent } = node;
  const documentation = ts.findAncestor(node, ts.isJSDoc);
  if (documentation && !isTypeOfJavaScript(node)) return 'JSDoc';
  if (ts.isQualifiedName(parent) && parent.right === node) return 'member';
  if (ts.isMetaProperty(parent)) return 'member';
  return kindOfImportedName(parent) ?? kindOfJsxName(parent) ?? kindOfKey(parent, node) ?? kindOfType(node);
}

/** In JavaScript types are written in documentation. */
function isTypeOfJavaScript(node: ts.Node): boolean {
  return (
    (node.flags & ts.NodeFlags.JavaScriptFile) !== 0 && ts.findAncestor(node, ts.isTypeNode) !== undefined
  );
}

function kindOfImportedName(parent: ts.Node): HoleKind | undefined {
  if (ts.isImportSpecifier(parent)) return 'import specifier';
  if (ts.isExportSpecifier(parent)) {
    return parent.parent.parent.moduleSpecifier ? 'import specifier' : 'export specifier';
  }
  const names = ts.isImportClause(parent) || ts.isNamespaceImport(parent) || ts.isNamespaceExport(parent);
  return names || ts.isImportEqualsDeclaration(parent) ? 'import' : undefined;
}

function kindOfJsxName(parent: ts.Node): HoleKind | undefined {
  if (ts.isJsxAttribute(parent)) return 'JSX attribute';
  return ts.isJsxOpeningLikeElement(parent) || ts.isJsxClosingElement(parent) ? 'JSX tag' : undefined;
}

function kindOfKey(parent: ts.Node, node: ts.Node): HoleKind | undefined {
  if (ts.isObjectLiteralElementLike(parent) && ts.isObjectLiteralExpression(parent.parent)) {
    return isAssignedPattern(parent.parent) ? 'destructuring key' : 'object key';
  }
  if (ts.isBindingElement(parent)) return isBoundKey(parent, node) ? 'destructuring key' : 'name';
  if (ts.isParameter(parent)) return ts.isIndexSignatureDeclaration(parent.parent) ? 'name' : 'parameter';
  if (ts.isEnumMember(parent)) return 'enum body';
  if (ts.isTypeElement(parent)) return ts.isClassLike(parent.parent) ? 'class body' : 'type body';
  return ts.isClassElement(parent) ? 'class body' : undefined;
}

/** `{ key }`, `{ key: name }`, but not the name in the latter, nor `...rest`. */
function isBoundKey(element: ts.BindingElement, node: ts.Node): boolean {
  if (!ts.isObjectBindingPattern(element.parent) || element.dotDotDotToken) return false;
  return element.propertyName === undefined || element.propertyName === node;
}

/** An object literal that is assigned to: `({ key } = value)`. */
export function isAssignedPattern(object: ts.ObjectLiteralExpression): boolean {
  const { parent } = object;
  if (ts.isPropertyAssignment(parent)) return isAssignedPattern(parent.parent);
  if (ts.isForOfStatement(parent)) return parent.initializer === object;
  return (
    ts.isBinaryExpression(parent) &&
    parent.left === object &&
    parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}

function kindOfType(node: ts.Node): HoleKind {
  for (const around of ancestors(node.parent)) {
    if (ts.isHeritageClause(around.parent)) return kindOfHeritage(around.parent);
    if (ts.isTypeNode(around)) return isTypeArgument(around) ? 'type argument' : 'type';
    if (ts.isStatement(around) || ts.isExpression(around)) break;
  }
  return 'name';
}

function kindOfHeritage(clause: ts.HeritageClause): HoleKind {
  return clause.token === ts.SyntaxKind.ImplementsKeyword ? 'implements clause' : 'extends clause';
}

function isTypeArgument(node: ts.TypeNode): boolean {
  const { parent } = node;
  const takes =
    ts.isTypeReferenceNode(parent) ||
    ts.isExpressionWithTypeArguments(parent) ||
    ts.isCallOrNewExpression(parent) ||
    ts.isJsxOpeningLikeElement(parent) ||
    ts.isImportTypeNode(parent) ||
    ts.isTaggedTemplateExpression(parent);
  return takes && (parent.typeArguments?.includes(node) ?? false);
}

function kindOfExpression(call: ts.Expression): HoleKind {
  const node = withoutParentheses(call);
  const { parent } = node;
  if (ts.isExpressionWithTypeArguments(parent)) return 'extends clause';
  if (ts.isExpressionStatement(parent)) return kindOfStatement(parent);
  if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
    return parent.expression === node ? 'expression' : 'argument';
  }
  if (ts.isSpreadElement(parent))
    return ts.isArrayLiteralExpression(parent.parent) ? 'array element' : 'argument';
  if (ts.isArrayLiteralExpression(parent)) return 'array element';
  if (ts.isReturnStatement(parent) || ts.isArrowFunction(parent)) return 'return value';
  if (ts.isPropertyAssignment(parent)) return 'property value';
  if (ts.isJsxExpression(parent)) {
    return ts.isJsxAttribute(parent.parent) ? 'JSX attribute value' : 'JSX child';
  }
  if (ts.isCaseClause(parent)) return 'case';
  if (ts.isTemplateSpan(parent)) return 'template part';
  if (ts.isDecorator(parent)) return 'decorator';
  return isInitializer(parent, node) ? 'initializer' : 'expression';
}

/** The only statement of a body is the body. */
function kindOfStatement(statement: ts.Statement): HoleKind {
  const block = statement.parent;
  if (!ts.isBlock(block) || block.statements.length > 1) return 'statement';
  const owner = block.parent;
  if (ts.isClassElement(owner) || ts.isObjectLiteralElementLike(owner)) {
    return ts.isClassStaticBlockDeclaration(owner) ? 'statement' : 'method body';
  }
  return ts.isFunctionLike(owner) ? 'function body' : 'statement';
}

function isInitializer(parent: ts.Node, node: ts.Node): boolean {
  return ts.hasOnlyExpressionInitializer(parent) && parent.initializer === node;
}

/** The outermost parenthesised form of an expression. */
export function withoutParentheses(node: ts.Expression): ts.Expression {
  return ts.isParenthesizedExpression(node.parent) ? withoutParentheses(node.parent) : node;
}
