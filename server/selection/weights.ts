/** What each kind of evidence weighs in the score of an item. Written by `test/bench/fit-weights.ts`. */

import type { SourceName } from '../context/context.ts';
import type { EvidenceName } from '../protocol/protocol.ts';

/** Where a cursor stands, as far as scores tell places apart. */
export type ScoredPlace = 'member' | 'expression' | 'statement';

/** Sources whose items evidence speaks for alike: found by type, found by name, stretches of code. */
export type SourceGroup = 'typed' | 'named' | 'chunk';

export const groupOf: Readonly<Record<SourceName, SourceGroup>> = {
  pinned: 'named',
  'failing names': 'named',
  types: 'typed',
  headers: 'typed',
  members: 'typed',
  importable: 'named',
  imports: 'named',
  usages: 'chunk',
  'similar code': 'chunk',
  'recently edited': 'chunk',
};

export interface ScoreWeights {
  /** Log-odds that an item of a source is needed at a place, nothing else known. */
  readonly prior: Readonly<Partial<Record<SourceName, Readonly<Record<ScoredPlace, number>>>>>;
  /** Log-odds for each e-fold of what the source itself says of the item. */
  readonly source: Readonly<Partial<Record<SourceName, number>>>;
  /** Log-odds that each kind of evidence adds at its most. */
  readonly evidence: Readonly<Record<SourceGroup, Readonly<Partial<Record<EvidenceName, number>>>>>;
}

export const scoreWeights: ScoreWeights = {
  prior: {
    headers: {
      member: -2.03,
      expression: -2.22,
      statement: -1.74,
    },
    importable: {
      member: -0.59,
      expression: -1.23,
      statement: -1.28,
    },
    imports: {
      member: -3.01,
      expression: -4.02,
      statement: -2.93,
    },
    members: {
      member: -4.88,
      expression: -5.56,
      statement: -5.27,
    },
    'similar code': {
      member: -0.25,
      expression: -0.26,
      statement: -0.43,
    },
    types: {
      member: -2.96,
      expression: -2.86,
      statement: -2.27,
    },
    usages: {
      member: -1.2,
      expression: -0.65,
      statement: 0.21,
    },
  },
  source: {
    headers: 2.34,
    importable: 0.83,
    imports: 1.62,
    members: 1.79,
    'similar code': 0.93,
    types: 1.07,
    usages: 0.86,
  },
  evidence: {
    typed: {
      words: 1.66,
      next: 3.22,
      likely: 0.71,
      reached: 1.96,
      receiver: -1.29,
      few: 0.74,
      choice: 1.89,
      fits: 1.02,
      line: 1.22,
      around: 0.99,
      used: -1.64,
      near: -0.14,
      coChange: -0.05,
      above: -2.89,
    },
    named: {
      words: 1.53,
      next: 2.59,
      likely: 2.01,
      line: 0.47,
      around: 0.44,
      used: -1.87,
      near: 0.11,
      coChange: 0.08,
      above: -0.43,
    },
    chunk: {
      near: 0.06,
      coChange: -0.42,
      information: 0.2,
    },
  },
};
