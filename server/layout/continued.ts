/**
 * The context block as the last prompt had it, with what is new appended. A model server that remembers the last
 * prompt then reads only what is new; nothing that stands there is moved or changed. Where too much of it is out of
 * date, or what matters does not fit any more, the block is made anew.
 */

import { neutralise, type Segment, type Tokenizer } from '../models/models.ts';
import type { KeptItem, Level, Trace } from '../protocol/protocol.ts';
import type { KeptChoice } from '../selection/selection.ts';
import { type BlockStyle, contextSegments } from './blocks.ts';

/** Share of the block's tokens that may be out of date. */
const mostStale = 0.9;
/** Share of the value of all that is wanted from which on an item is worth its place at once. */
const matters = 0.25;
/** The chance of being needed from which on an item is worth that. */
const likely = 0.2;

/** Levels at which one text follows from a file: another one means that the file has changed. */
const wholeLevels: ReadonlySet<Level> = new Set(['signature', 'body']);

export interface Continued {
  readonly segments: readonly Segment[];
  readonly kept: readonly KeptChoice[];
  /** Wanted, and left out until the block is made anew. */
  readonly waiting: readonly KeptChoice[];
  /** What stands there and is not wanted any more. */
  readonly stale: readonly KeptItem[];
}

interface ContinueRequest {
  readonly last: Trace;
  /** What the block should show. */
  readonly wanted: readonly KeptChoice[];
  readonly style: BlockStyle;
  readonly tokens: number;
  readonly tokenizer: Tokenizer;
}

/** `undefined` where the block has to be made anew. */
export function continued({
  last,
  wanted,
  style,
  tokens,
  tokenizer,
}: ContinueRequest): Continued | undefined {
  const block = last.prompt.filter(({ kind }) => kind === 'context');
  if (block.length === 0) return undefined;
  const before = new Map(last.kept.map((item) => [item.id, item]));
  const stands = ({ item, text }: KeptChoice) => {
    const own = before.get(item.id);
    // Another source writes the same declaration in another way.
    if (own && own.source !== item.source) return true;
    const whole = own && item.render(own.level);
    return block.some(
      (one) =>
        one.origin.split(' ').includes(item.id) &&
        (one.text.includes(neutralise(text)) ||
          (whole && whole.length >= text.length && one.text.includes(neutralise(whole)))),
    );
  };
  const missing = wanted.filter((choice) => !stands(choice));
  const hasChanged = ({ item, level }: KeptChoice) =>
    wholeLevels.has(level) && before.get(item.id)?.level === level;
  if (missing.some(hasChanged)) return undefined;
  const value = wanted.reduce((sum, choice) => sum + choice.value, 0);
  const added = missing.filter((choice) => choice.value >= Math.max(likely, matters * value));
  const kept = wanted.filter((choice) => !missing.includes(choice) || added.includes(choice));
  const segments = [...block, ...contextSegments(added, style)];
  const stale = staleItems(last, kept);
  // Nothing is wanted within a comment or a string: what stands there will be wanted again behind it.
  if (wanted.length > 0 && staleShare(block, stale) > mostStale) return undefined;
  if (tokenizer.count(segments.map(({ text }) => text).join('')) > tokens) return undefined;
  return { segments, kept, waiting: missing.filter((choice) => !added.includes(choice)), stale };
}

function staleItems({ kept: before }: Trace, kept: readonly KeptChoice[]): KeptItem[] {
  const ids = new Set(kept.map(({ item }) => item.id));
  const why = 'Stays from the last prompt, so that a server which remembers that need not read it anew.';
  return before.filter(({ id }) => !ids.has(id)).map((item) => ({ ...item, why }));
}

/** By tokens: of a block of several items each counts alike. */
function staleShare(block: Trace['prompt'], stale: readonly KeptItem[]): number {
  const ids = new Set(stale.map(({ id }) => id));
  const all = block.reduce((sum, { tokens }) => sum + tokens, 0);
  const old = block.reduce((sum, { origin, tokens }) => {
    const own = origin.split(' ');
    return sum + (tokens * own.filter((id) => ids.has(id)).length) / own.length;
  }, 0);
  return old / Math.max(1, all);
}
