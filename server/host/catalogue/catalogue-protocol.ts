/** What the catalogue's thread is asked, and what it says. */

import type { FileRecord, Finding } from './fact-store.ts';
import type { SkippedPath } from './walk.ts';

/** Whether what is stored of a root counts, or is found out anew. */
export type Trust = 'stored' | 'anew';

/** One who asks about a root; several may ask about the same. */
export interface Asker {
  readonly key: number;
  readonly root: string;
  readonly trust: Trust;
}

/** Questions have an `id` and are answered; the rest are told. */
export type CatalogueMessage =
  | { readonly kind: 'survey' | 'next' | 'remembered'; readonly id: number; readonly by: Asker }
  | { readonly kind: 'look'; readonly id: number; readonly by: Asker; readonly paths: readonly string[] }
  | { readonly kind: 'close'; readonly id: number }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'prefer' | 'expect' | 'lose'; readonly by: Asker; readonly paths: readonly string[] }
  | { readonly kind: 'parsed'; readonly by: Asker; readonly files: readonly ParsedBack[] }
  | { readonly kind: 'drop' | 'leave'; readonly by: Asker };

export type CatalogueReply =
  | { readonly id: number; readonly answer: Surveyed | readonly string[] | Answers | undefined }
  | { readonly id: number; readonly error: string }
  | { readonly kind: 'log' | 'problem'; readonly text: string };

/** The files of a root by now. */
export interface Surveyed {
  readonly files: readonly { readonly path: string; readonly size: number }[];
  /** What was left out by name, size or kind. */
  readonly skipped: readonly SkippedPath[];
  /** Files of which the other side has nothing, or something else than what is there now. */
  readonly changed: readonly string[];
}

/** A file of which nothing is known yet: it is to be parsed. */
export interface Missing {
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** The answer names it; only the last question about a file counts. */
  readonly question: number;
}

/** What is known of a few files. */
export interface Answers {
  readonly found: { readonly path: string; readonly facts: Uint8Array<ArrayBuffer> }[];
  readonly leftOut: SkippedPath[];
  readonly missing: Missing[];
  /** Files that are as they were said to be last. */
  readonly same: string[];
  readonly gone: string[];
  /** How many are still to be looked at. */
  readonly left: number;
}

/** What was found in a file that was missing. */
export interface ParsedBack {
  readonly path: string;
  readonly question: number;
  readonly read: ReadRecord & { readonly finding: Finding };
}

/** A record that may be remembered only when it is settled: when a later change is sure to change the stamp. */
export interface ReadRecord extends FileRecord {
  readonly settled: boolean;
}
