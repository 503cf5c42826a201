/** What a script declares, imports and exports. */

import type ts from 'typescript';
import type { Range } from '../protocol/protocol.ts';
import { classMember, typeMember } from './script-members.ts';
import { importedNames, reexportedNames, requiredNames } from './script-imports.ts';
import { type TypeScript, uses } from './script-tree.ts';
import { bind, type ScriptWalk, visitFunction, type Visitors, visitor } from './script-walk.ts';

export function declarationVisitors(typescript: TypeScript): Visitors {
  const { SyntaxKind: Kind } = typescript;
  return new Map([
    [Kind.FunctionDeclaration, visitor(typescript.isFunctionDeclaration, declareFunction)],
    [Kind.ClassDeclaration, visitor(typescript.isClassDeclaration, declareClass)],
    [Kind.ClassExpression, visitor(typescript.isClassExpression, visitClass)],
    [Kind.InterfaceDeclaration, visitor(typescript.isInterfaceDeclaration, declareInterface)],
    [Kind.TypeAliasDeclaration, visitor(typescript.isTypeAliasDeclaration, declareType)],
    [Kind.EnumDeclaration, visitor(typescript.isEnumDeclaration, declareEnum)],
    [Kind.ModuleDeclaration, visitor(typescript.isModuleDeclaration, declareNamespace)],
    [Kind.VariableStatement, visitor(typescript.isVariableStatement, declareVariables)],
    [Kind.ExpressionStatement, visitor(typescript.isExpressionStatement, assignExport)],
    [Kind.ExportAssignment, visitor(typescript.isExportAssignment, exportDefault)],
    [Kind.ExportDeclaration, visitor(typescript.isExportDeclaration, exportNames)],
    [
      Kind.ImportDeclaration,
      visitor(typescript.isImportDeclaration, (node, { ts, found }) =>
        found.import(node.moduleSpecifier, node, importedNames(node.importClause, ts)),
      ),
    ],
    [Kind.ImportEqualsDeclaration, visitor(typescript.isImportEqualsDeclaration, importEquals)],
  ]);
}

function isExported(node: ts.HasModifiers, { ts }: ScriptWalk): boolean {
  return ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

/** The name and the whole of a declaration, and whether it is exported. */
function headOf(node: ts.HasModifiers & { readonly name?: ts.Node }, walk: ScriptWalk) {
  const { found } = walk;
  return {
    ...(node.name && { name: found.rangeOf(node.name) }),
    range: found.rangeOf(node),
    exported: isExported(node, walk),
  };
}

/** Only what is exported by default may lack a name. */
function isNamed(node: ts.FunctionDeclaration | ts.ClassDeclaration, { ts }: ScriptWalk): boolean {
  const isDefault = node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword);
  return node.name !== undefined || isDefault === true;
}

function declareFunction(node: ts.FunctionDeclaration, walk: ScriptWalk): void {
  const { found } = walk;
  const body = node.body && { body: found.rangeOf(node.body) };
  if (isNamed(node, walk)) found.define({ kind: 'function', ...headOf(node, walk), ...body });
  visitFunction(node, walk);
}

function declareClass(node: ts.ClassDeclaration, walk: ScriptWalk): void {
  const body = walk.found.bodyAround(node.members, node);
  if (isNamed(node, walk)) walk.found.define({ kind: 'class', ...headOf(node, walk), ...(body && { body }) });
  visitClass(node, walk);
}

function visitClass(node: ts.ClassLikeDeclaration, walk: ScriptWalk): void {
  walk.visitAll(node.modifiers);
  walk.visitAll(node.typeParameters);
  walk.visitAll(node.heritageClauses);
  for (const member of node.members) classMember(member, walk);
}

function declareInterface(node: ts.InterfaceDeclaration, walk: ScriptWalk): void {
  const body = walk.found.bodyAround(node.members, node);
  walk.found.define({ kind: 'interface', ...headOf(node, walk), ...(body && { body }) });
  walk.visitAll(node.typeParameters);
  walk.visitAll(node.heritageClauses);
  for (const member of node.members) typeMember(member, walk);
}

function declareType(node: ts.TypeAliasDeclaration, walk: ScriptWalk): void {
  const { ts, found } = walk;
  const members = ts.isTypeLiteralNode(node.type) ? node.type : undefined;
  const hasBody = members !== undefined || ts.isMappedTypeNode(node.type);
  found.define({ kind: 'type', ...headOf(node, walk), ...(hasBody && { body: found.rangeOf(node.type) }) });
  walk.visitAll(node.typeParameters);
  if (members) for (const member of members.members) typeMember(member, walk);
  else walk.visit(node.type);
}

function declareEnum(node: ts.EnumDeclaration, walk: ScriptWalk): void {
  const { found } = walk;
  const body = found.bodyAround(node.members, node);
  found.define({ kind: 'enum', ...headOf(node, walk), ...(body && { body }) });
  for (const member of node.members) {
    const name = found.rangeOf(member.name);
    found.defineMember({ kind: 'enumMember', name, range: found.rangeOf(member), exported: false });
    walk.visit(member.initializer);
  }
}

/** `namespace a.b {}` is one; `declare global {}` is none. */
function declareNamespace(node: ts.ModuleDeclaration, walk: ScriptWalk): void {
  const { ts, found } = walk;
  let inner: ts.ModuleDeclaration = node;
  while (inner.body && ts.isModuleDeclaration(inner.body)) inner = inner.body;
  const name = { start: found.startOf(node.name), end: inner.name.end };
  const body = inner.body && { body: found.rangeOf(inner.body) };
  const isGlobal = found.textOf(node.name) === 'global';
  if (body && !isGlobal) found.define({ kind: 'namespace', ...headOf(node, walk), name, ...body });
  walk.visit(inner.body);
}

function declareVariables(node: ts.VariableStatement, walk: ScriptWalk): void {
  const { ts } = walk;
  const isConstant = (node.declarationList.flags & ts.NodeFlags.Const) !== 0;
  for (const declaration of node.declarationList.declarations) {
    declareVariable(declaration, node, isConstant ? 'constant' : 'variable', walk);
    importRequired(declaration, walk);
    walk.visit(declaration.type);
    walk.visit(declaration.initializer);
  }
}

function declareVariable(
  declaration: ts.VariableDeclaration,
  statement: ts.VariableStatement,
  kind: 'constant' | 'variable',
  walk: ScriptWalk,
): void {
  const { ts, found } = walk;
  const { name, initializer } = declaration;
  if (found.hidden > 0) return bind(name, walk);
  const head = headOf(statement, walk);
  if (ts.isIdentifier(name)) {
    const item = found.rangeOf(declaration);
    const value = valueOf(initializer, walk);
    return found.define({ kind, ...head, name: found.rangeOf(name), item, ...value });
  }
  for (const element of name.elements) {
    if (ts.isOmittedExpression(element)) continue;
    if (ts.isIdentifier(element.name))
      found.define({ kind: 'constant', ...head, name: found.rangeOf(element.name) });
    walk.visit(element.initializer);
  }
}

/** A variable that holds a function or a class is one. */
export function valueOf(
  value: ts.Expression | undefined,
  { ts, found }: ScriptWalk,
): { readonly kind?: 'function' | 'class'; readonly body?: Range } {
  if (value && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)))
    return { kind: 'function', body: found.rangeOf(value.body) };
  if (!value || !ts.isClassExpression(value)) return {};
  const body = found.bodyAround(value.members, value);
  return { kind: 'class', ...(body && { body }) };
}

function importRequired(declaration: ts.VariableDeclaration, { ts, found }: ScriptWalk): void {
  const call = declaration.initializer;
  if (!call || !ts.isCallExpression(call) || !ts.isIdentifier(call.expression)) return;
  const [module] = call.arguments;
  if (call.expression.text !== 'require' || !module) return;
  found.import(module, declaration, requiredNames(declaration.name, ts));
}

function importEquals(node: ts.ImportEqualsDeclaration, walk: ScriptWalk): void {
  const { ts, found, visit } = walk;
  const reference = node.moduleReference;
  if (!ts.isExternalModuleReference(reference)) return visit(reference);
  found.import(reference.expression, node, [{ local: node.name.text, imported: '*' }]);
}

function exportDefault(node: ts.ExportAssignment, walk: ScriptWalk): void {
  const { ts, found, visit } = walk;
  const { expression } = node;
  const value = valueOf(expression, walk);
  if (value.kind) found.define({ kind: value.kind, range: found.rangeOf(node), exported: true, ...value });
  if (ts.isIdentifier(expression)) found.note('export.default', found.rangeOf(expression));
  visit(expression);
}

function exportNames(node: ts.ExportDeclaration, walk: ScriptWalk): void {
  const { ts, found } = walk;
  const { exportClause, moduleSpecifier } = node;
  if (moduleSpecifier) return found.import(moduleSpecifier, node, reexportedNames(exportClause, ts));
  if (!exportClause || !ts.isNamedExports(exportClause)) return;
  for (const { propertyName, name } of exportClause.elements) {
    const local = propertyName ?? name;
    if (!ts.isIdentifier(local)) continue;
    if (name.text === 'default') found.note('export.default', found.rangeOf(local));
    else if (name.text === local.text) found.note('export.name', found.rangeOf(local));
    found.use(local, uses.use);
  }
}

/** `exports.name = …`, `module.exports.name = …`, `exports = module.exports = …` of JavaScript. */
function assignExport(node: ts.ExpressionStatement, walk: ScriptWalk): void {
  const { ts, found, isPlain } = walk;
  walk.visitChildren(node);
  if (!isPlain) return;
  const { assigned, value } = assignmentsOf(node.expression, ts);
  for (const left of assigned) {
    if (!ts.isPropertyAccessExpression(left)) continue;
    const object = found.textOf(left.expression);
    if (object === 'module' && left.name.text === 'exports') exportValues(value, walk);
    if (object !== 'exports' && object !== 'module.exports') continue;
    const head = { name: found.rangeOf(left.name), range: found.rangeOf(node), exported: true };
    found.defineMember({ kind: 'constant', ...head, ...valueOf(value, walk) });
  }
}

/** What `a = b = value` assigns to, and the value. */
function assignmentsOf(expression: ts.Expression, { isBinaryExpression, SyntaxKind }: TypeScript) {
  const assigned: ts.Expression[] = [];
  let value = expression;
  while (isBinaryExpression(value) && value.operatorToken.kind === SyntaxKind.EqualsToken) {
    assigned.push(value.left);
    value = value.right;
  }
  return { assigned, value };
}

function exportValues(value: ts.Expression, { ts, found }: ScriptWalk): void {
  if (ts.isIdentifier(value)) found.note('export.default', found.rangeOf(value));
  if (!ts.isObjectLiteralExpression(value)) return;
  for (const property of value.properties) {
    const named = ts.isShorthandPropertyAssignment(property)
      ? property.name
      : ts.isPropertyAssignment(property) && property.initializer;
    if (named && ts.isIdentifier(named)) found.note('export.name', found.rangeOf(named));
  }
}
