/**
 * The names that head types, as their declarations spell them: what a lookup by type goes by. A list, a
 * promise and a union stand for what they hold.
 */

import type { WantedHead } from '../hole.ts';
import { type Checker, type CheckerSymbol, type CheckerType, typeFlag } from './checker.ts';
import type { Expectation } from './expected.ts';
import { targetsOf } from './header-match.ts';

const mostParts = 8;
const deepest = 3;
/** What holds other types and says nothing itself. */
const containers: ReadonlySet<string> = new Set(['Promise', 'PromiseLike', 'Array', 'ReadonlyArray']);
/** What a structure without a name of its own is called by the checker. */
const unnamed = /^__|^[^\p{ID_Start}$_]/u;

/** The heads of what an expectation asks for; 1 for the expected type itself, less for a part of it. */
export function wantedHeads(checker: Checker, expectation: Expectation): WantedHead[] {
  const found = new Map<string, number>();
  for (const { type, weight } of targetsOf(checker, expectation)) {
    for (const name of headsOf(checker, type)) found.set(name, Math.max(found.get(name) ?? 0, weight));
  }
  const heads = [...found].map(([name, weight]) => ({ name, weight }));
  return heads.toSorted((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
}

/** The heads of what a value of this type is, returns or constructs. */
export function yieldedHeads(checker: Checker, type: CheckerType): string[] {
  const calls = [...checker.signaturesOf(type, 'call'), ...checker.signaturesOf(type, 'construct')];
  const results = calls.slice(0, mostParts).map((signature) => checker.returnType(signature));
  return [...new Set([type, ...results].flatMap((one) => headsOf(checker, one)))];
}

function headsOf(checker: Checker, root: CheckerType): string[] {
  const heads = new Set<string>();
  const visit = (type: CheckerType, depth: number): void => {
    if (depth > deepest) return;
    for (const name of [nameOf(type.alias), nameOf(type.symbol)]) if (name !== undefined) heads.add(name);
    for (const part of heldBy(checker, type).slice(0, mostParts)) visit(part, depth + 1);
  };
  visit(root, 0);
  return [...heads];
}

function nameOf(symbol: CheckerSymbol | undefined): string | undefined {
  if (!symbol || unnamed.test(symbol.name)) return undefined;
  return symbol.isBuiltIn && containers.has(symbol.name) ? undefined : symbol.name;
}

function heldBy(checker: Checker, type: CheckerType): readonly CheckerType[] {
  if (type.flags & typeFlag.union) return checker.partsOf(type);
  const { symbol } = type;
  return symbol?.isBuiltIn && containers.has(symbol.name) ? checker.typeArguments(type) : [];
}
