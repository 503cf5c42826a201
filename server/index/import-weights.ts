/** What each kind of evidence weighs in what a file may want to import. Written by `test/bench/fit-imports.ts`. */

/** What speaks for a candidate, each 0 to about 1. */
export interface Evidence {
  /** Its name is used in the file and bound by nothing. */
  readonly unbound: number;
  /** It yields a wanted type. */
  readonly yields: number;
  /** It takes a type of a value in play: more for one that few take. */
  readonly takes: number;
  /** Files with similar imports import it. */
  readonly companions: number;
  /** The file imports from its file already. */
  readonly sameFile: number;
  /** How few folders lie between. */
  readonly near: number;
  /** How many files use a symbol of its name. */
  readonly used: number;
  /** Parts of its name on the line of the cursor, and near it. */
  readonly line: number;
  readonly around: number;
  /** It is of a kind that fits the place. */
  readonly kind: number;
  /** A test or an example declares it. */
  readonly test: number;
}

/** Each point more of their sum is as good as being 2.7 times as likely. */
export const importWeights: Readonly<Record<keyof Evidence, number>> = {
  unbound: 6.9,
  yields: 2.9,
  takes: 1.6,
  companions: 4.3,
  sameFile: 1.2,
  near: 2.1,
  used: -1.2,
  line: 3.3,
  around: 2.4,
  kind: 2.3,
  test: -0.5,
};
