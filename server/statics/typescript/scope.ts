/** The names that can be written at the hole and mean something of the code at hand, nearest first. */

import ts from 'typescript';
import type { HoleKind, TypedName } from '../hole.ts';
import { type CheckerSymbol, symbolFlag } from './checker.ts';
import type { NamedValue } from './declarations.ts';
import { shortTypeName } from './printing.ts';
import { placeholders } from './project.ts';
import { ancestors, isAroundHole, type Site } from './site.ts';

/** A name in scope and what it means, imports followed to where it is declared. */
export interface ScopedName extends NamedValue {
  /** Whether the hole is inside the declaration itself. */
  readonly aroundHole: boolean;
}

const mostNames = 200;
/** Those of them that are typed at once, and told of. */
const mostTyped = 60;
/** Modules that are declared somewhere are in scope too, under names in quotes. */
const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u;

interface Placed {
  readonly local: CheckerSymbol;
  readonly here: ts.Declaration;
  /** How far out it is declared: 0 is the innermost block, then imports, then other files. */
  readonly depth: number;
  readonly distance: number;
}

/** Values in scope, at most 200. */
export function namesInScope(site: Site): ScopedName[] {
  const depths = new Map([...ancestors(site.hole.node)].map((node, depth) => [node, depth]));
  const nearest = site.checker
    .symbolsInScope(site.hole.node, symbolFlag.value | symbolFlag.alias)
    .flatMap((symbol) => placed(site, symbol, depths) ?? [])
    .toSorted((a, b) => a.depth - b.depth || a.distance - b.distance);
  const names: ScopedName[] = [];
  for (const one of nearest) {
    const name = names.length < mostNames ? valueMeantBy(site, one) : undefined;
    if (name) names.push(name);
  }
  site.checker.expectTypesOf(nearestOf(names).map(({ symbol }) => symbol));
  return names;
}

/** Those of the values in scope whose types are looked at whatever is done with them. */
export function nearestOf(names: readonly ScopedName[]): readonly ScopedName[] {
  return names.slice(0, mostTyped);
}

const typeKinds: ReadonlySet<HoleKind> = new Set([
  'type',
  'type argument',
  'extends clause',
  'implements clause',
]);

/** Every name that means something at an expression or a type, the placeholders left out. */
export function everyNameAt(site: Site, kind: HoleKind): string[] | undefined {
  const { checker, hole } = site;
  const meaning = hole.form === 'call' ? symbolFlag.value : typeKinds.has(kind) ? symbolFlag.type : undefined;
  if (meaning === undefined) return undefined;
  const symbols = checker.symbolsInScope(hole.node, meaning | symbolFlag.namespace | symbolFlag.alias);
  return symbols
    .filter((symbol) => meaning !== symbolFlag.value || (!isTypeOnly(symbol) && !isBeingMade(site, symbol)))
    .map(({ name }) => name)
    .filter((name) => identifier.test(name) && !placeholders.includes(name));
}

/** Names with their types, for names whose type is known. */
export function typedNames(site: Site, names: readonly ScopedName[]): TypedName[] {
  return nearestOf(names).map((one) => ({ name: one.name, type: printedType(site, one) }));
}

/** Printing is slow for what is overloaded or inferred; what other files declare is printed once. */
function printedType(site: Site, { symbol, declaration }: ScopedName): string {
  const print = () => shortTypeName(site.checker, site.checker.typeOf(symbol));
  const source = declaration.getSourceFile();
  if (source === site.source) return print();
  const place = `${source.fileName}:${declaration.pos}`;
  const type = site.printed.get(place) ?? print();
  site.printed.set(place, type);
  return type;
}

function placed(site: Site, local: CheckerSymbol, depths: ReadonlyMap<ts.Node, number>): Placed | undefined {
  if (placeholders.includes(local.name) || isTypeOnly(local)) return undefined;
  const here = local.name === '' || isAmbient(site, local) ? undefined : local.declaration;
  if (!here || isNotYet(site, here)) return undefined;
  return { local, here, depth: depthOf(here, depths), distance: Math.abs(here.pos - site.probe.start) };
}

/** `undefined` for a type, and for an import that leads nowhere. */
function valueMeantBy(site: Site, { local, here }: Placed): ScopedName | undefined {
  const symbol = site.checker.meantBy(local);
  const { declaration } = symbol;
  if (!declaration || (symbol.flags & symbolFlag.value) === 0) return undefined;
  return { name: local.name, symbol, declaration, aroundHole: isAroundHole(site, here) };
}

/** What `import type` names is no value, whatever it is where it is declared. */
function isTypeOnly({ flags, declaration }: CheckerSymbol): boolean {
  return (
    (flags & symbolFlag.alias) !== 0 &&
    declaration !== undefined &&
    ts.isTypeOnlyImportOrExportDeclaration(declaration)
  );
}

function isBeingMade(site: Site, { declaration }: CheckerSymbol): boolean {
  return declaration?.getSourceFile() === site.source && isNotYet(site, declaration);
}

/** A global that an installed package declares. */
function isAmbient(site: Site, { path }: CheckerSymbol): boolean {
  return path !== undefined && path !== site.source.fileName && /\.d\.(?:[^.]+\.)?[cm]?ts$/.test(path);
}

/** Being initialised by the hole, or a block's name declared only after it. */
function isNotYet(site: Site, node: ts.Declaration): boolean {
  const blockScoped = ts.isClassDeclaration(node) || ts.getCombinedNodeFlags(node) & ts.NodeFlags.BlockScoped;
  const isLater = node.getSourceFile() === site.source && blockScoped && node.pos >= site.probe.start;
  const isBeingSet = ts.hasOnlyExpressionInitializer(node) && isAroundHole(site, node);
  return (isLater || isBeingSet) && functionAround(node) === functionAround(site.hole.node);
}

function functionAround(node: ts.Node): ts.Node | undefined {
  return ts.findAncestor(node.parent, ts.isFunctionLike);
}

function depthOf(node: ts.Declaration, depths: ReadonlyMap<ts.Node, number>): number {
  const outside = depths.size;
  if (ts.findAncestor(node, ts.isImportDeclaration)) return outside;
  for (const around of ancestors(node)) {
    const depth = depths.get(around);
    if (depth !== undefined) return depth;
  }
  return outside + 1;
}
