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
      member: -2.21,
      expression: -2.48,
      statement: -2.22,
    },
    importable: {
      member: -0.08,
      expression: -1.58,
      statement: -2.23,
    },
    imports: {
      member: -4.38,
      expression: -5.31,
      statement: -5.13,
    },
    members: {
      member: -4.61,
      expression: -5.38,
      statement: -5.39,
    },
    'similar code': {
      member: -1.37,
      expression: -1.92,
      statement: -2.22,
    },
    types: {
      member: -2.62,
      expression: -3.61,
      statement: -4.2,
    },
    usages: {
      member: 0,
      expression: 0.63,
      statement: -1.44,
    },
  },
  source: {
    headers: 2.37,
    importable: 0.81,
    imports: 0.39,
    members: 1.7,
    'similar code': -0.16,
    types: 0.87,
    usages: 1.17,
  },
  evidence: {
    typed: {
      rank: -0.51,
      words: 1.35,
      next: 4.77,
      likely: 1.17,
      receiver: 0.07,
      few: 1.26,
      fits: 0.84,
      line: 1.21,
      around: 1.78,
      used: 0.56,
      near: -0.09,
      coChange: 1.28,
      above: -2.35,
    },
    named: {
      rank: 2.06,
      words: 0.43,
      next: 3.34,
      likely: 2.03,
      line: 1.14,
      around: 0.55,
      used: -0.3,
      near: -0.67,
      coChange: 1.08,
      above: -0.68,
    },
    chunk: {
      rank: 0,
      near: 0.29,
      coChange: 0.38,
      information: 0.7,
    },
  },
};
