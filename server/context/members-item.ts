/** An item for members that a declaration holds: the likeliest few of them, more, or all. */

import { type Evidence, type Level, levels } from '../protocol/protocol.ts';
import { concise } from './concise.ts';
import { type ContextItem, type Finding, itemHead, type ItemMember, type ItemSymbol } from './item.ts';
import { addedBy, memberBlock } from './member-block.ts';

/** With so many members beside it, a member is one of too many. */
const mostMembers = 1000;

/** What the number of members says for each: of what stands before the dot they are what there is to choose from. */
export function memberEvidence(members: number, isReceiver: boolean): Evidence {
  const few = 1 - Math.min(1, Math.log(members) / Math.log(mostMembers));
  return isReceiver ? { few: 0, choice: few, receiver: 1 } : { few, choice: 0, receiver: 0 };
}

/** Likeliest first. */
export function membersItem(
  holder: Omit<ItemSymbol, 'container'>,
  finding: Finding,
  members: readonly ItemMember[],
): ContextItem {
  const { name, kind, path, range, line } = holder;
  const shown = members.map((member) => ({ ...member, signature: concise(member.signature) }));
  const item = { ...itemHead({ name, kind, path, range, line }, finding), members: shown };
  const even = members.map(() => finding.score / Math.max(1, members.length));
  return { ...item, ...shownAs(holder, shown, even) };
}

/**
 * The same item with its members ordered by these scores (0 to 1, how likely each is needed); its own score
 * is that of all together.
 */
export function withRankedMembers(item: ContextItem, scores: readonly number[]): ContextItem {
  const ranked = (item.members ?? [])
    .map((member, at) => ({ member, score: scores[at] ?? 0 }))
    .toSorted((a, b) => b.score - a.score);
  const members = ranked.map(({ member }) => member);
  const sorted = ranked.map(({ score }) => score);
  const score = Math.min(1, sum(sorted));
  return { ...item, members, score, ...shownAs(item.symbol, members, sorted) };
}

/** With each level come more members: those down to a share of the likeliest, at most so many. */
const shown = {
  name: { share: 1, most: 0 },
  signature: { share: 0.5, most: 3 },
  skeleton: { share: 0.2, most: 8 },
  pruned: { share: 0.05, most: 20 },
  body: { share: 0, most: Number.POSITIVE_INFINITY },
} as const satisfies Record<Level, { share: number; most: number }>;

function shownAs(
  holder: Pick<ItemSymbol, 'kind' | 'name'>,
  members: readonly ItemMember[],
  scores: readonly number[],
): Pick<ContextItem, 'list' | 'render' | 'holds'> {
  const best = scores[0] ?? 0;
  const total = sum(scores) || 1;
  const countOf = (level: Level): number => {
    const { share, most } = shown[level];
    const likely = scores.filter((score) => score >= share * best).length;
    return Math.min(most, Math.max(1, likely));
  };
  const textOf = (count: number) =>
    memberBlock(
      holder,
      members.slice(0, count).map(({ signature }) => signature),
    );
  const list = {
    entries: addedBy(
      holder,
      members.map(({ signature }) => signature),
    ),
    worthOf: (count: number) => sum(scores.slice(0, count)) / total,
    levelOf: (count: number) => levels.find((level) => countOf(level) >= count) ?? 'body',
    textOf,
  };
  const render = (level: Level): string | undefined =>
    level === 'name' ? undefined : textOf(countOf(level));
  const holds = (level: Level) =>
    members.slice(0, countOf(level)).flatMap((member) => [member.name, `${holder.name}.${member.name}`]);
  return { list, render, holds };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
