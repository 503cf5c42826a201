/**
 * Parsing off the server's thread: a few workers for facts, and one of its own for cursors, so that a
 * backlog of files never delays a keystroke. A worker that dies or hangs is replaced; a text that kills
 * two workers is answered with nothing.
 */

import { availableParallelism } from 'node:os';
import type { Document } from '../text/text.ts';
import { type Cursor, cursorWithoutTree, emptyFacts, type FileFacts } from '../syntax/syntax.ts';
import { JobQueue } from './job-queue.ts';

export type ParseJob =
  | { readonly kind: 'facts'; readonly path: string; readonly language: string; readonly text: string }
  | { readonly kind: 'locate'; readonly document: Document; readonly offset: number };

/** A call rejects with the signal's reason as soon as it is aborted, and when the pool is disposed. */
export interface ParsePool {
  facts(path: string, language: string, text: string, signal: AbortSignal): Promise<FileFacts>;
  locate(document: Document, offset: number, signal: AbortSignal): Promise<Cursor>;
  dispose(): Promise<void>;
}

export interface ParsePoolOptions {
  /** Threads for facts; by default one less than the machine has. */
  readonly workers?: number;
  /** Hears of each file that was given up, in one sentence. */
  readonly report?: (problem: string) => void;
}

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './parse-worker.ts' : './parse-worker.js',
  import.meta.url,
);

/** Megabytes of heap and milliseconds per job, for one worker. */
const limits = { heap: 512, deadline: 15_000 };

/** Starts no thread until there is work for it. */
export function createParsePool(options: ParsePoolOptions = {}): ParsePool {
  const workers = options.workers ?? Math.max(1, availableParallelism() - 1);
  const givenUp = (job: ParseJob, cause: string): void => options.report?.(problemOf(job, cause));
  const shared = { file: workerFile, givenUp, ...limits };
  const forFacts = new JobQueue<ParseJob, FileFacts>({ ...shared, workers });
  const forCursors = new JobQueue<ParseJob, Cursor>({ ...shared, workers: 1 });
  return {
    facts: (path, language, text, signal) =>
      forFacts.run({ kind: 'facts', path, language, text }, () => emptyFacts(language), signal),
    locate: (document, offset, signal) =>
      forCursors.run({ kind: 'locate', document, offset }, () => cursorWithoutTree(document, offset), signal),
    dispose: async () => {
      await Promise.all([forFacts.dispose(), forCursors.dispose()]);
    },
  };
}

function problemOf(job: ParseJob, cause: string): string {
  const path = job.kind === 'facts' ? job.path : job.document.path;
  return `${path} was not parsed: it ended two parse workers (${cause}).`;
}
