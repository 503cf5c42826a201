/**
 * The order in which items are shown, a step at a time: always the step that is worth most per token, given those
 * before it. It does not depend on a budget, so what two budgets take from its front is nested.
 */

import type { ContextItem } from '../context/context.ts';
import { type Candidate, efficiency, type Increment, incrementsOf } from './increments.ts';

/** Increments that are taken together: a signature, behind the types that it mentions. */
export interface Step {
  readonly increments: readonly Increment[];
  readonly tokens: number;
  readonly gain: number;
  /** 0 for what a pin asks for, else 1. */
  readonly rank: number;
}

/** Types that a signature mentions come along where they cost no more than this share of it. */
const mostOfClosure = 0.75;

/** A candidate with the steps that are left to it, the next one first. */
interface Waiting {
  readonly candidate: Candidate;
  increments: readonly Increment[];
  /** Candidates that declare what its signature mentions, and those whose signatures mention it. */
  mentions: readonly Waiting[];
  readonly mentionedBy: Waiting[];
  isTaken: boolean;
  /** Its next step, until something that this depends on changes. */
  next: { readonly step: Step | undefined } | undefined;
}

/** Every step of every candidate; `header` gives the tokens of the line that names an item's file. */
export function* chainOf(
  candidates: readonly Candidate[],
  header: (item: ContextItem) => number,
): Generator<Step> {
  const all = candidates.map((candidate): Waiting => {
    const increments = incrementsOf(candidate, header(candidate.item));
    return { candidate, increments, mentions: [], mentionedBy: [], isTaken: false, next: undefined };
  });
  connect(all);
  const places = new Map(all.map((one) => [one.candidate.item, one]));
  const paths = Map.groupBy(all, pathOf);
  const named = new Set<string>();
  for (let step = best(all); step; step = best(all)) {
    yield step;
    for (const { item } of step.increments) {
      const one = places.get(item);
      if (!one) continue;
      one.isTaken = true;
      change(one, one.increments.slice(1));
      if (named.has(pathOf(one)) || header(item) === 0) continue;
      named.add(pathOf(one));
      for (const other of paths.get(pathOf(one)) ?? [])
        if (!other.isTaken) change(other, incrementsOf(other.candidate, 0));
    }
  }
}

function change(one: Waiting, increments: readonly Increment[]): void {
  one.increments = increments;
  for (const other of [one, ...one.mentionedBy]) other.next = undefined;
}

function pathOf({ candidate }: Waiting): string {
  return candidate.item.symbol.path;
}

/** Finds what signatures mention: of several declarations of a name that of the same file, or the best. */
function connect(all: readonly Waiting[]): void {
  const types = Map.groupBy(
    all.filter(({ candidate: { item } }) => typeKinds.has(item.symbol.kind)),
    ({ candidate: { item } }) => item.symbol.name,
  );
  for (const one of all) {
    // `Effect.Effect` is declared as `Effect`.
    const names = new Set((one.candidate.item.mentions ?? []).map((name) => name.replace(/^.*\./, '')));
    one.mentions = [...names].flatMap((name) => {
      const found = types.get(name)?.filter((other) => other !== one) ?? [];
      return found.find((other) => pathOf(other) === pathOf(one)) ?? found[0] ?? [];
    });
    for (const other of one.mentions) other.mentionedBy.push(one);
  }
}

const typeKinds = new Set(['class', 'interface', 'type', 'enum']);

function best(all: readonly Waiting[]): Step | undefined {
  let found: Step | undefined;
  for (const one of all) {
    one.next ??= { step: stepOf(one) };
    const { step } = one.next;
    if (step && (!found || isBefore(step, found))) found = step;
  }
  return found;
}

/** The next step of a candidate, with the types that it mentions and that are cheap enough to come along. */
function stepOf({ increments, mentions, isTaken }: Waiting): Step | undefined {
  const [own] = increments;
  if (!own) return undefined;
  const closure = isTaken || own.level === 'name' ? [] : mentions.flatMap(firstOf);
  const cost = sumOf(closure, 'tokens');
  const all = cost <= mostOfClosure * own.tokens ? [...closure, own] : [own];
  return { increments: all, tokens: sumOf(all, 'tokens'), gain: sumOf(all, 'gain'), rank: rankOf(own) };
}

function firstOf({ increments: [first], isTaken }: Waiting): Increment[] {
  return isTaken || !first ? [] : [first];
}

function sumOf(increments: readonly Increment[], part: 'tokens' | 'gain'): number {
  return increments.reduce((sum, increment) => sum + increment[part], 0);
}

/** A pinned symbol comes first with all of its text, what lies in a pinned file as an outline. */
function rankOf({ said: { pin }, level, item }: Increment): number {
  if (pin === undefined) return 1;
  return pin.includes('#') || item.symbol.kind === 'chunk' || level !== 'body' ? 0 : 1;
}

function isBefore(a: Step, b: Step): boolean {
  if (a.rank !== b.rank) return a.rank < b.rank;
  const by = efficiency(a) - efficiency(b);
  return by === 0 ? keyOf(a) < keyOf(b) : by > 0;
}

function keyOf({ increments }: Step): string {
  return increments.map(({ item, level }) => `${item.id} ${item.symbol.name} ${level}`).join();
}
