/** What the schedule did, in numbers. */

import type { Tally } from '../protocol/protocol.ts';

export type TallyName = keyof Tally;

export const noTally: Tally = {
  asks: 0,
  calls: 0,
  remembered: 0,
  joined: 0,
  dropped: 0,
  superseded: 0,
  quick: 0,
  spared: 0,
  improved: 0,
  speculated: 0,
};

/** Calls that a schedule without memory, joining, waiting and cascade would have made besides. */
export function savedBy({ remembered, joined, dropped, spared }: Tally): number {
  return remembered + joined + dropped + spared;
}
