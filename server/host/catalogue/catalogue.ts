/**
 * The client of the thread that knows the files. Several roots, and so several engines, share one. Invariant:
 * every question is answered or rejected; a thread that died is started again, and knows of nothing then.
 */

import type { Worker } from 'node:worker_threads';
import { abortable } from '../../text/text.ts';
import type {
  Answers,
  Asker,
  CatalogueMessage,
  CatalogueReply,
  ParsedBack,
  Surveyed,
  Trust,
} from './catalogue-protocol.ts';
import { startThread } from '../threads.ts';
import { buffersOf, factsOf } from './joined-facts.ts';
import type { CataloguePlace } from './catalogue-worker.ts';

export interface CatalogueOptions extends CataloguePlace {
  /** Hears what happened to the store, for a log. */
  readonly log?: (line: string) => void;
  /** Hears once, in a sentence, why nothing will be kept. */
  readonly problem?: (sentence: string) => void;
}

/** Questions reject with a `CatalogueLost` when the thread died: then nothing that was said before counts. */
export interface RootFiles {
  /** Walks the root; what changed is then to be asked for with `next`. */
  survey(signal: AbortSignal): Promise<Surveyed>;
  /** Files that the root had when it was last read; known long before a walk is over. */
  remembered(signal: AbortSignal): Promise<readonly string[]>;
  /** Has these files, and those in these folders, looked at first; gives those that are not left out by name. */
  look(paths: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
  /** What is known of the next files. */
  next(signal: AbortSignal): Promise<Answers>;
  /** Tells what was found in missing files; their bytes are given away. */
  parsed(files: readonly ParsedBack[]): void;
  prefer(paths: readonly string[]): void;
  /** The same for files of last time, while it is not known yet which there are. */
  expect(paths: readonly string[]): void;
  /** What was said of these files is no longer known here. */
  lose(paths: readonly string[]): void;
  /** What changed and was not asked for is of no interest. */
  drop(): void;
  /** Nothing more is asked; what is stored of the root stays. */
  leave(): void;
}

export interface Catalogue {
  /** The files of a root, with the eyes of one who has seen nothing of them yet. */
  open(root: string, trust: Trust): RootFiles;
  /** Writes what is not written yet, and ends the thread. */
  close(): Promise<void>;
}

/** The thread died of something, and stands ready again. */
export class CatalogueLost extends Error {}

const workerFile = new URL(
  import.meta.url.endsWith('.ts') ? './catalogue-worker.ts' : './catalogue-worker.js',
  import.meta.url,
);
/** Megabytes of heap; a hundred thousand files take a tenth of it. */
const heap = 1024;
/** Milliseconds that the thread gets to write what it has. */
const closeDeadline = 5_000;

type Said = Surveyed | readonly string[] | Answers | undefined;
type Question = DistributedOmit<Extract<CatalogueMessage, { readonly id: number }>, 'id'>;
type DistributedOmit<T, K extends string> = T extends unknown ? Omit<T, K> : never;

interface Waiting {
  readonly resolve: (said: Said) => void;
  readonly reject: (error: unknown) => void;
}

/** Starts the thread with the first question. */
export function createCatalogue(options: CatalogueOptions): Catalogue {
  const thread = new CatalogueThread(options);
  let askers = 0;
  return {
    open: (root, trust) => filesOf(thread, { key: ++askers, root, trust }),
    close: () => thread.close(),
  };
}

function filesOf(thread: CatalogueThread, by: Asker): RootFiles {
  return {
    survey: async (signal) => surveyed(await thread.ask({ kind: 'survey', by }, signal)),
    remembered: async (signal) => pathsIn(await thread.ask({ kind: 'remembered', by }, signal)),
    look: async (paths, signal) => pathsIn(await thread.ask({ kind: 'look', by, paths }, signal)),
    next: async (signal) => answers(await thread.ask({ kind: 'next', by }, signal)),
    parsed: (files) =>
      thread.tell(
        { kind: 'parsed', by, files },
        buffersOf(files.flatMap(({ read }) => factsOf(read.finding))),
      ),
    prefer: (paths) => thread.tell({ kind: 'prefer', by, paths }),
    expect: (paths) => thread.tell({ kind: 'expect', by, paths }),
    lose: (paths) => thread.tell({ kind: 'lose', by, paths }),
    drop: () => thread.tell({ kind: 'drop', by }),
    leave: () => thread.tell({ kind: 'leave', by }),
  };
}

function pathsIn(said: Said): readonly string[] {
  return isPaths(said) ? said : [];
}

function isPaths(said: Said): said is readonly string[] {
  return Array.isArray(said);
}

function surveyed(said: Said): Surveyed {
  return said && 'changed' in said ? said : { files: [], skipped: [], changed: [] };
}

function answers(said: Said): Answers {
  return said && 'found' in said
    ? said
    : { found: [], leftOut: [], missing: [], same: [], gone: [], left: 0 };
}

class CatalogueThread {
  readonly #options: CatalogueOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #closed = false;
  #next = 0;
  #cause = 'it ended';

  constructor(options: CatalogueOptions) {
    this.#options = options;
  }

  async ask(question: Question, signal: AbortSignal): Promise<Said> {
    signal.throwIfAborted();
    if (this.#closed) throw new Error('The catalogue was closed.');
    const id = this.#next++;
    const { promise, resolve, reject } = Promise.withResolvers<Said>();
    this.#waiting.set(id, { resolve, reject });
    const worker = this.#start();
    worker.ref();
    worker.postMessage({ ...question, id });
    try {
      return await abortable(promise, signal);
    } catch (error) {
      if (signal.aborted) this.tell({ kind: 'cancel', id });
      throw error;
    } finally {
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) this.#worker?.unref();
    }
  }

  tell(message: CatalogueMessage, buffers: ArrayBuffer[] = []): void {
    this.#worker?.postMessage(message, buffers);
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    if (worker) await this.ask({ kind: 'close' }, AbortSignal.timeout(closeDeadline)).catch(() => {});
    this.#closed = true;
    this.#worker = undefined;
    this.#rejectAll(new Error('The catalogue was closed.'));
    await worker?.terminate();
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const { folder, most } = this.#options;
    const worker = startThread(workerFile, { told: { folder, most }, heap });
    worker.on('message', (reply: CatalogueReply) => this.#hear(reply));
    worker.on('error', (error) => {
      this.#cause = String(error);
    });
    worker.on('exit', () => this.#ended(worker));
    this.#worker = worker;
    return worker;
  }

  #hear(reply: CatalogueReply): void {
    if ('kind' in reply) return this.#options[reply.kind]?.(reply.text);
    const waiting = this.#waiting.get(reply.id);
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.answer);
  }

  #ended(worker: Worker): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#rejectAll(new CatalogueLost(`The catalogue's thread has ended: ${this.#cause}.`));
  }

  #rejectAll(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
  }
}
