/** An item for members that a declaration holds, each a line: the likeliest few of them, more, or all. */

import type { Level } from '../protocol/protocol.ts';
import { type ContextItem, type Finding, itemHead, type ItemMember, type ItemSymbol } from './item.ts';

/** Likeliest first. */
export function membersItem(
  holder: Omit<ItemSymbol, 'container'>,
  finding: Finding,
  members: readonly ItemMember[],
): ContextItem {
  const { name, kind, path, range, line } = holder;
  const item = { ...itemHead({ name, kind, path, range, line }, finding), members };
  const even = members.map(() => finding.score / Math.max(1, members.length));
  return { ...item, ...shownAs(holder, members, even) };
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
): Pick<ContextItem, 'worth' | 'render' | 'parts' | 'holds'> {
  const best = scores[0] ?? 0;
  const total = sum(scores) || 1;
  const countOf = (level: Level): number => {
    const { share, most } = shown[level];
    const likely = scores.filter((score) => score >= share * best).length;
    return Math.min(most, Math.max(1, likely));
  };
  const worthOf = (level: Level) => sum(scores.slice(0, countOf(level))) / total;
  const worth = {
    name: 0,
    signature: worthOf('signature'),
    skeleton: worthOf('skeleton'),
    pruned: worthOf('pruned'),
    body: worthOf('body'),
  };
  const render = (level: Level): string | undefined =>
    level === 'name' ? undefined : block(holder, members.slice(0, countOf(level)));
  const parts = (level: Level) =>
    members.slice(0, countOf(level) - 1).map((_, at) => block(holder, members.slice(0, at + 1)));
  const holds = (level: Level) =>
    members.slice(0, countOf(level)).flatMap((member) => [member.name, `${holder.name}.${member.name}`]);
  return { worth, render, parts, holds };
}

/** Letters of a block that stands on one line. */
const longestLine = 100;

/** A literal without a name of its own says where it stands. */
function block({ kind, name }: Pick<ItemSymbol, 'kind' | 'name'>, members: readonly ItemMember[]): string {
  const [before, after] = kind === 'object' ? ['', ` // in ${name}`] : [`${headOf(kind, name)} `, ''];
  const line = `${before}{ ${members.map(({ signature }) => signature).join('; ')} }`;
  if (line.length <= longestLine && !line.includes('\n')) return line + after;
  return [`${before}{${after}`, ...members.map(({ signature }) => `  ${signature};`), '}'].join('\n');
}

function headOf(kind: string, name: string): string {
  if (kind === 'constant') return `const ${name} =`;
  return `${kind} ${name}${kind === 'type' ? ' =' : ''}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
