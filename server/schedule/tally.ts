/** What the schedule did, in numbers. */

export interface Tally {
  /** Completions that an editor asked for. */
  readonly asks: number;
  /** Times that the chosen model was asked. */
  readonly calls: number;
  /** Asks that were answered by what was answered before. */
  readonly remembered: number;
  /** Asks that were answered by a call which an earlier ask had made. */
  readonly joined: number;
  /** Asks that the person typed past before the model was asked. */
  readonly dropped: number;
  /** Calls that were ended because the text had changed. */
  readonly superseded: number;
  /** Asks that the quick model answered. */
  readonly quick: number;
  /** Calls that were to follow the quick model's answer and were not needed. */
  readonly spared: number;
  /** Answers of the quick model that the chosen one had another for. */
  readonly improved: number;
  /** Calls that were made before anybody asked. */
  readonly speculated: number;
}

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
