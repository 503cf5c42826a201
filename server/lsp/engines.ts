/**
 * One engine for each folder, started with the folder's first document. Invariant: an engine that was given
 * out knows every open document of its folder; one whose folder has gone is disposed.
 */

import {
  type Catalogue,
  createEngine,
  type Engine,
  type IndexProgress,
  SharedTypeEngines,
} from '../host/host.ts';
import type { EditorModelPort } from '../models/models.ts';
import type { Settings } from '../protocol/protocol.ts';
import type { Document } from '../text/text.ts';
import { type Folder, type Home, homeOf } from './places.ts';
import type { ShownProgress } from './progress.ts';

export interface EnginePort {
  settingsFor(home: Home): Promise<Settings>;
  /** The documents that are open in a home. */
  documentsOf(home: Home): readonly Document[];
  /** What all engines keep of files between sessions. */
  catalogueFor(settings: Settings): Catalogue;
  /** How the editor's own models are asked, where it has some. */
  editorModel(): EditorModelPort | undefined;
  showProgress(home: Home, cancel: () => void): ShownProgress;
  /** Whether the client tells of files that change on disk. */
  watches(): boolean;
  /** Indexing went on, or ended. */
  indexing(): void;
  log(line: string): void;
}

/** An engine was wanted no more before it had started. */
export class FolderClosed extends Error {}

interface Started {
  readonly home: Home;
  readonly engine: Promise<Engine>;
  running: Engine | undefined;
  progress: IndexProgress | undefined;
  closed: boolean;
}

export class Engines {
  readonly #port: EnginePort;
  readonly #started = new Map<string, Started>();
  readonly #typeEngines = new SharedTypeEngines();
  /** Roots whose next engine is to find out everything anew. */
  readonly #distrusted = new Set<string>();

  constructor(port: EnginePort) {
    this.#port = port;
  }

  /** The engine of a home, started when there is none yet. Rejects with `FolderClosed` where it is closed before it runs. */
  at(home: Home): Promise<Engine> {
    const known = this.#started.get(home.root);
    if (known) return known.engine;
    const { promise, resolve, reject } = Promise.withResolvers<Engine>();
    const started: Started = {
      home,
      engine: promise,
      running: undefined,
      // Until the engine tells more, so that nobody takes it for ready.
      progress: home.indexes === 'nothing' ? undefined : { done: 0, total: 0 },
      closed: false,
    };
    this.#started.set(home.root, started);
    this.#start(started).then(resolve, (error: unknown) => {
      if (this.#started.get(home.root) === started) this.#started.delete(home.root);
      reject(error);
    });
    return promise;
  }

  /** The engine of a folder that is open, started when there is none yet, or of another one that still runs. */
  of(root: string, open: readonly Folder[]): Promise<Engine> | undefined {
    if (open.some(({ path }) => path === root)) return this.at(homeOf(root, open));
    return this.#started.get(root)?.engine;
  }

  /** The engines that run. */
  running(): readonly Engine[] {
    return [...this.#started.values()].flatMap(({ running }) => (running ? [running] : []));
  }

  /** The engine of a home, if it runs. */
  runningAt({ root }: Home): Engine | undefined {
    return this.#started.get(root)?.running;
  }

  /** Files done and in all of the engines that are indexing, or `undefined` when none is. */
  get progress(): IndexProgress | undefined {
    const parts = [...this.#started.values()].flatMap(({ progress }) => (progress ? [progress] : []));
    if (parts.length === 0) return undefined;
    const sum = (of: 'done' | 'total') => parts.reduce((all, part) => all + part[of], 0);
    return { done: sum('done'), total: sum('total') };
  }

  /** Gives each engine the settings that its folder has now. */
  async configure(): Promise<void> {
    const configured = [...this.#started.values()].map(async ({ home, engine }) => {
      const settings = await this.#port.settingsFor(home);
      await (await engine).configure(settings);
    });
    await Promise.allSettled(configured);
  }

  /** Has the engines that start next at these roots trust nothing that was stored. */
  distrust(): void {
    for (const root of this.#started.keys()) this.#distrusted.add(root);
  }

  /** Closes the engines for which `gone` holds. */
  async close(gone: (home: Home) => boolean): Promise<void> {
    const closing = [...this.#started.values()].filter(({ home }) => gone(home));
    for (const started of closing) {
      started.closed = true;
      started.progress = undefined;
      this.#started.delete(started.home.root);
    }
    this.#port.indexing();
    await Promise.allSettled(closing.map(async ({ engine }) => (await engine).dispose()));
  }

  async #start(started: Started): Promise<Engine> {
    const { home } = started;
    const settings = await this.#port.settingsFor(home);
    if (started.closed) throw new FolderClosed(`The folder ${home.root} was closed.`);
    const stop = new AbortController();
    const engine = createEngine({
      root: home.root,
      indexes: home.indexes,
      settings,
      catalogue: this.#port.catalogueFor(settings),
      typeEngines: this.#typeEngines,
      editorModel: this.#port.editorModel(),
      trust: this.#distrusted.delete(home.root) ? 'anew' : 'stored',
      stopIndexing: stop.signal,
      onProgress: (progress) => advance(progress),
    });
    const shown = home.indexes === 'nothing' ? undefined : this.#port.showProgress(home, () => stop.abort());
    const advance = (progress: IndexProgress | undefined): void => {
      started.progress = started.closed ? undefined : progress;
      if (progress) shown?.report(progress);
      else shown?.end();
      this.#port.indexing();
    };
    if (shown) advance({ done: 0, total: 0 });
    engine.indexed.then(
      ({ files, symbols, seconds }) => {
        advance(undefined);
        this.#port.log(`${home.root}: ${files} files, ${symbols} symbols indexed in ${seconds.toFixed(1)} s`);
      },
      () => advance(undefined),
    );
    for (const document of this.#port.documentsOf(home)) engine.change(document.path, document);
    started.running = engine;
    // Editors tell of the folders that are open in them, and of nothing else.
    const isTold = home.uri !== undefined && this.#port.watches();
    if (!isTold && home.indexes === 'repository') void engine.watch();
    return engine;
  }
}
