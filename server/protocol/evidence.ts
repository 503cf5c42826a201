/** What speaks for a context item, as named numbers: what the score of an item is made of. */

/** Kinds of evidence, each from 0 (nothing speaks for it) to 1. */
export const evidenceNames = [
  /** What its source alone says of it: mostly how near its type is to what belongs at the cursor. */
  'source',
  /** How much of what the repository says in places like this one (BM25) uses its name, by its order of magnitude. */
  'words',
  /** How much of what goes on after lines like that of the cursor uses its name, by its order of magnitude. */
  'next',
  /** How likely its name comes next, by the n-gram model. */
  'likely',
  /** How likely its name follows the value that it is a member of and a dot, by the n-gram model. */
  'reached',
  /** It is a member of what stands before the dot. */
  'receiver',
  /** How few members of another value it is one of; of what stands before the dot, how few there are to choose from. */
  'few',
  'choice',
  /** Its type fits what is expected. */
  'fits',
  /** How much of its name stands on the line of the cursor, and on the lines around. */
  'line',
  'around',
  /** How many files use its name. */
  'used',
  /** How many folders lie between its file and the open one, as nearness. */
  'near',
  /** How lately its file was edited. */
  'recency',
  /** How often its file is committed together with the open one. */
  'coChange',
  /** How much it lowers the surprise of the code at the cursor, by the n-gram model. */
  'information',
  /** Its name stands above the cursor already: the model has seen it. */
  'above',
] as const;
export type EvidenceName = (typeof evidenceNames)[number];

/** A kind that is missing was not looked at or says nothing. */
export type Evidence = Readonly<Partial<Record<EvidenceName, number>>>;
