/**
 * The index of one repository with all that keeps it true: the walk, the store, the parsers, the open documents,
 * the changes on disk. Invariant: once `settled` has resolved, the index is that of the files and documents.
 */

import { CodeIndex } from '../../index/index.ts';
import type { Completeness } from '../../protocol/protocol.ts';
import { abortable, type Document } from '../../text/text.ts';
import {
  type Catalogue,
  type CatalogueOptions,
  createCatalogue,
  type RootFiles,
} from '../catalogue/catalogue.ts';
import type { Trust } from '../catalogue/catalogue-protocol.ts';
import { coChanges } from './co-change.ts';
import { SourceFiles } from './files.ts';
import { factFolder } from '../folders.ts';
import { concernsAll, Indexer, type IndexProgress, type IndexReport } from './indexer.ts';
import { OpenDocuments } from './open-documents.ts';
import type { ParserName } from '../parsing/native-grammars.ts';
import { createParsePool, type ParsePool } from '../parsing/parse-pool.ts';
import { changedFiles, withRecent } from './recent.ts';
import { Rest } from '../rest.ts';
import type { ChangedPaths } from '../catalogue/watch.ts';

export interface RepositoryIndexOptions {
  /** Absolute path. */
  readonly root: string;
  /** The catalogue that several share; without it the index has one of its own in the cache folder. */
  readonly catalogue?: Catalogue;
  /** `anew`: nothing that is stored of the root counts. */
  readonly trust?: Trust;
  /** Megabytes that the stored index of all folders may take. */
  readonly indexSize: number;
  /** Hears once, in a sentence, what a person should know of the store. */
  readonly onProblem?: (sentence: string) => void;
  /** Threads that parse files; by default one less than the machine has. */
  readonly workers?: number;
  /** What reads files, the parser in WebAssembly unless told. */
  readonly parser?: ParserName;
  readonly onProgress?: (progress: IndexProgress) => void;
  /** `nothing`: the root is only where documents stand that belong to no repository. */
  readonly indexes?: 'repository' | 'nothing';
  /** Ends the indexing early when it is aborted. */
  readonly stopIndexing?: AbortSignal;
}

const nothingIndexed: IndexReport = {
  files: 0,
  symbols: 0,
  seconds: 0,
  bytes: 0,
  parsed: 0,
  skipped: [],
  unread: [],
};

export class RepositoryIndex {
  readonly index = new CodeIndex();
  readonly pool: ParsePool;
  readonly files: SourceFiles;
  /** The whole repository is indexed. Rejects when the folder cannot be read or indexing was stopped. */
  readonly indexed: Promise<IndexReport>;
  /** The index knows which files are committed together, as far as git tells. */
  readonly coChanged: Promise<void>;
  readonly open = new Map<string, Document>();
  readonly #options: RepositoryIndexOptions;
  readonly #catalogue: Catalogue;
  readonly #rootFiles: RootFiles;
  readonly #life = new AbortController();
  readonly #indexer: Indexer;
  readonly #documents: OpenDocuments;
  readonly #problems: string[] = [];
  readonly #rest = new Rest();
  #recent: readonly string[] = [];
  #state: Completeness | undefined;
  #progress: IndexProgress | undefined;

  /** Indexing begins at once. */
  constructor(options: RepositoryIndexOptions) {
    const { root, workers, parser } = options;
    const catalogue = options.catalogue ?? createCatalogue(ownPlace(options));
    this.#catalogue = catalogue;
    this.#rootFiles = catalogue.open(root, options.trust ?? 'stored');
    const { index, open } = this;
    this.#options = options;
    const report = (problem: string): void => void this.#problems.push(problem);
    this.pool = createParsePool({ report, ...(workers && { workers }), ...(parser && { parser }) });
    const { pool } = this;
    const isIndexed = options.indexes !== 'nothing';
    this.#indexer = new Indexer({ index, pool, files: this.#rootFiles }, this.#life.signal);
    const indexer = isIndexed ? this.#indexer : undefined;
    this.#documents = new OpenDocuments({ index, pool, indexer }, open, this.#life.signal);
    this.files = new SourceFiles(index, pool, this.#documents, open);
    this.indexed = this.#start();
    this.indexed.catch(() => {});
    this.coChanged = isIndexed ? this.#learnCoChanges() : Promise.resolve();
  }

  /** How much of the repository is indexed by now. */
  get completeness(): Completeness {
    if (this.#state) return this.#state;
    const { done, total } = this.#progress ?? { done: 0, total: 0 };
    const counts = total > 0 ? ` (${done} of ${total} files)` : '';
    return { state: 'partial', why: `the repository is still being indexed${counts}` };
  }

  /** Files that are worked on, latest first. */
  get recent(): readonly string[] {
    return this.#recent;
  }

  /** Takes over the text of an open document; `undefined` when it was closed. */
  change(path: string, document: Document | undefined): void {
    this.#rest.stirred();
    this.#documents.change(path, document);
  }

  /** Brings files, and what lies in folders, up to date with the disk; gives the files that may be others now. */
  async changedOnDisk(paths: ChangedPaths): Promise<readonly string[]> {
    if (this.#options.indexes === 'nothing') return [];
    const { signal } = this.#life;
    const changed = await abortable(this.#indexer.update(paths, signal), signal);
    if (concernsAll(paths)) {
      await this.#documents.reconsider();
      this.#rest.worked();
    }
    this.#recent = withRecent(changed, this.#recent);
    for (const path of changed) this.files.forget(path);
    return changed;
  }

  /** Waits until the index has every change that it was told of. */
  async settled(): Promise<void> {
    await this.#documents.settled();
  }

  async dispose(): Promise<void> {
    this.#life.abort(new Error('the engine was closed'));
    this.#rest.end();
    this.#documents.dispose();
    await this.pool.dispose();
    this.#rootFiles.leave();
    if (!this.#options.catalogue) await this.#catalogue.close();
  }

  async #learnCoChanges(): Promise<void> {
    this.index.setCoChange(await coChanges(this.#options.root, this.#life.signal));
  }

  async #start(): Promise<IndexReport> {
    const { root, indexes, stopIndexing, onProgress = () => {} } = this.#options;
    if (indexes === 'nothing') {
      this.#state = { state: 'complete' };
      return nothingIndexed;
    }
    void changedFiles(root).then((files) => {
      this.#recent = withRecent(this.#recent, files);
    });
    const signal = AbortSignal.any([this.#life.signal, ...(stopIndexing ? [stopIndexing] : [])]);
    const progressed = (progress: IndexProgress): void => {
      this.#progress = progress;
      onProgress(progress);
    };
    try {
      const report = await this.#indexer.survey(progressed, signal);
      const why = this.#problems.join('; ');
      this.#state = why === '' ? { state: 'complete' } : { state: 'partial', why };
      this.#rest.worked();
      return report;
    } catch (error) {
      const why = signal.aborted ? 'indexing was stopped' : `the repository cannot be indexed (${error})`;
      this.#state = { state: 'partial', why };
      throw error;
    }
  }
}

/** Indexing begins at once; dispose it to end its workers. */
export function createRepositoryIndex(options: RepositoryIndexOptions): RepositoryIndex {
  return new RepositoryIndex(options);
}

function ownPlace({ indexSize, onProblem }: RepositoryIndexOptions): CatalogueOptions {
  return { folder: factFolder(), most: indexSize * 1_000_000, ...(onProblem ? { problem: onProblem } : {}) };
}
