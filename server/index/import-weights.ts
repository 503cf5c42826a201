/** What each kind of evidence weighs in what a file may want to import. Written by `test/bench/fit-imports.ts`. */

import type { Evidence } from './importable.ts';

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
