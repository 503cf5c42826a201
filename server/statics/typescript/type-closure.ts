/** What types and declarations are made of: the named types that a type or a declaration's text mentions. */

import ts from 'typescript';
import { type Checker, type CheckerSymbol, type CheckerType, symbolFlag, typeFlag } from './checker.ts';

/** How deep unnamed structure around names is looked into, and at how many types of it. */
const deepest = 4;
const mostVisited = 80;
const mostProperties = 40;
const mostSignatures = 4;
/** How many properties of a class without a written type are asked for theirs. */
const mostInferred = 12;
/** How many names in one declaration are followed. */
const mostMentions = 120;
/** What the checker calls structures that have no name. */
const unnamed = /^__(?:type|object)$/;
/** What may have a name of its own, or parts that have. */
const structured = typeFlag.object | typeFlag.union | typeFlag.intersection | typeFlag.enum;
const declaresType = symbolFlag.typeAlias | symbolFlag.interface | symbolFlag.class | symbolFlag.enum;

/** What declares the shape of a type: its declarations, or the value that an unnamed structure belongs to. */
export function shapeDeclarations(symbol: CheckerSymbol): readonly ts.Declaration[] {
  const types = typeDeclarations(symbol);
  return types.length > 0 || !symbol.declaration ? types : [symbol.declaration];
}

function typeDeclarations(symbol: CheckerSymbol): ts.Declaration[] {
  return symbol.declarations.filter(
    (node) =>
      ts.isTypeAliasDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isClassLike(node) ||
      ts.isEnumDeclaration(node) ||
      ts.isJSDocTypedefTag(node) ||
      ts.isJSDocCallbackTag(node),
  );
}

/** The named types that a type mentions, or what is known of it at least; what they are made of is not looked into. */
export function namedTypes(checker: Checker, root: CheckerType): CheckerSymbol[] {
  const names = new Set<CheckerSymbol>();
  const visited = new Set<CheckerType>();
  const visit = (type: CheckerType, depth: number): void => {
    if (
      depth > deepest ||
      visited.size >= mostVisited ||
      visited.has(type) ||
      (type.flags & structured) === 0
    )
      return;
    visited.add(type);
    const name = nameOf(checker, type);
    const shown = name ?? (type.symbol && holderOf(checker, type.symbol));
    if (shown) names.add(shown);
    for (const part of partsOf(checker, type, name !== undefined)) visit(part, depth + 1);
  };
  visit(checker.constraintOf(root) ?? root, 0);
  return [...names];
}

/** For each type the types that the text of its declarations names, bodies of functions left out. */
export function usedTypes(
  checker: Checker,
  symbols: readonly CheckerSymbol[],
): ReadonlyMap<CheckerSymbol, readonly CheckerSymbol[]> {
  const mentions = symbols.map((symbol) => ({ symbol, ...mentionsOf(symbol) }));
  const named = checker.symbolsAt(mentions.flatMap(({ names }) => names));
  let at = 0;
  return new Map(
    mentions.map(({ symbol, names, values }) => {
      const meant = named.slice(at, (at += names.length));
      const written = meant.flatMap((one) => (one ? [meantType(checker, one)] : []));
      const inferred = values.flatMap((node) => namedTypes(checker, checker.typeAt(node)));
      const used = [...new Set([...written, ...inferred])];
      return [symbol, used.filter((one) => one !== symbol && isListed(one))];
    }),
  );
}

interface Mentions {
  /** Names of types. */
  readonly names: readonly ts.Node[];
  /** What has a type that is not written: values behind `typeof`, properties with an initial value. */
  readonly values: readonly ts.Node[];
}

function mentionsOf(symbol: CheckerSymbol): Mentions {
  const names: ts.Node[] = [];
  const values: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node) || ts.isJSDoc(node)) return;
    const name = mentioned(node);
    if (name) names.push(name);
    if (ts.isTypeQueryNode(node)) values.push(node.exprName);
    if (ts.isPropertyDeclaration(node) && !node.type && node.initializer) values.push(node);
    else ts.forEachChild(node, visit);
  };
  for (const declaration of shapeDeclarations(symbol)) visit(declaration);
  return { names: names.slice(0, mostMentions), values: values.slice(0, mostInferred) };
}

function isListed(symbol: CheckerSymbol): boolean {
  return (symbol.flags & declaresType) !== 0 && typeDeclarations(symbol).length > 0;
}

/** What declares an unnamed structure: the type, the value or the function whose text holds it. */
function holderOf(checker: Checker, { name, declaration }: CheckerSymbol): CheckerSymbol | undefined {
  if (!declaration || !unnamed.test(name)) return undefined;
  const holder = ts.findAncestor(declaration, (node) => ts.isBlock(node) || isHolder(node));
  return holder && isHolder(holder) && holder.name ? checker.symbolAt(holder.name) : undefined;
}

type Holder =
  | ts.InterfaceDeclaration
  | ts.TypeAliasDeclaration
  | ts.ClassLikeDeclaration
  | ts.VariableDeclaration;

function isHolder(node: ts.Node): node is Holder {
  return (
    ts.isInterfaceDeclaration(node) ||
    ts.isTypeAliasDeclaration(node) ||
    ts.isClassLike(node) ||
    ts.isVariableDeclaration(node)
  );
}

function meantType(checker: Checker, named: CheckerSymbol): CheckerSymbol {
  const symbol = checker.meantBy(named);
  return (symbol.flags & symbolFlag.enumMember && enumOf(checker, symbol)) || symbol;
}

function nameOf(checker: Checker, type: CheckerType): CheckerSymbol | undefined {
  const own = type.symbol;
  const symbol = own && own.flags & symbolFlag.enumMember ? enumOf(checker, own) : own;
  return [type.alias, symbol].find((candidate) => candidate && isListed(candidate));
}

function enumOf(checker: Checker, member: CheckerSymbol): CheckerSymbol | undefined {
  const holder = member.declaration?.parent;
  return holder && ts.isEnumDeclaration(holder) ? checker.symbolAt(holder.name) : undefined;
}

function partsOf(checker: Checker, type: CheckerType, isNamed: boolean): readonly CheckerType[] {
  const given = checker.aliasArguments(type) ?? checker.typeArguments(type);
  if (given.length > 0 || isNamed) return given;
  if (type.flags & (typeFlag.union | typeFlag.intersection)) return checker.partsOf(type);
  // What a module exports is there whatever is done with the module.
  if (type.symbol?.isBuiltIn || (type.symbol?.flags ?? 0) & symbolFlag.namespace) return [];
  return [...signatureParts(checker, type), ...propertyTypes(checker, type)];
}

function signatureParts(checker: Checker, type: CheckerType): CheckerType[] {
  const signatures = [
    ...checker.signaturesOf(type, 'call'),
    ...checker.signaturesOf(type, 'construct'),
  ].slice(0, mostSignatures);
  checker.expectTypesOf(signatures.flatMap(({ parameters }) => parameters));
  return signatures.flatMap((signature) => [
    ...signature.parameters.map((parameter) => checker.typeOf(parameter)),
    checker.returnType(signature),
  ]);
}

function propertyTypes(checker: Checker, type: CheckerType): CheckerType[] {
  if ((type.flags & typeFlag.object) === 0) return [];
  const properties = checker.propertiesOf(type).slice(0, mostProperties);
  checker.expectTypesOf(properties);
  return properties.map((property) => checker.typeOf(property));
}

function mentioned(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  if (ts.isImportTypeNode(node)) return node.qualifier;
  return ts.isExpressionWithTypeArguments(node) ? node.expression : undefined;
}
