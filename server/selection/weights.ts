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
      member: -2.48,
      expression: -2.91,
      statement: -1.42,
    },
    importable: {
      member: -0.52,
      expression: -1.74,
      statement: -1.54,
    },
    imports: {
      member: -4.68,
      expression: -5.37,
      statement: -4.54,
    },
    members: {
      member: -4.41,
      expression: -5.25,
      statement: -4.8,
    },
    'similar code': {
      member: -1.08,
      expression: -1.21,
      statement: -1.1,
    },
    types: {
      member: -2.4,
      expression: -3.36,
      statement: -2.67,
    },
  },
  source: {
    headers: 1.97,
    importable: 0.74,
    imports: 0.36,
    members: 1.85,
    'similar code': 0.27,
    types: 0.94,
  },
  evidence: {
    typed: {
      rank: -0.28,
      words: 1.76,
      next: 4.43,
      likely: 0.91,
      receiver: 0.06,
      few: 1.16,
      fits: 0.88,
      line: 1.16,
      around: 1.74,
      used: 0.06,
      near: 0.01,
      coChange: 0.66,
      above: -2.11,
    },
    named: {
      rank: 2.06,
      words: 0.2,
      next: 4.58,
      likely: 2.59,
      line: 1.04,
      around: 0.4,
      used: -0.11,
      near: -0.3,
      coChange: 0.5,
      above: -0.53,
    },
    chunk: {
      rank: -0.08,
      near: 0.44,
      coChange: -0.28,
      information: 1.08,
    },
  },
};
