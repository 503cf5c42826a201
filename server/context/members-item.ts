/** An item for members that a declaration holds: the likeliest few of them, more, or all. */

import { type Evidence, type Level, levels } from '../protocol/protocol.ts';
import { concise, plainly } from './concise.ts';
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
  const shown = members.map((member) => ({ ...member, signature: plainly(member.signature) }));
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

type Shown = Pick<ContextItem, 'list' | 'render' | 'holds'>;

function shownAs(
  holder: Pick<ItemSymbol, 'kind' | 'name'>,
  members: readonly ItemMember[],
  scores: readonly number[],
): Shown {
  const steps = memberSteps(holder, members, scores);
  const shows = membersShown(steps);
  const total = sum(scores) || 1;
  const countOf = (level: Level): number => {
    const { share, most } = shown[level];
    const likely = scores.filter((score) => score >= share * (scores[0] ?? 0)).length;
    const enough = level === 'body' ? members.length : Math.min(most, Math.max(1, likely));
    return shows.findLastIndex((count) => count <= enough);
  };
  const upTo = (count: number) => formsAfter(steps.slice(0, count));
  const textOf = (count: number) => {
    const forms = upTo(count);
    return memberBlock(
      holder,
      members.flatMap((_, at) => forms.get(at) ?? []),
    );
  };
  const list = {
    entries: steps.map(({ added }) => added),
    worthOf: (count: number) => sum(steps.slice(0, count).map(({ gain }) => gain)) / total,
    levelOf: (count: number) => levels.find((level) => countOf(level) >= count) ?? 'body',
    membersOf: (count: number) => shows[count] ?? members.length,
    textOf,
  };
  const render = (level: Level) => (level === 'name' ? undefined : textOf(countOf(level)));
  const holds = (level: Level) =>
    [...upTo(countOf(level)).keys()].flatMap((at) => {
      const name = members[at]?.name ?? '';
      return [name, `${holder.name}.${name}`];
    });
  return { list, render, holds };
}

/** How many members no step, the first step, the first two … show. */
function membersShown(steps: readonly MemberStep[]): number[] {
  const seen = new Set<number>();
  return [0, ...steps.map(({ at }) => seen.add(at).size)];
}

/**
 * Shares of a member's worth that its shorter forms have: the name is what has to be right. With less, members in the
 * middle of long lists are shown whole and those at the end not at all.
 */
const worthOf = { short: 0.9, concise: 0.99 } as const;
/** Letters that a form saves at least. */
const saving = 20;

/** A member that is shown, or shown in more words than before. */
interface MemberStep {
  readonly at: number;
  readonly form: string;
  /** What it adds to the text. */
  readonly added: string;
  readonly gain: number;
}

/** From nothing to all members whole: what is worth most for its length first, of each member the shortest form first. */
function memberSteps(
  holder: Pick<ItemSymbol, 'kind' | 'name'>,
  members: readonly ItemMember[],
  scores: readonly number[],
): MemberStep[] {
  const whole = addedBy(
    holder,
    members.map(({ signature }) => signature),
  );
  const steps = members.flatMap((member, at): MemberStep[] => {
    const score = scores[at] ?? 0;
    const added = whole[at] ?? member.signature;
    // What shares its type with others needs no shorter form.
    if (added !== member.signature) return [{ at, form: member.signature, added, gain: score }];
    let before = { form: '', worth: 0 };
    return growing(member).map(({ form, worth }) => {
      const step = { at, form, added: form.slice(before.form.length), gain: score * (worth - before.worth) };
      before = { form, worth };
      return step;
    });
  });
  const efficiency = ({ gain, added }: MemberStep) => gain / (added.length + lettersAround);
  return steps.toSorted((a, b) => efficiency(b) - efficiency(a));
}

/** A member in ever more words, each form with the share of its worth. */
function growing({ signature, short }: ItemMember): { form: string; worth: number }[] {
  const line = concise(signature);
  return [
    ...(short !== undefined && short.length < line.length ? [{ form: short, worth: worthOf.short }] : []),
    ...(line.length + saving <= signature.length ? [{ form: line, worth: worthOf.concise }] : []),
    { form: signature, worth: 1 },
  ];
}

/** Letters between members, as far as they cost tokens. */
const lettersAround = 4;

function formsAfter(steps: readonly MemberStep[]): Map<number, string> {
  return new Map(steps.map(({ at, form }) => [at, form]));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
