/**
 * Gives each item its score: how likely the rest of the line needs it, by logistic regression on what
 * speaks for it. The weights were fitted on what real code goes on to use.
 */

import { type ContextItem, type ItemMember, type SourceName, withRankedMembers } from '../context/context.ts';
import { type Evidence, evidenceNames } from '../protocol/protocol.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { groupOf, type ScoredPlace, type ScoreWeights, scoreWeights } from './weights.ts';

/**
 * What a chunk counts beside a declaration: it only names what is needed, among much else. At its full likelihood it
 * would push out the declarations; anything from 0.05 to 0.3 shows as many of those needed, to a point or two.
 */
const chunkShare = 0.15;

/** The items with their scores set; which they are, and their order, stays. */
export function score(
  items: readonly ContextItem[],
  place: ScoredPlace,
  weights: ScoreWeights = scoreWeights,
): ContextItem[] {
  const scoreOf = (source: SourceName, evidence: Evidence) =>
    likelihood(features(source, place, evidence), weights);
  const ofMembers = memberScores(items, scoreOf);
  const held = new Set(items.filter(({ members }) => members).map(({ id }) => id));
  const shareOf = sharesOfNames(items);
  return items.map((item) => {
    const scores = ofMembers.get(item);
    if (scores) return withRankedMembers(item, scores);
    const share = item.symbol.kind === 'chunk' ? chunkShare : shareOf(item);
    const scored = { ...item, score: share * scoreOf(item.source, item.evidence) };
    return held.has(item.id) ? headOnly(scored) : scored;
  });
}

/**
 * How much of the certainty that one of the receiver's members follows is spread over all of them, by how many files
 * use each name, and what a name counts that none uses.
 */
const spread = 0.1;
const unused = 0.1;

/** Of what stands before a dot one member is needed, which may be any of them: all together are certain. */
function memberScores(
  items: readonly ContextItem[],
  scoreOf: (source: SourceName, evidence: Evidence) => number,
): ReadonlyMap<ContextItem, readonly number[]> {
  const all = items.flatMap((item) =>
    item.members
      ? [
          {
            item,
            members: item.members.map((one) => ({ ...one, score: scoreOf(item.source, one.evidence) })),
          },
        ]
      : [],
  );
  const own = all.flatMap(({ members }) => members.filter(({ evidence }) => evidence.receiver === 1));
  const usual = ({ evidence }: ItemMember) => (evidence.used ?? 0) + unused;
  const sum = own.reduce((total, { score: one }) => total + one, 0);
  const uses = own.reduce((total, one) => total + usual(one), 0);
  const shareOf = (one: ItemMember & { score: number }) =>
    (1 - spread) * (one.score / Math.max(Number.MIN_VALUE, sum)) + spread * (usual(one) / uses);
  return new Map(
    all.map(({ item, members }) => [
      item,
      members.map((one) => (one.evidence.receiver === 1 ? shareOf(one) : one.score)),
    ]),
  );
}

/** Of several that could be imported under one name one is meant at most: what its source gives to each counts. */
function sharesOfNames(items: readonly ContextItem[]): (item: ContextItem) => number {
  const sums = new Map<string, number>();
  for (const { source, symbol, evidence } of items)
    if (source === 'importable') sums.set(symbol.name, (sums.get(symbol.name) ?? 0) + (evidence.source ?? 0));
  return ({ source, symbol, evidence }) => {
    const sum = sums.get(symbol.name) ?? 0;
    return source === 'importable' && sum > 0 ? (evidence.source ?? 0) / sum : 1;
  };
}

/** What stands beside an item of its own members: they are shown there. */
function headOnly(item: ContextItem): ContextItem {
  return {
    ...item,
    render: (level) => (level === 'signature' ? item.render(level) : undefined),
    brief: () => undefined,
  };
}

export function placeOf({ member, prefix }: Cursor): ScoredPlace {
  if (member) return 'member';
  return /(?:^|\n)[^\S\n]*$/.test(prefix) ? 'statement' : 'expression';
}

/** The inputs of the regression. */
export interface Features {
  readonly source: SourceName;
  readonly place: ScoredPlace;
  /** Logarithm of what the source says, at least -7. */
  readonly said: number;
  readonly evidence: Evidence;
}

const least = 1e-3;

export function features(source: SourceName, place: ScoredPlace, evidence: Evidence): Features {
  return { source, place, said: Math.log(Math.max(least, evidence.source ?? 0)), evidence };
}

/** 0 to 1: how likely it is needed. A source that nothing was fitted for is taken at its word. */
export function likelihood({ source, place, said, evidence }: Features, weights: ScoreWeights): number {
  const prior = weights.prior[source]?.[place];
  if (prior === undefined) return evidence.source ?? 0;
  let odds = prior + (weights.source[source] ?? 0) * said;
  const own = weights.evidence[groupOf[source]];
  for (const name of evidenceNames) odds += (own[name] ?? 0) * (evidence[name] ?? 0);
  return 1 / (1 + Math.exp(-odds));
}
