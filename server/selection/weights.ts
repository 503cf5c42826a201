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
      member: -1.72,
      expression: -1.83,
      statement: -1.38,
    },
    importable: {
      member: 0.16,
      expression: -0.97,
      statement: -0.9,
    },
    imports: {
      member: -2.46,
      expression: -3.13,
      statement: -2.54,
    },
    members: {
      member: -3.56,
      expression: -4.21,
      statement: -3.9,
    },
    'similar code': {
      member: -0.61,
      expression: -1.62,
      statement: -1.01,
    },
    types: {
      member: -1.52,
      expression: -1.81,
      statement: -1.73,
    },
    usages: {
      member: -0.71,
      expression: -0.32,
      statement: 0.06,
    },
  },
  source: {
    headers: 1.83,
    importable: 0.87,
    imports: 1.97,
    members: 1.61,
    'similar code': 0.28,
    types: 1.14,
    usages: 0.69,
  },
  evidence: {
    typed: {
      words: 0.94,
      next: 3.82,
      likely: 0.8,
      receiver: -1.19,
      few: 0.52,
      choice: 1.21,
      fits: 1.78,
      line: 0.54,
      around: 0.6,
      used: -1.31,
      near: -0.65,
      coChange: -0.14,
      above: -2.04,
    },
    named: {
      words: 1.83,
      next: 1.7,
      likely: 1.27,
      line: 1.19,
      around: 0.18,
      used: -2.13,
      near: 0,
      coChange: 0.08,
      above: -0.31,
    },
    chunk: {
      near: 0.03,
      coChange: -0.25,
      information: 1.13,
    },
  },
};
