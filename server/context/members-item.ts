/** An item for members that a declaration holds: the likeliest few of them, more, or all. */

import { type Evidence, type Level, levels } from '../protocol/protocol.ts';
import { concise, plainly } from './concise.ts';
import {
  type ContextItem,
  type Finding,
  itemHead,
  type ItemList,
  type ItemMember,
  type ItemSymbol,
} from './item.ts';
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

/** Nothing is worked out before it is asked for: before its members are ranked, an item is never shown. */
function shownAs(
  holder: Pick<ItemSymbol, 'kind' | 'name'>,
  members: readonly ItemMember[],
  scores: readonly number[],
): Shown {
  const list = lazily(() => listOf(holder, members, scores));
  return {
    list,
    render: (level) => (level === 'name' ? undefined : list().textAt(level)),
    holds: (level) =>
      list()
        .namesAt(level)
        .flatMap((name) => [name, `${holder.name}.${name}`]),
  };
}

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

interface KnownList extends ItemList {
  textAt(level: Level): string;
  namesAt(level: Level): string[];
}

function listOf(
  holder: Pick<ItemSymbol, 'kind' | 'name'>,
  members: readonly ItemMember[],
  scores: readonly number[],
): KnownList {
  const steps = memberSteps(holder, members, scores);
  const shows = membersShown(steps);
  const worths = worthsOf(steps, sum(scores) || 1);
  const countAt = (level: Level): number => {
    const { share, most } = shown[level];
    const likely = scores.filter((score) => score >= share * (scores[0] ?? 0)).length;
    const enough = level === 'body' ? members.length : Math.min(most, Math.max(1, likely));
    return shows.findLastIndex((count) => count <= enough);
  };
  const counts = lazily(() => levels.map((level) => [level, countAt(level)] as const));
  const formsUpTo = (count: number) => new Map(steps.slice(0, count).map(({ at, form }) => [at, form]));
  const textOf = (count: number) => {
    const forms = formsUpTo(count);
    return memberBlock(
      holder,
      members.flatMap((_, at) => forms.get(at) ?? []),
    );
  };
  return {
    entries: steps.map(({ added }) => added),
    worthOf: (count) => worths[Math.min(count, steps.length)] ?? 1,
    levelOf: (count) => counts().find(([, most]) => most >= count)?.[0] ?? 'body',
    membersOf: (count) => shows[count] ?? members.length,
    textOf,
    textAt: (level) => textOf(countAt(level)),
    namesAt: (level) => [...formsUpTo(countAt(level)).keys()].map((at) => members[at]?.name ?? ''),
  };
}

/** The share of the whole that no step, the first step, the first two … are worth. */
function worthsOf(steps: readonly MemberStep[], total: number): number[] {
  let gained = 0;
  return [0, ...steps.map(({ gain }) => (gained += gain) / total)];
}

/** How many members no step, the first step, the first two … show. */
function membersShown(steps: readonly MemberStep[]): number[] {
  const seen = new Set<number>();
  return [0, ...steps.map(({ at }) => seen.add(at).size)];
}

/**
 * Shares of a member's worth that its shorter forms have: the name is what has to be right. With less, members in the
 * middle of long lists are shown whole and those at the end not at all. With 0.8, 0.9 and 0.97 of it for the short form
 * 86, 87 and 87 % of what is imported or reached by type is declared at 512 tokens, 95 % at 2,048 (four repositories).
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

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
