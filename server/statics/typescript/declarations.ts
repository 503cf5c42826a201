/** Declarations as plain data: kind, place, and a one-line signature with the checker's types filled in. */

import ts from 'typescript';
import type { Declaration } from '../hole.ts';
import type { Checker, CheckerSymbol } from './checker.ts';
import { native } from './file-system.ts';
import { oneLine, shortTypeName } from './printing.ts';
import { rangeOf, type Site } from './site.ts';

const longestSignature = 300;

/** A value under the name that it is written with, which an import may have changed. */
export interface NamedValue {
  readonly name: string;
  readonly symbol: CheckerSymbol;
  readonly declaration: ts.Declaration;
}

/** A value's declaration with its type. */
export function valueDeclaration(site: Site, value: NamedValue): Declaration {
  const { name, declaration: node } = value;
  const kind = kindOf(node);
  const container = containerOf(node);
  return {
    name,
    kind,
    path: native(node.getSourceFile().fileName),
    range: rangeOf(site, wholeOf(node)),
    signature: oneLine(valueSignature(site, value), longestSignature),
    ...(container === undefined ? {} : { container }),
  };
}

/** A type's declaration: its header, or the whole of it when it is a short alias or an enumeration. */
export function typeDeclaration(site: Site, name: string, node: ts.Declaration): Declaration {
  return {
    name,
    kind: kindOf(node),
    path: native(node.getSourceFile().fileName),
    range: rangeOf(site, wholeOf(node)),
    signature: oneLine(typeHeader(node), longestSignature),
  };
}

/** `const a = 1, b = 2`: a lone declaration is shown with its keyword. */
function wholeOf(node: ts.Declaration): ts.Node {
  const { parent } = node;
  if (ts.isBinaryExpression(parent) && !ts.isBinaryExpression(node)) return parent;
  if (!ts.isVariableDeclaration(node) || !ts.isVariableDeclarationList(node.parent)) return node;
  const list = node.parent;
  if (list.declarations.length > 1) return node;
  return ts.isVariableStatement(list.parent) ? list.parent : list;
}

const kinds: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [ts.SyntaxKind.FunctionDeclaration, 'function'],
  [ts.SyntaxKind.MethodDeclaration, 'method'],
  [ts.SyntaxKind.MethodSignature, 'method'],
  [ts.SyntaxKind.PropertyDeclaration, 'property'],
  [ts.SyntaxKind.PropertySignature, 'property'],
  [ts.SyntaxKind.PropertyAssignment, 'property'],
  [ts.SyntaxKind.ShorthandPropertyAssignment, 'property'],
  [ts.SyntaxKind.GetAccessor, 'property'],
  [ts.SyntaxKind.SetAccessor, 'property'],
  [ts.SyntaxKind.Parameter, 'parameter'],
  [ts.SyntaxKind.ClassDeclaration, 'class'],
  [ts.SyntaxKind.ClassExpression, 'class'],
  [ts.SyntaxKind.InterfaceDeclaration, 'interface'],
  [ts.SyntaxKind.TypeAliasDeclaration, 'type'],
  [ts.SyntaxKind.JSDocTypedefTag, 'type'],
  [ts.SyntaxKind.JSDocCallbackTag, 'type'],
  [ts.SyntaxKind.EnumDeclaration, 'enum'],
  [ts.SyntaxKind.EnumMember, 'enum member'],
  [ts.SyntaxKind.ModuleDeclaration, 'namespace'],
]);

function kindOf(node: ts.Declaration): string {
  const known = kinds.get(node.kind);
  if (known) return known;
  return ts.getCombinedNodeFlags(node) & ts.NodeFlags.Const ? 'const' : 'variable';
}

function containerOf(node: ts.Declaration): string | undefined {
  const { parent } = node;
  const holds =
    ts.isClassLike(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isEnumDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent);
  if (holds) return parent.name?.text;
  return ts.isTypeLiteralNode(parent) && ts.isTypeAliasDeclaration(parent.parent)
    ? parent.parent.name.text
    : undefined;
}

function valueSignature({ checker }: Site, { name, symbol, declaration: node }: NamedValue): string {
  if (ts.isClassLike(node)) return constructorSignature(checker, name, symbol) ?? typeHeader(node);
  const type = checker.typeOf(symbol);
  const isCallable =
    ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isMethodSignature(node);
  const [signature] = isCallable ? checker.signaturesOf(type, 'call') : [];
  if (!signature) return `${prefixOf(node)}${name}: ${shortTypeName(checker, type)}`;
  const keyword = ts.isFunctionDeclaration(node) ? 'function ' : '';
  return `${keyword}${name}${checker.printSignature(signature)}`;
}

function constructorSignature(checker: Checker, name: string, symbol: CheckerSymbol): string | undefined {
  const [signature] = checker.signaturesOf(checker.typeOf(symbol), 'construct');
  return signature && `new ${name}${checker.printSignature(signature)}`;
}

function prefixOf(node: ts.Declaration): string {
  if (!ts.isVariableDeclaration(node)) return '';
  return kindOf(node) === 'const' ? 'const ' : 'let ';
}

function typeHeader(node: ts.Declaration): string {
  const source = node.getSourceFile();
  const text = node.getText(source);
  if (ts.isTypeAliasDeclaration(node) || ts.isEnumDeclaration(node)) return text;
  if (!ts.isClassLike(node) && !ts.isInterfaceDeclaration(node)) return text;
  const lastOfHeader = node.heritageClauses?.at(-1) ?? node.typeParameters?.at(-1) ?? node.name;
  const end = lastOfHeader ? lastOfHeader.end : node.members.pos - 1;
  const closes = lastOfHeader && lastOfHeader === node.typeParameters?.at(-1) ? '>' : '';
  return text.slice(0, end - node.getStart(source)) + closes;
}
