/**
 * The type declarations that the types in play are made of: the transitive closure of the paper
 * "Statically Contextualizing Large Language Models with Typed Holes" (2024), with a visited set, since
 * types of TypeScript are recursive. Dependencies come first.
 */

import ts from 'typescript';
import type { RelevantType } from '../hole.ts';
import { type Checker, type CheckerSymbol, type CheckerType, symbolFlag, typeFlag } from './checker.ts';
import { typeDeclaration } from './declarations.ts';
import type { Site } from './site.ts';

/** A type in play, and how to call it, for example `the expected type`. */
export interface Seed {
  readonly type: CheckerType;
  readonly via: string;
}

const mostTypes = 40;
const farthest = 3;
/** How deep unnamed structure around names is looked into. */
const deepest = 4;
const declaresType = symbolFlag.typeAlias | symbolFlag.interface | symbolFlag.class | symbolFlag.enum;

interface Found {
  readonly symbol: CheckerSymbol;
  readonly distance: number;
  readonly via: string;
  readonly uses: readonly CheckerSymbol[];
}

/** At most 40 declarations, at most 3 steps away, nearest chosen first. */
export function relevantTypes(site: Site, seeds: readonly Seed[]): RelevantType[] {
  const found = new Map<CheckerSymbol, Found>();
  let ring = seeds.flatMap(({ type, via }) =>
    namedTypes(site, type).map((symbol) => ({ symbol, via: `${via} ${symbol.name}` })),
  );
  for (let distance = 0; distance <= farthest && ring.length > 0; distance++) {
    const fresh = ring.flatMap(({ symbol, via }) => note(site, found, { symbol, distance, via }) ?? []);
    ring = fresh.flatMap((one) => one.uses.map((symbol) => ({ symbol, via: one.symbol.name })));
  }
  return dependenciesFirst(found).flatMap((one) => described(site, one));
}

function note(site: Site, found: Map<CheckerSymbol, Found>, step: Omit<Found, 'uses'>): Found | undefined {
  if (found.has(step.symbol) || found.size >= mostTypes) return undefined;
  const fresh = { ...step, uses: usedTypes(site, step.symbol) };
  found.set(step.symbol, fresh);
  return fresh;
}

function dependenciesFirst(found: ReadonlyMap<CheckerSymbol, Found>): Found[] {
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

function typeDeclarations(symbol: CheckerSymbol): ts.Declaration[] {
  return symbol.declarations.filter(
    (node) =>
      ts.isTypeAliasDeclaration(node) ||
      ts.isInterfaceDeclaration(node) ||
      ts.isClassLike(node) ||
      ts.isEnumDeclaration(node),
  );
}

function isListed(symbol: CheckerSymbol): boolean {
  return (symbol.flags & declaresType) !== 0 && typeDeclarations(symbol).length > 0;
}

/** The named types that a type mentions, itself included; what they are made of is not looked into. */
function namedTypes(site: Site, root: CheckerType): CheckerSymbol[] {
  const names = new Set<CheckerSymbol>();
  const visited = new Set<CheckerType>();
  const visit = (type: CheckerType, depth: number): void => {
    if (depth > deepest || visited.has(type)) return;
    visited.add(type);
    const name = nameOf(site, type);
    if (name) names.add(name);
    for (const part of partsOf(site, type, name !== undefined)) visit(part, depth + 1);
  };
  visit(root, 0);
  return [...names];
}

function nameOf(site: Site, type: CheckerType): CheckerSymbol | undefined {
  const own = type.symbol;
  const symbol = own && own.flags & symbolFlag.enumMember ? enumOf(site, own) : own;
  return [type.alias, symbol].find((candidate) => candidate && isListed(candidate));
}

function enumOf(site: Site, member: CheckerSymbol): CheckerSymbol | undefined {
  const holder = member.declaration?.parent;
  return holder && ts.isEnumDeclaration(holder) ? site.checker.symbolAt(holder.name) : undefined;
}

function partsOf({ checker }: Site, type: CheckerType, isNamed: boolean): readonly CheckerType[] {
  const given = checker.aliasArguments(type) ?? checker.typeArguments(type);
  if (given.length > 0 || isNamed) return given;
  if (type.flags & (typeFlag.union | typeFlag.intersection)) return checker.partsOf(type);
  if (type.symbol?.isBuiltIn) return [];
  return [...signatureParts(checker, type), ...propertyTypes(checker, type)];
}

function signatureParts(checker: Checker, type: CheckerType): CheckerType[] {
  return [...checker.signaturesOf(type, 'call'), ...checker.signaturesOf(type, 'construct')]
    .slice(0, 4)
    .flatMap((signature) => [
      ...signature.parameters.map((parameter) => checker.typeOf(parameter)),
      checker.returnType(signature),
    ]);
}

function propertyTypes(checker: Checker, type: CheckerType): CheckerType[] {
  if ((type.flags & typeFlag.object) === 0) return [];
  return checker
    .propertiesOf(type)
    .slice(0, 40)
    .map((property) => checker.typeOf(property));
}

/** The types that the text of a declaration names, bodies of functions left out. */
function usedTypes({ checker }: Site, symbol: CheckerSymbol): CheckerSymbol[] {
  const names: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node)) return;
    const name = mentioned(node);
    if (name) names.push(name);
    ts.forEachChild(node, visit);
  };
  for (const declaration of typeDeclarations(symbol)) visit(declaration);
  const meant = checker.symbolsAt(names).flatMap((named) => (named ? [checker.meantBy(named)] : []));
  return [...new Set(meant)].filter((used) => used !== symbol && isListed(used));
}

function mentioned(node: ts.Node): ts.Node | undefined {
  if (ts.isTypeReferenceNode(node)) return node.typeName;
  if (ts.isImportTypeNode(node)) return node.qualifier;
  return ts.isExpressionWithTypeArguments(node) ? node.expression : undefined;
}
