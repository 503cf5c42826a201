/**
 * The client of the thread that knows the files. Several roots, and so several engines, share one. Invariant:
 * every question is answered or rejected; a thread that died is started again, and knows of nothing then.
 */

import { Worker } from 'node:worker_threads';
import { abortable } from '../text/text.ts';
import type {
  Answers,
  CatalogueMessage,
  CatalogueReply,
  ParsedBack,
  Surveyed,
} from './catalogue-protocol.ts';
import type { CataloguePlace } from './catalogue-worker.ts';

export interface CatalogueOptions extends CataloguePlace {
  /** Hears what happened to the store, for a log. */
  readonly log?: (line: string) => void;
  /** Hears once, in a sentence, why nothing will be kept. */
  readonly problem?: (sentence: string) => void;
}

/** Questions reject with a `CatalogueLost` when the thread died: all that it was told has to be told again. */
export interface Catalogue {
  survey(root: string, signal: AbortSignal): Promise<Surveyed>;
  look(root: string, paths: readonly string[], signal: AbortSignal): Promise<readonly string[]>;
  next(root: string, signal: AbortSignal): Promise<Answers>;
  parsed(root: string, files: readonly ParsedBack[]): void;
  prefer(root: string, paths: readonly string[]): void;
  lose(root: string, paths: readonly string[]): void;
  drop(root: string): void;
  /** Forgets a root; what is stored of it stays. */
  leave(root: string): void;
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
  const paths = (said: Said): readonly string[] => (isPaths(said) ? said : []);
  return {
    survey: async (root, signal) => surveyed(await thread.ask({ kind: 'survey', root }, signal)),
    look: async (root, changed, signal) =>
      paths(await thread.ask({ kind: 'look', root, paths: changed }, signal)),
    next: async (root, signal) => answers(await thread.ask({ kind: 'next', root }, signal)),
    parsed: (root, files) => thread.tell({ kind: 'parsed', root, files }, buffersOf(files)),
    prefer: (root, preferred) => thread.tell({ kind: 'prefer', root, paths: preferred }),
    lose: (root, lost) => thread.tell({ kind: 'lose', root, paths: lost }),
    drop: (root) => thread.tell({ kind: 'drop', root }),
    leave: (root) => thread.tell({ kind: 'leave', root }),
    close: () => thread.close(),
  };
}

function buffersOf(files: readonly ParsedBack[]): ArrayBuffer[] {
  return files.flatMap(({ read: { finding } }) => (finding.kind === 'facts' ? [finding.facts.buffer] : []));
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
    const worker = new Worker(workerFile, {
      workerData: { folder, most },
      resourceLimits: { maxOldGenerationSizeMb: heap },
    });
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
