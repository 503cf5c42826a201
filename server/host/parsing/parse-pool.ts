/**
 * Parsing off the server's thread: a few workers for files, and one of its own for open documents, so that a
 * backlog of files never delays a keystroke. A worker that dies or hangs is replaced; a text that kills
 * two workers is answered with nothing.
 */

import { availableParallelism } from 'node:os';
import { decodeFacts, encodeFacts } from '../../index/index.ts';
import type { Document } from '../../text/text.ts';
import { type Cursor, cursorWithoutTree, emptyFacts, type FileFacts } from '../../syntax/syntax.ts';
import type { ParsedBack } from '../catalogue/catalogue-protocol.ts';
import { JobQueue } from './job-queue.ts';
import type { ParserName } from './native-grammars.ts';

/** What each worker is told when it starts. */
export interface ParseWorkerData {
  readonly parser: ParserName;
}

export type ParseJob =
  | { readonly kind: 'facts'; readonly path: string; readonly language: string; readonly text: string }
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  | { readonly kind: 'document'; readonly document: Document }
  | { readonly kind: 'locate'; readonly document: Document; readonly offset: number };

/** What a worker sends back; its kind is the job's, facts are encoded. */
export type ParseAnswer =
  | { readonly kind: 'facts' | 'document'; readonly facts: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'files'; readonly files: readonly ParsedFile[] }
  | { readonly kind: 'locate'; readonly cursor: Cursor };

/** A file as it was read and what its text says; without a record there was no file to read. */
export interface ParsedFile {
  readonly path: string;
  readonly read?: ParsedBack['read'];
}

/** A call rejects with the signal's reason as soon as it is aborted, and when the pool is disposed. */
export interface ParsePool {
  /** How many files are parsed at one time. */
  readonly workers: number;
  facts(path: string, language: string, text: string, signal: AbortSignal): Promise<FileFacts>;
  /**
   * Reads files and says what is in them, in order; the last ones are missing from the answer when the first
   * took long, all of them when the worker died of one. A single file is always answered.
   */
  files(paths: readonly string[], signal: AbortSignal): Promise<readonly ParsedFile[]>;
  /** The facts of an open document, by the tree that its last edit left. */
  document(document: Document, signal: AbortSignal): Promise<FileFacts>;
  locate(document: Document, offset: number, signal: AbortSignal): Promise<Cursor>;
  dispose(): Promise<void>;
}

export interface ParsePoolOptions {
  /**
   * Threads for files; by default one less than the machine has processors, at least one. Each compiles the parser's
   * code for itself, and others have work to do as well: on two processors a second thread makes all of it slower.
   */
  readonly workers?: number;
  /** What reads files; cursors are always found with the parser in WebAssembly. */
  readonly parser?: ParserName;
  /** Hears of each file that was given up, in one sentence. */
  readonly report?: (problem: string) => void;
}

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './parse-worker.ts' : './parse-worker.js',
  import.meta.url,
);

/** Megabytes of heap and milliseconds per job, for one worker. */
const limits = { heap: 512, deadline: 15_000 };
/**
 * Milliseconds without a job: whoever types pauses longer than an indexing does. What a thread had goes back to the
 * system some seconds after its end.
 */
const idle = { files: 5_000, documents: 600_000 };

/** Starts no thread until there is work for it. */
export function createParsePool(options: ParsePoolOptions = {}): ParsePool {
  const workers = options.workers ?? Math.max(1, availableParallelism() - 1);
  const givenUp = (job: ParseJob, cause: string): void => {
    if (job.kind !== 'files' || job.paths.length === 1) options.report?.(problemOf(job, cause));
  };
  const shared = { file: workerFile, givenUp, ...limits };
  const told: ParseWorkerData = { parser: options.parser ?? 'wasm' };
  const forFiles = new JobQueue<ParseJob, ParseAnswer>({ ...shared, told, workers, idle: idle.files });
  const forDocuments = new JobQueue<ParseJob, ParseAnswer>({ ...shared, workers: 1, idle: idle.documents });
  const ask = (queue: JobQueue<ParseJob, ParseAnswer>, job: ParseJob, signal: AbortSignal) =>
    queue.run(job, () => answerWithout(job), signal);
  return {
    workers,
    async facts(path, language, text, signal) {
      const answer = await ask(forFiles, { kind: 'facts', path, language, text }, signal);
      return 'facts' in answer ? decodeFacts(answer.facts) : emptyFacts(language);
    },
    async files(paths, signal) {
      const answer = await ask(forFiles, { kind: 'files', paths }, signal);
      return answer.kind === 'files' ? answer.files : [];
    },
    async document(document, signal) {
      const answer = await ask(forDocuments, { kind: 'document', document }, signal);
      return 'facts' in answer ? decodeFacts(answer.facts) : emptyFacts(document.language);
    },
    async locate(document, offset, signal) {
      const answer = await ask(forDocuments, { kind: 'locate', document, offset }, signal);
      return answer.kind === 'locate' ? answer.cursor : cursorWithoutTree(document, offset);
    },
    dispose: async () => {
      await Promise.all([forFiles.dispose(), forDocuments.dispose()]);
    },
  };
}

/** What is said when no worker could say anything. */
function answerWithout(job: ParseJob): ParseAnswer {
  switch (job.kind) {
    case 'facts':
      return { kind: 'facts', facts: encodeFacts(emptyFacts(job.language)) };
    case 'document':
      return { kind: 'document', facts: encodeFacts(emptyFacts(job.document.language)) };
    case 'files':
      return { kind: 'files', files: [] };
    case 'locate':
      return { kind: 'locate', cursor: cursorWithoutTree(job.document, job.offset) };
  }
}

function problemOf(job: ParseJob, cause: string): string {
  return `${pathOf(job)} was not parsed: it ended two parse workers (${cause}).`;
}

function pathOf(job: ParseJob): string {
  if (job.kind === 'facts') return job.path;
  return job.kind === 'files' ? job.paths.join() : job.document.path;
}
