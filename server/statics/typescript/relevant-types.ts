/**
 * The type declarations that the types in play are made of: the transitive closure of the paper
 * "Statically Contextualizing Large Language Models with Typed Holes" (2024), with a visited set, since
 * types of TypeScript are recursive. Dependencies come first.
 */

import ts from 'typescript';
import type { RelevantType } from '../hole.ts';
import type { CheckerSymbol, CheckerType } from './checker.ts';
import { typeDeclaration } from './declarations.ts';
import type { Site } from './site.ts';
import { namedTypes, shapeDeclarations, usedTypes } from './type-closure.ts';

/** A type in play, and how to call it, for example `the expected type`. */
export interface Seed {
  readonly type: CheckerType;
  readonly via: string;
  /** How far from the hole it is, in steps: 0 for what is expected there. */
  readonly cost: number;
}

/** Whose declaration a type is: the repository's, an installed package's, or ambient for everyone. */
type Origin = 'repository' | 'package' | 'ambient';

const mostTypes = 40;
/** Of imports that wait to be used these come on top. */
const mostImported = 12;
/** How many steps from where they start declarations of an origin are followed further. */
const followedFor: Readonly<Record<Origin, number>> = { repository: 3, package: 1, ambient: 0 };
const origins: readonly Origin[] = ['repository', 'package', 'ambient'];

interface Step {
  readonly symbol: CheckerSymbol;
  /** Steps from the type in play that it was reached from. */
  readonly distance: number;
  readonly via: string;
}

interface Found extends Step {
  readonly uses: readonly CheckerSymbol[];
}

/** What is imported and waits to be used: at a type it may be the next word, elsewhere it is a step away. */
export interface Waiting {
  readonly symbols: readonly CheckerSymbol[];
  readonly distance: 0 | 1;
}

/**
 * At most 40 declarations; nearest to the hole chosen first, of equals the repository's own. On top of
 * them come imports that wait to be used.
 */
export function relevantTypes(site: Site, seeds: readonly Seed[], waiting: Waiting): RelevantType[] {
  const { checker } = site;
  const found = new Map<CheckerSymbol, Found>();
  const farthest = followedFor.repository + Math.max(0, ...seeds.map(({ cost }) => cost));
  let reached: Step[] = [];
  for (let cost = 0; cost <= farthest && found.size < mostTypes; cost++) {
    const started = seeds.filter((seed) => seed.cost === cost).flatMap((seed) => namedBy(site, seed));
    const fresh = distinct([...started, ...reached]).filter(({ symbol }) => !found.has(symbol));
    const ring = ownFirst(fresh).slice(0, mostTypes - found.size);
    const used = usedTypes(
      checker,
      ring.filter(isFollowed).map(({ symbol }) => symbol),
    );
    reached = ring.flatMap((step) => {
      const uses = used.get(step.symbol) ?? [];
      found.set(step.symbol, { ...step, uses });
      return uses.map((symbol) => ({ symbol, distance: step.distance + 1, via: step.symbol.name }));
    });
  }
  for (const symbol of waiting.symbols.filter((one) => !found.has(one)).slice(0, mostImported)) {
    const via = `an import that is not used yet: ${symbol.name}`;
    found.set(symbol, { symbol, distance: waiting.distance, via, uses: [] });
  }
  return dependenciesFirst(found).flatMap((one) => described(site, one));
}

function namedBy({ checker }: Site, { type, via }: Seed): Step[] {
  return namedTypes(checker, type).map((symbol) => ({ symbol, distance: 0, via: `${via} ${symbol.name}` }));
}

function distinct(steps: readonly Step[]): Step[] {
  return [...new Map(steps.toReversed().map((step) => [step.symbol, step])).values()].toReversed();
}

function ownFirst(steps: readonly Step[]): Step[] {
  const byOrigin = Map.groupBy(steps, ({ symbol }) => originOf(symbol));
  return origins.flatMap((origin) => byOrigin.get(origin) ?? []);
}

function isFollowed({ symbol, distance }: Step): boolean {
  return distance < followedFor[originOf(symbol)];
}

/** A declaration file that is no module, and what is added to the globals, is there for everyone. */
function originOf(symbol: CheckerSymbol): Origin {
  const [node] = shapeDeclarations(symbol);
  const source = node?.getSourceFile();
  if (!node || !source?.fileName.includes('/node_modules/')) return 'repository';
  const isGlobal = !ts.isExternalModule(source) || ts.findAncestor(node, isGlobalAugmentation) !== undefined;
  return isGlobal ? 'ambient' : 'package';
}

function isGlobalAugmentation(node: ts.Node): boolean {
  return ts.isModuleDeclaration(node) && (node.flags & ts.NodeFlags.GlobalAugmentation) !== 0;
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

function described(site: Site, { symbol, distance, via }: Found): RelevantType[] {
  const [node] = shapeDeclarations(symbol);
  const isInSight =
    node !== undefined && ts.isVariableDeclaration(node) && node.getSourceFile() === site.source;
  return node && !isInSight ? [{ ...typeDeclaration(site, symbol.name, node), distance, via }] : [];
}
