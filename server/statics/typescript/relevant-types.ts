/**
 * The type declarations that the types in play are made of: the transitive closure of the paper
 * "Statically Contextualizing Large Language Models with Typed Holes" (2024), with a visited set, since
 * types of TypeScript are recursive. Dependencies come first.
 */

import ts from 'typescript';
import type { RelevantType } from '../hole.ts';
import { declarationOf, typeDeclaration } from './declarations.ts';
import { isBuiltIn, type Site } from './site.ts';
import { isReference } from './type-reference.ts';

/** A type in play, and how to call it, for example `the expected type`. */
export interface Seed {
  readonly type: ts.Type;
  readonly via: string;
}

const mostTypes = 40;
const farthest = 3;
/** How deep unnamed structure around names is looked into. */
const deepest = 4;
const typeFlags =
  ts.SymbolFlags.TypeAlias | ts.SymbolFlags.Interface | ts.SymbolFlags.Class | ts.SymbolFlags.Enum;

interface Found {
  readonly symbol: ts.Symbol;
  readonly distance: number;
  readonly via: string;
  readonly uses: readonly ts.Symbol[];
}

/** At most 40 declarations, at most 3 steps away, nearest chosen first. */
export function relevantTypes(site: Site, seeds: readonly Seed[]): RelevantType[] {
  const found = new Map<ts.Symbol, Found>();
  let ring = seeds.flatMap(({ type, via }) =>
    namedTypes(site, type).map((symbol) => ({ symbol, via: `${via} ${symbol.name}` })),
  );
  for (let distance = 0; distance <= farthest && ring.length > 0; distance++) {
    const fresh = ring.flatMap(({ symbol, via }) => note(site, found, { symbol, distance, via }) ?? []);
    ring = fresh.flatMap((one) => one.uses.map((symbol) => ({ symbol, via: one.symbol.name })));
  }
  return dependenciesFirst(found).flatMap((one) => described(site, one));
}

function note(site: Site, found: Map<ts.Symbol, Found>, step: Omit<Found, 'uses'>): Found | undefined {
  if (found.has(step.symbol) || found.size >= mostTypes) return undefined;
  const fresh = { ...step, uses: usedTypes(site, step.symbol) };
  found.set(step.symbol, fresh);
  return fresh;
}

function dependenciesFirst(found: ReadonlyMap<ts.Symbol, Found>): Found[] {
  const order = new Set<Found>();
  const entered = new Set<Found>();
  const visit = (one: Found): void => {
    if (entered.has(one)) return;
    entered.add(one);
    for (const used of one.uses) {
      const dependency = found.get(used);
      if (dependency) visit(dependency);
    }
    order.add(one);
  };
  for (const one of found.values()) visit(one);
  return [...order];
}

function described(site: Site, found: Found): RelevantType[] {
  const { symbol, distance, via } = found;
  const node = typeDeclarations(symbol)[0];
  return node ? [{ ...typeDeclaration(site, symbol.name, node), distance, via }] : [];
}

function typeDeclarations(symbol: ts.Symbol): ts.Declaration[] {
  return (symbol.declarations ?? []).filter(
    (node) =>
      ts.isTypeAliasDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isClassLike(node) ||
      ts.isEnumDeclaration(node),
  );
}

function isListed(site: Site, symbol: ts.Symbol): boolean {
  const [first] = typeDeclarations(symbol);
  return (symbol.flags & typeFlags) !== 0 && first !== undefined && !isBuiltIn(site, first);
}

/** The named types that a type mentions, itself included; what they are made of is not looked into. */
function namedTypes(site: Site, root: ts.Type): ts.Symbol[] {
  const names = new Set<ts.Symbol>();
  const visited = new Set<ts.Type>();
  const visit = (type: ts.Type, depth: number): void => {
    if (depth > deepest || visited.has(type)) return;
    visited.add(type);
    const name = nameOf(site, type);
    if (name) names.add(name);
    for (const part of partsOf(site, type, name !== undefined)) visit(part, depth + 1);
  };
  visit(root, 0);
  return [...names];
}

function nameOf(site: Site, type: ts.Type): ts.Symbol | undefined {
  const own = type.getSymbol();
  const symbol = own && own.flags & ts.SymbolFlags.EnumMember ? enumOf(site, own) : own;
  return [type.aliasSymbol, symbol].find((candidate) => candidate && isListed(site, candidate));
}

function enumOf(site: Site, member: ts.Symbol): ts.Symbol | undefined {
  const declaration = declarationOf(member)?.parent;
  return declaration && ts.isEnumDeclaration(declaration)
    ? site.checker.getSymbolAtLocation(declaration.name)
    : undefined;
}

function partsOf(site: Site, type: ts.Type, isNamed: boolean): readonly ts.Type[] {
  const { checker } = site;
  if (type.aliasTypeArguments) return type.aliasTypeArguments;
  if (isReference(type)) return checker.getTypeArguments(type);
  if (isNamed) return [];
  if (type.isUnionOrIntersection()) return type.types;
  const declaration = type.getSymbol() && declarationOf(type.symbol);
  if (declaration && isBuiltIn(site, declaration)) return [];
  return [...signatureParts(checker, type), ...propertyTypes(checker, type)];
}

function signatureParts(checker: ts.TypeChecker, type: ts.Type): ts.Type[] {
  return [...type.getCallSignatures(), ...type.getConstructSignatures()]
    .slice(0, 4)
    .flatMap((signature) => [
      ...signature.parameters.map((parameter) => checker.getTypeOfSymbol(parameter)),
      signature.getReturnType(),
    ]);
}

function propertyTypes(checker: ts.TypeChecker, type: ts.Type): ts.Type[] {
  if ((type.flags & ts.TypeFlags.Object) === 0) return [];
  return checker
    .getPropertiesOfType(type)
    .slice(0, 40)
    .map((property) => checker.getTypeOfSymbol(property));
}

/** The types that the text of a declaration names, bodies of functions left out. */
function usedTypes(site: Site, symbol: ts.Symbol): ts.Symbol[] {
  const used = new Set<ts.Symbol>();
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node)) return;
    const named = mentioned(node);
    const meant = named && meaning(site.checker, named);
    if (meant && meant !== symbol && isListed(site, meant)) used.add(meant);
    ts.forEachChild(node, visit);
  };
  for (const declaration of typeDeclarations(symbol)) visit(declaration);
  return [...used];
}

function mentioned(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  if (ts.isImportTypeNode(node)) return node.qualifier;
  return ts.isExpressionWithTypeArguments(node) ? node.expression : undefined;
}

function meaning(checker: ts.TypeChecker, name: ts.Node): ts.Symbol | undefined {
  const symbol = checker.getSymbolAtLocation(name);
  return symbol && symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}
