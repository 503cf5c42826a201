/**
 * Open documents in the index: each stands there with the text that its editor has, in place of its file. What is
 * ignored or may hold a secret stays out. Invariant: when nothing changes any more, the index holds the last text.
 */

import type { FileFacts } from '../../syntax/syntax.ts';
import { abortable, type Document } from '../../text/text.ts';
import type { CodeIndex } from '../../index/index.ts';
import type { Indexer } from './indexer.ts';
import type { ParsePool } from '../parsing/parse-pool.ts';

/** Milliseconds without a change after which a text is taken over, and those after which it is in any case. */
const patience = { idle: 150, most: 1_000 };

interface Held {
  /** The text that the index has of it. */
  text: string | undefined;
  /** Whether documents of this path belong into the index. */
  admitted: Promise<boolean>;
  timer: NodeJS.Timeout | undefined;
  /** When the first change came that the index does not have. */
  since: number;
  running: Promise<void> | undefined;
}

export interface OpenDocumentsParts {
  readonly index: CodeIndex;
  readonly pool: ParsePool;
  /** Missing where no repository is indexed: then documents stand for themselves. */
  readonly indexer: Indexer | undefined;
}

export class OpenDocuments {
  readonly #parts: OpenDocumentsParts;
  readonly #documents: Map<string, Document>;
  readonly #held = new Map<string, Held>();
  readonly #closing = new Set<Promise<void>>();
  readonly #life: AbortSignal;

  /** `documents` holds what is open, by path; only this class changes it. */
  constructor(parts: OpenDocumentsParts, documents: Map<string, Document>, life: AbortSignal) {
    this.#parts = parts;
    this.#documents = documents;
    this.#life = life;
  }

  /** Takes over the text of a document; `undefined` when it was closed. */
  change(path: string, document: Document | undefined): void {
    if (!document) return this.#close(path);
    this.#documents.set(path, document);
    const held = this.#held.get(path) ?? this.#open(path);
    const now = performance.now();
    if (held.timer === undefined) held.since = now;
    clearTimeout(held.timer);
    const wait = held.text === undefined ? 0 : Math.min(patience.idle, held.since + patience.most - now);
    held.timer = setTimeout(() => void this.#update(path, held), Math.max(0, wait));
  }

  /** The facts of an open document as it is now. */
  async factsOf(document: Document, signal: AbortSignal): Promise<FileFacts> {
    const { path, text } = document;
    const known = this.#held.get(path)?.text === text ? this.#parts.index.facts(path) : undefined;
    return known ?? (await abortable(this.#parts.pool.document(document, signal), signal));
  }

  /** Has the index take over every change at once, and waits for it. */
  async settled(): Promise<void> {
    for (const [path, held] of this.#held) {
      if (held.timer !== undefined) clearTimeout(held.timer);
      void this.#update(path, held);
    }
    await Promise.all([...this.#held.values()].map(({ running }) => running));
    await Promise.all(this.#closing);
  }

  /** Other documents may belong into the index now. */
  async reconsider(): Promise<void> {
    const { indexer } = this.#parts;
    const considered = [...this.#held].map(async ([path, held]) => {
      held.admitted = admittedBy(indexer, path);
      // What was begun under the old rules may still put the document into the index.
      await held.running;
      if (!(await held.admitted) && held.text !== undefined && this.#held.get(path) === held) {
        held.text = undefined;
        await indexer?.release(path);
      }
      await this.#update(path, held);
    });
    await Promise.all(considered);
  }

  dispose(): void {
    for (const { timer } of this.#held.values()) clearTimeout(timer);
    this.#held.clear();
  }

  #open(path: string): Held {
    const { indexer } = this.#parts;
    const admitted = admittedBy(indexer, path);
    const held: Held = { text: undefined, admitted, timer: undefined, since: 0, running: undefined };
    this.#held.set(path, held);
    indexer?.prefer([path]);
    return held;
  }

  #close(path: string): void {
    this.#documents.delete(path);
    const held = this.#held.get(path);
    if (!held) return;
    clearTimeout(held.timer);
    this.#held.delete(path);
    const closing = this.#release(path, held).catch(() => {});
    this.#closing.add(closing);
    void closing.finally(() => this.#closing.delete(closing));
  }

  async #release(path: string, held: Held): Promise<void> {
    await held.running;
    if (this.#documents.has(path) || !(await held.admitted)) return;
    await this.#parts.indexer?.release(path);
  }

  /** One update of a document at a time; a change meanwhile is taken over by the next. */
  async #update(path: string, held: Held): Promise<void> {
    held.timer = undefined;
    const last = held.running;
    held.running = this.#takeOver(path, held, last);
    await held.running;
  }

  async #takeOver(path: string, held: Held, last: Promise<void> | undefined): Promise<void> {
    await last;
    const document = this.#documents.get(path);
    if (!document || document.text === held.text || this.#held.get(path) !== held) return;
    if (!(await held.admitted)) return;
    try {
      const facts = await this.#parts.pool.document(document, this.#life);
      if (this.#held.get(path) !== held) return;
      this.#parts.indexer?.hold(path, facts);
      held.text = document.text;
    } catch {
      // The engine was closed.
    }
  }
}

function admittedBy(indexer: Indexer | undefined, path: string): Promise<boolean> {
  return indexer ? indexer.admits(path).catch(() => false) : Promise.resolve(false);
}
