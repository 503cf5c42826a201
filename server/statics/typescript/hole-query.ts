/**
 * One question about one cursor, answered part by part. A part that the checker fails on is left out;
 * between parts the caller may give up.
 */

import ts from 'typescript';
import type { Range } from '../../protocol/protocol.ts';
import type { ExpectedType, HoleKind, TypedHole } from '../hole.ts';
import type { HolePart, HoleQuery } from '../type-engine.ts';
import { messageOf } from '../../text/text.ts';
import { argumentPlace, callArity } from './argument-place.ts';
import type { Checker, CheckerType } from './checker.ts';
import { signatureAround } from './enclosing-function.ts';
import { expectationAt } from './expectation.ts';
import type { Expectation } from './expected.ts';
import { holeKind } from './hole-kind.ts';
import { legalAt } from './legal.ts';
import { membersAt } from './members.ts';
import { membersInPlay } from './members-in-play.ts';
import { expandedType, typeName } from './printing.ts';
import { relevantHeaders } from './relevant-headers.ts';
import { relevantTypes } from './relevant-types.ts';
import { everyNameAt, namesInScope, nearestOf, typedNames } from './scope.ts';
import { toOriginal } from './probe.ts';
import type { Site } from './site.ts';
import { importedTypes, typesInPlay } from './types-in-play.ts';
import { wantedHeads } from './wanted-heads.ts';

/**
 * Everything about the hole. `pause` is awaited between parts, hears what is known by then, and rejects
 * when nobody waits any more.
 */
export async function describeHole(
  site: Site,
  pause: (known: HolePart) => Promise<void>,
  only?: HoleQuery['only'],
): Promise<TypedHole> {
  const kind = holeKind(site.hole);
  const replaces = replacedRange(site, kind);
  if (kind === 'comment' || kind === 'JSDoc') {
    return { kind, replaces, typingContext: [], relevantTypes: [], relevantHeaders: [] };
  }
  const problems: string[] = [];
  const attempt = attempts(problems);
  const expectation = attempt(() => expectationAt(site), { types: [] });
  const told = { kind, replaces, ...whatIsLegal({ site, kind, expectation }, attempt) };
  if (only) {
    const nothing = { typingContext: [], relevantTypes: [], relevantHeaders: [] };
    const names = only === 'names' ? attempt(() => everyNameAt(site, kind), undefined) : undefined;
    return { ...told, ...nothing, ...(names && { namesInScope: names }), ...noted(problems) };
  }
  const first = { ...told, ...whatIsAround({ site, kind, expectation }, attempt) };
  await pause(first);
  const names = attempt(() => namesInScope(site), []);
  const typingContext = attempt(() => typedNames(site, names), []);
  const everyName = attempt(() => everyNameAt(site, kind), undefined);
  const inScope = { typingContext, ...(everyName && { namesInScope: everyName }) };
  await pause(inScope);
  const imported = attempt(() => importedTypes(site), []);
  const waiting = { symbols: imported, distance: isOfTypes(kind) ? 0 : 1 } as const;
  const types = attempt(() => relevantTypes(site, typesInPlay(site, expectation, names), waiting), []);
  await pause({ relevantTypes: types });
  const headers = attempt(() => relevantHeaders(site, expectation, nearestOf(names)), []);
  await pause({ relevantHeaders: headers });
  const inPlay = attempt(() => membersInPlay(site, names), []);
  return {
    ...first,
    ...inScope,
    relevantTypes: types,
    relevantHeaders: headers,
    membersInPlay: inPlay,
    ...noted(problems),
  };
}

/** Where a type is named, one that is imported and not used yet is likely. */
function isOfTypes(kind: HoleKind): boolean {
  return kind === 'type' || kind === 'type argument';
}

interface Asked {
  readonly site: Site;
  readonly kind: HoleKind;
  readonly expectation: Expectation;
}

/** What may be written at the hole, as far as the checker lists it. */
function whatIsLegal({ site, kind, expectation }: Asked, attempt: Attempt): HolePart {
  const expectedType = attempt(() => expectedTypeOf(site, expectation), undefined);
  const members = attempt(() => membersAt(site, expectation), undefined);
  const legal = attempt(() => legalAt(site, kind, expectation), undefined);
  const argument = attempt(() => argumentPlace(site), undefined);
  const call = attempt(() => callArity(site), undefined);
  return {
    ...(expectedType && { expectedType }),
    ...(members && { members }),
    ...(legal && { legal }),
    ...(argument && { argument }),
    ...(call && { call }),
  };
}

/** What a search elsewhere goes by, and what the model is told of the function around. */
function whatIsAround({ site, expectation }: Asked, attempt: Attempt): HolePart {
  const enclosingSignature = attempt(() => signatureAround(site), undefined);
  const wanted = attempt(() => wantedHeads(site.checker, expectation), []);
  return {
    ...(enclosingSignature !== undefined && { enclosingSignature }),
    ...(wanted.length > 0 && { wantedHeads: wanted }),
  };
}

type Attempt = <T>(part: () => T, otherwise: T) => T;

function noted(problems: readonly string[]): Pick<TypedHole, 'problems'> {
  return problems.length === 0 ? {} : { problems: [...new Set(problems)] };
}

/** Does a part, or notes why it failed and does without it. */
function attempts(problems: string[]): Attempt {
  return (part, otherwise) => {
    try {
      return part();
    } catch (error) {
      const [why] = messageOf(error).split('\n');
      problems.push(why ?? '');
      return otherwise;
    }
  };
}

/** An empty body is replaced whole, blanks included. */
function replacedRange({ probe, hole }: Site, kind: HoleKind): Range {
  const { start, end } = probe.replaced;
  const block = kind === 'function body' || kind === 'method body' ? hole.node.parent.parent : undefined;
  if (start < end || !block || !ts.isBlock(block)) return { start, end };
  const source = block.getSourceFile();
  const isClosed = source.text.charAt(block.end - 1) === '}';
  return {
    start: toOriginal(probe, block.getStart(source) + 1),
    end: toOriginal(probe, isClosed ? block.end - 1 : block.end),
  };
}

function expectedTypeOf(site: Site, expectation: Expectation): ExpectedType | undefined {
  const [type, ...more] = expectation.types;
  const { checker } = site;
  if (expectation.name !== undefined) return ruled(checker, expectation.name, expectation.types);
  if (!type) return undefined;
  const name = typeName(checker, type);
  const expanded = more.length > 0 ? undefined : expandedType(checker, type);
  return expanded === undefined ? { name } : { name, expanded };
}

function ruled(checker: Checker, name: string, types: readonly CheckerType[]): ExpectedType {
  const expanded = types.map((type) => checker.print(type, 'short')).join(' | ');
  return expanded === name || expanded === '' ? { name } : { name, expanded: expanded.slice(0, 2000) };
}
