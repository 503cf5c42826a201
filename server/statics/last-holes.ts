/**
 * The last holes of the files that were asked about, and what of them still holds a few keystrokes later:
 * all that they say of other files as long as those do not change.
 */

import type { Range } from '../protocol/protocol.ts';
import type { Declaration, TypedHole } from './hole.ts';
import { replacedAt } from './replaced.ts';
import type { HolePart, HoleQuery, UnfinishedHole } from './type-engine.ts';

const kept = 16;

interface Last {
  readonly query: HoleQuery;
  readonly hole: TypedHole;
}

/** How a text became another: one stretch of it was replaced. */
interface Replaced {
  readonly start: number;
  /** Where the stretch ended, and where what stands for it ends. */
  readonly before: number;
  readonly after: number;
}

/** What there is to say about a hole, and how a person calls it. */
const parts: readonly (readonly [keyof TypedHole, string])[] = [
  ['typingContext', 'names in scope'],
  ['relevantTypes', 'relevant types'],
  ['relevantHeaders', 'relevant headers'],
  ['membersInPlay', 'members in play'],
];

/** Owns the last hole of each file, those of the files asked about last. */
export class LastHoles {
  /** Least recently asked first. */
  readonly #last = new Map<string, Last>();

  keep(query: HoleQuery, hole: TypedHole): void {
    this.#last.delete(query.path);
    this.#last.set(query.path, { query, hole });
    const [oldest] = this.#last.keys();
    if (this.#last.size > kept && oldest !== undefined) this.#last.delete(oldest);
  }

  /** What was said of a file while another had an older text is not to be said again. */
  changed(paths: readonly string[]): void {
    for (const path of this.#last.keys()) {
      if (paths.some((changed) => changed !== path)) this.#last.delete(path);
    }
  }

  /** A hole of which only a part is known, with what the last one of its file adds; `undefined`: nothing is. */
  finish(query: HoleQuery, known: HolePart): UnfinishedHole | undefined {
    const last = this.#last.get(query.path);
    const recalled = last && stillHolds(last, query);
    if (!recalled && Object.keys(known).length === 0) return undefined;
    const whole = { ...recalled, ...known };
    const names = (wanted: (part: keyof TypedHole) => boolean) =>
      parts.filter(([part]) => wanted(part)).map(([, name]) => name);
    const old = names((part) => !(part in known) && whole[part] !== undefined);
    const missing = names((part) => whole[part] === undefined);
    const unfinished = [
      ...(old.length > 0 ? [`${old.join(', ')} as of the keystroke before`] : []),
      ...(missing.length > 0 ? [`no ${missing.join(', ')} yet`] : []),
    ].join('; ');
    return { ...whole, unfinished };
  }
}

/** What of a hole is true of the same file a little later; `undefined` when more than a line changed. */
function stillHolds({ query: old, hole }: Last, now: HoleQuery): HolePart | undefined {
  const change = changeOf(old.text, now.text);
  const isOneLine = ![old.text.slice(change.start, change.before), now.text.slice(change.start, change.after)]
    .join('')
    .includes('\n');
  if (!isOneLine) return undefined;
  const { typingContext, membersInPlay } = hole;
  const context: HolePart = {
    typingContext,
    relevantTypes: moved(hole.relevantTypes, now.path, change),
    ...(hole.namesInScope && { namesInScope: hole.namesInScope }),
    ...(membersInPlay && { membersInPlay }),
  };
  if (!isSamePlace(old, now)) return context;
  const { kind, expectedType, wantedHeads, argument } = hole;
  return {
    ...context,
    kind,
    ...(expectedType && { expectedType }),
    ...(wantedHeads && { wantedHeads }),
    ...(argument && { argument }),
    relevantHeaders: moved(hole.relevantHeaders, now.path, change),
  };
}

/** Whether only the word at the hole is another. */
function isSamePlace(a: HoleQuery, b: HoleQuery): boolean {
  const [first, second] = [replacedAt(a.text, a.offset), replacedAt(b.text, b.offset)];
  return (
    first.start === second.start &&
    a.text.slice(0, first.start) === b.text.slice(0, second.start) &&
    a.text.slice(first.end) === b.text.slice(second.end)
  );
}

function changeOf(old: string, text: string): Replaced {
  const shorter = Math.min(old.length, text.length);
  let start = 0;
  while (start < shorter && old.charCodeAt(start) === text.charCodeAt(start)) start++;
  let tail = 0;
  while (
    tail < shorter - start &&
    old.charCodeAt(old.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)
  )
    tail++;
  return { start, before: old.length - tail, after: text.length - tail };
}

function moved<D extends Declaration>(list: readonly D[], path: string, change: Replaced): D[] {
  const at = (offset: number) =>
    offset < change.before
      ? Math.min(offset, change.start + Math.max(0, change.after - change.start))
      : offset + change.after - change.before;
  const range = ({ start, end }: Range): Range => ({ start: at(start), end: at(end) });
  return list.map((one) => (one.path === path ? { ...one, range: range(one.range) } : one));
}
