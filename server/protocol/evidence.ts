/** What speaks for a context item, as named numbers: what the score of an item is made of. */

/** Kinds of evidence, each from 0 (nothing speaks for it) to 1. */
const evidenceNames = [
  /** What its source alone says of it. */
  'source',
  /** Nearness to the expected type and to the types in play. */
  'type',
  /** Nearness to the cursor in the symbol graph (personalised PageRank). */
  'rank',
  /** Words that it shares with the code at the cursor (BM25). */
  'words',
  /** How lately its file was edited. */
  'recency',
  /** How often its file is committed together with the open one. */
  'coChange',
  /** How much it lowers the surprise of the code at the cursor, by the n-gram model. */
  'information',
] as const;
export type EvidenceName = (typeof evidenceNames)[number];

/** A kind that is missing was not looked at or says nothing. */
export type Evidence = Readonly<Partial<Record<EvidenceName, number>>>;
