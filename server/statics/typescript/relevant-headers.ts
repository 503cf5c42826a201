/**
 * What in scope yields the expected type: values of it, functions that return it, classes that
 * construct it, members that hold it. The rule is that of the paper "Statically Contextualizing Large
 * Language Models with Typed Holes" (2024), with assignability in place of consistency and a cap of 10.
 */

import ts from 'typescript';
import type { RelevantHeader } from '../hole.ts';
import { type CheckerSymbol, type CheckerType, symbolFlag, typeFlag } from './checker.ts';
import { type NamedValue, valueDeclaration } from './declarations.ts';
import type { Expectation } from './expected.ts';
import {
  bestMatch,
  type Match,
  mayAnswer,
  promise,
  type Target,
  targetsOf,
  wantedText,
} from './header-match.ts';
import { shortTypeName } from './printing.ts';
import { isPrivate } from './private-member.ts';
import { wantedHeads } from './wanted-heads.ts';
import { holeKind } from './hole-kind.ts';
import type { ScopedName } from './scope.ts';
import { isAroundHole, type Site } from './site.ts';

const mostHeaders = 10;
/** How many members are judged, of all that is in reach and of one value. */
const mostMembers = 150;
const mostOfOne = 400;
const mostStatics = 5;

interface Candidate extends NamedValue {
  /** Through what it is reached, for example `store`; nothing for a name in scope. */
  readonly through?: string;
  /** The type of what it is reached through, printed. */
  readonly of?: string;
}

export interface Matched extends Candidate {
  readonly match: Match;
  readonly score: number;
}

/** A member reached through a value is one step less direct than a name in scope. */
const indirect = 0.85;

/** Best first, at most 10. */
export function relevantHeaders(
  site: Site,
  expectation: Expectation,
  names: readonly ScopedName[],
): RelevantHeader[] {
  const targets = targetsOf(site.checker, expectation);
  if (targets.length === 0) return [];
  const wanted = wantedText(site.checker, targets);
  const seen = new Set<CheckerSymbol>();
  const matched: Matched[] = [];
  for (const candidate of candidates(site, expectation, names)) {
    if (seen.has(candidate.symbol)) continue;
    seen.add(candidate.symbol);
    if (!mayAnswer(candidate.declaration, targets)) continue;
    const match = matchOf(site, candidate, targets, wanted);
    const weight = candidate.through === undefined ? 1 : indirect;
    if (match) matched.push({ ...candidate, match, score: match.score * weight });
  }
  const best = matched.toSorted((a, b) => b.score - a.score).slice(0, mostHeaders);
  return best.map((one) => headerOf(site, one));
}

/**
 * How well a candidate answers. What other files declare is judged once for the same wish, as long as the
 * printed type that holds it is whole.
 */
function matchOf(
  site: Site,
  { declaration, symbol, of = '' }: Candidate,
  targets: readonly Target[],
  wanted: string,
): Match | undefined {
  const judge = () => bestMatch(site.checker, site.checker.typeOf(symbol), targets);
  const source = declaration.getSourceFile();
  if (source === site.source || of.includes('...') || of.endsWith('…')) return judge();
  const key = `${source.fileName}:${declaration.pos} ${of} ${wanted}`;
  if (site.matched.has(key)) return site.matched.get(key);
  const match = judge();
  site.matched.set(key, match);
  return match;
}

/** A declaration that yields what is expected, with what it yields as the reason. */
export function headerOf(site: Site, one: Matched): RelevantHeader {
  const reached = one.through === undefined ? '' : `, reached through \`${one.through}\``;
  return {
    ...valueDeclaration(site, one),
    score: Math.round(one.score * 1000) / 1000,
    reason: `${one.match.verb} \`${one.match.type}\`, ${one.match.part}${expecting(site)}${reached}`,
  };
}

/** Nearest first, since sorting keeps the order of equals; of members those that are written to yield it. */
function* candidates(
  site: Site,
  expectation: Expectation,
  names: readonly ScopedName[],
): Generator<Candidate> {
  const usable = names.filter((name) => !name.aroundHole || ts.isClassLike(name.declaration));
  yield* usable;
  const heads = new Set(wantedHeads(site.checker, expectation).map(({ name }) => name));
  const members = [...membersInReach(site, usable)]
    .filter(({ declaration }) => !isAroundHole(site, declaration))
    .map((candidate) => ({ candidate, promise: promise(candidate.declaration, heads) }))
    .toSorted((a, b) => b.promise - a.promise)
    .slice(0, mostMembers)
    .map(({ candidate }) => candidate);
  site.checker.expectTypesOf(members.map(({ symbol }) => symbol));
  yield* members;
  yield* statics(site, expectation);
}

function* membersInReach(site: Site, names: readonly ScopedName[]): Generator<Candidate> {
  const around = ts.findAncestor(site.hole.node, ts.isClassLike);
  const self = around && site.checker.typeAt(around);
  if (self) yield* membersOf(site, self, 'this');
  for (const { name, symbol, declaration } of names) {
    if (ts.isFunctionDeclaration(declaration)) continue;
    yield* membersOf(site, site.checker.typeOf(symbol), name);
  }
}

function* membersOf(site: Site, type: CheckerType, through: string): Generator<Candidate> {
  if ((type.flags & typeFlag.object) === 0 || site.checker.signaturesOf(type, 'call').length > 0) return;
  const properties = site.checker.propertiesOf(type).slice(0, mostOfOne);
  const of = properties.length === 0 ? '' : shortTypeName(site.checker, type);
  for (const symbol of properties) {
    const { declaration } = symbol;
    if (!declaration || symbol.flags & symbolFlag.prototype) continue;
    if (through === 'this' || !isPrivate(declaration))
      yield { name: symbol.name, symbol, declaration, through, of };
  }
}

/** Cases of an expected enumeration and static members of an expected class. */
function* statics(site: Site, expectation: Expectation): Generator<Candidate> {
  for (const type of expectation.types) {
    const owner = site.checker.nonNullable(type).symbol;
    if (!owner || (owner.flags & (symbolFlag.enum | symbolFlag.class)) === 0) continue;
    const members = site.checker.propertiesOf(site.checker.typeOf(owner));
    for (const symbol of members.slice(0, mostStatics)) {
      const { declaration } = symbol;
      if (declaration && !isPrivate(declaration)) {
        yield { name: symbol.name, symbol, declaration, through: owner.name };
      }
    }
  }
}

const expectations: Readonly<Record<string, string>> = {
  argument: 'this argument expects',
  'return value': 'this function returns',
  'property value': 'this property expects',
  'JSX attribute value': 'this attribute expects',
  'function body': 'this function returns',
  'method body': 'this method returns',
  'array element': 'this array holds',
  initializer: 'this declaration is annotated with',
  member: 'this expression is expected to be',
};

function expecting(site: Site): string {
  return `the type ${expectations[holeKind(site.hole)] ?? 'expected here'}`;
}
