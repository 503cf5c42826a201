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
      member: -2.23,
      expression: -2.5,
      statement: -2.24,
    },
    importable: {
      member: 0.41,
      expression: -1.2,
      statement: -1.87,
    },
    imports: {
      member: -2.94,
      expression: -3.82,
      statement: -3.89,
    },
    members: {
      member: -4.59,
      expression: -5.37,
      statement: -5.37,
    },
    'similar code': {
      member: -1.37,
      expression: -1.92,
      statement: -2.22,
    },
    types: {
      member: -2.8,
      expression: -3.82,
      statement: -4.4,
    },
    usages: {
      member: 0,
      expression: 0.63,
      statement: -1.44,
    },
  },
  source: {
    headers: 2.44,
    importable: 0.86,
    imports: 0.98,
    members: 1.7,
    'similar code': -0.16,
    types: 0.84,
    usages: 1.17,
  },
  evidence: {
    typed: {
      words: 1.34,
      next: 4.76,
      likely: 1.15,
      receiver: 0.07,
      few: 1.27,
      fits: 0.84,
      line: 1.22,
      around: 1.76,
      used: 0.57,
      near: -0.11,
      coChange: 1.27,
      above: -2.36,
    },
    named: {
      words: 0.9,
      next: 3.34,
      likely: 2.04,
      line: 1.04,
      around: 0.79,
      used: -0.69,
      near: -0.2,
      coChange: 1.28,
      above: -0.61,
    },
    chunk: {
      near: 0.29,
      coChange: 0.38,
      information: 0.7,
    },
  },
};
