/**
 * Decides how much context from other files a request deserves: none where nothing of another file can be
 * named, or where hardly anything is likely to be; else as much as is worth its tokens.
 */

import type { ContextItem } from '../context/context.ts';
import type { TracedGate } from '../protocol/protocol.ts';
import type { Hole } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';

interface Gate extends TracedGate {
  /** Value that each token has to add at least; infinite where only what is pinned is shown. */
  readonly least: number;
}

/** Where nothing of another file is named. */
const closed: ReadonlySet<string> = new Set(['comment', 'JSDoc', 'string', 'name']);
/** Symbols that are needed, on average, below which none are shown. What is shown is the same from 0 to 0.1. */
const fewestNeeded = 0.04;
/**
 * What a token has to add: a line of twenty tokens is shown where one in a thousand such lines is needed. With nothing
 * asked as much is found; four times as much costs two points at 2,048 tokens.
 */
const leastPerToken = 5e-5;

/** What was found, scored; the budget in tokens. */
export function gateFor(
  items: readonly ContextItem[],
  { region }: Pick<Cursor, 'region'>,
  { kind }: Pick<Hole, 'kind'>,
  tokens: number,
): Gate {
  if (region !== 'code' || closed.has(kind)) {
    const where = region === 'code' ? kind : region;
    return shut(tokens, `Nothing of another file is named in a ${where}.`);
  }
  const needed = items.reduce((sum, item) => sum + (item.symbol.kind === 'chunk' ? 0 : item.score), 0);
  const share = `${Math.round(100 * Math.min(1, needed))} %`;
  if (items.length > 0 && needed < fewestNeeded)
    return shut(tokens, `The chance that the rest of the line needs anything of what was found is ${share}.`);
  const why = `About ${needed.toFixed(1)} of the symbols that were found will be needed: everything that is worth its tokens is shown.`;
  return { tokens, asked: tokens, least: leastPerToken, why };
}

function shut(asked: number, why: string): Gate {
  return { tokens: 0, asked, least: Number.POSITIVE_INFINITY, why };
}
