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
      member: -2.29,
      expression: -2.03,
      statement: -1.73,
    },
    importable: {
      member: -0.84,
      expression: -1.77,
      statement: -1.6,
    },
    imports: {
      member: -3.08,
      expression: -4.03,
      statement: -3.36,
    },
    members: {
      member: -4.9,
      expression: -5.34,
      statement: -5.1,
    },
    'similar code': {
      member: -0.9,
      expression: -1.3,
      statement: -0.96,
    },
    types: {
      member: -2.36,
      expression: -2.71,
      statement: -2.55,
    },
    usages: {
      member: -1,
      expression: -0.45,
      statement: -0.5,
    },
  },
  source: {
    headers: 2.17,
    importable: 0.76,
    imports: 1.47,
    members: 1.49,
    'similar code': 0.29,
    types: 0.93,
    usages: 0.54,
  },
  evidence: {
    typed: {
      words: 1.14,
      next: 3.96,
      likely: 1.05,
      receiver: -1.41,
      few: 1.39,
      choice: 2.72,
      fits: 1.16,
      line: 0.63,
      around: 0.83,
      used: -1.01,
      near: -0.33,
      coChange: 0.78,
      above: -2.34,
    },
    named: {
      words: 2.32,
      next: 1.9,
      likely: 1.59,
      line: 1.08,
      around: 0.29,
      used: -2.4,
      near: -0.02,
      coChange: 0.46,
      above: -0.35,
    },
    chunk: {
      near: -0.01,
      coChange: 0.02,
      information: 1.15,
    },
  },
};
