/**
 * What one editor and the server have between them: folders, open documents, engines, requests, the status.
 * Invariant: a document belongs to the engine of its home, and moves when the folders change.
 */

import { basename, join } from 'node:path';
import type {
  CancellationToken,
  InitializeParams,
  InlineCompletionItem,
  Position,
} from 'vscode-languageserver/node';
import { explainHole } from '../features/features.ts';
import { cacheFolder, type Catalogue, createCatalogue, type Engine, tooLarge } from '../host/host.ts';
import {
  type Completeness,
  type ImprovedParams,
  improvedMethod,
  isFields,
  type ServerState,
  type Settings,
  type Trace,
} from '../protocol/protocol.ts';
import { acceptingBy, type Accepting } from './accept.ts';
import type { WirePlace } from './chatlsp-params.ts';
import { cancellable } from './cancellable.ts';
import { Completions } from './completions.ts';
import { Configuration } from './configuration.ts';
import { Documents, type OpenText } from './documents.ts';
import { EditorModels } from './editor-models.ts';
import { Engines, FolderClosed } from './engines.ts';
import { Failures } from './failures.ts';
import { Inspector } from './inspector.ts';
import { KeptRequests } from './kept-requests.ts';
import { type Folder, foldersAt, type Home, homeOf, projectOf } from './places.ts';
import { showProgress } from './progress.ts';
import {
  askedAt,
  heldOpen,
  itemFrom,
  type Place,
  type Question,
  requestFor,
  withoutRange,
} from './question.ts';
import { Status } from './status.ts';
import type { Connection } from './transport.ts';
import { Versions } from './versions.ts';

/** Where a document stands, and whose it is. */
interface Standing {
  readonly home: Home;
  readonly path: string;
  /** The nearest configuration file of its project. */
  readonly project: string | null;
}

export class Session {
  readonly documents = new Documents();
  readonly configuration: Configuration;
  readonly failures: Failures;
  readonly inspector: Inspector;
  readonly #connection: Connection;
  readonly #engines: Engines;
  readonly #completions: Completions;
  readonly #status: Status;
  readonly #standing = new Map<string, Standing>();
  readonly #versions = new Versions();
  #folders: readonly Folder[] = [];
  /** The last change of settings, once every engine has taken it over. */
  #configured: Promise<void> = Promise.resolve();
  #paused = false;
  #accepting: Accepting = 'nobody';
  #remote: string | undefined;
  #storage = cacheFolder();
  #catalogue: Catalogue | undefined;
  #kept: KeptRequests | undefined;
  #editorModels: EditorModels | undefined;
  /** Whether the client can tell of files that change on disk. */
  #watches = false;
  /** Whether the client tells of files that change on disk. */
  #watched = false;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.failures = new Failures(connection);
    this.configuration = new Configuration(connection, this.failures);
    this.inspector = new Inspector({
      connection,
      engineAt: (folder) => this.#engines.of(folder, this.#folders),
      folders: () => this.#folders.map(({ path }) => path),
      kept: () => this.#keptRequests(),
    });
    this.#status = new Status(connection, () => this.#state());
    this.#engines = new Engines({
      settingsFor: ({ uri }) => this.configuration.settingsFor(uri),
      documentsOf: (home) => this.#held(home),
      catalogueFor: (settings) => this.#catalogueFor(settings),
      watches: () => this.#watches,
      editorModel: () => this.#editorModels,
      showProgress: ({ root }, cancel) =>
        showProgress(connection, `Keyhole: indexing ${basename(root)}`, cancel),
      indexing: () => this.#indexing(),
      log: (line) => connection.console.log(line),
    });
    this.#completions = new Completions({
      engineFor: ({ uri }) => this.#engineOf(uri),
      offerFor: (uri) => this.configuration.offerFor(uri),
      contextOf: (asked) => this.#versions.besides(asked.uri, this.#known(asked.uri)),
      improved: ({ uri }) => this.#improved(uri),
      thinking: () => this.#status.touch(),
      failures: this.failures,
      remote: () => this.#remote,
      log: (line) => connection.console.log(line),
      budget: () => this.inspector.budget,
      answered: (past) => this.inspector.add(past, past.asked.by === 'automatic' ? 'typing' : 'person'),
    });
  }

  initialize(params: InitializeParams): void {
    const { initializationOptions: options, workspaceFolders, rootUri } = params;
    this.configuration.initialize(params);
    const { acceptedCommand, editorModels, remote, storage } = isFields(options) ? options : {};
    if (editorModels === true) this.#editorModels = new EditorModels(this.#connection);
    this.#accepting = acceptingBy(acceptedCommand === true, params.capabilities);
    this.#remote = typeof remote === 'string' ? remote : undefined;
    if (typeof storage === 'string') this.#storage = storage;
    this.#watches = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    this.#folders = foldersAt(workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []));
  }

  /** The client may be talked to. */
  begin(): void {
    this.#status.touch();
  }

  watched(): void {
    this.#watched = true;
  }

  opened(open: OpenText): void {
    const { home, path } = this.#standingOf(open);
    this.#engines.at(home).then(
      (engine) => {
        const document = heldOpen(open, path);
        if (document) engine.warm({ id: 'warm', document, offset: 0 });
        this.#describe(open, engine.completeness);
      },
      (error: unknown) => {
        // Whoever closed the document, or the folder, waits for nothing.
        if (error instanceof FolderClosed) return;
        this.failures.tell('engine', `Keyhole could not start for ${home.root}: ${error}`);
      },
    );
    this.changed(open);
  }

  changed(open: OpenText): void {
    this.#versions.changed(open.uri);
    const { home, path } = this.#standingOf(open);
    this.#completions.changed(path, open.text);
    if (open.kind === 'cell') return;
    this.#engines.runningAt(home)?.change(path, heldOpen(open, path));
  }

  closed(open: OpenText): void {
    const { home, path } = this.#standingOf(open);
    this.#engines.runningAt(home)?.change(path, undefined);
    this.#standing.delete(open.uri);
    this.#versions.changed(undefined);
    this.configuration.forget(open.uri);
    this.#status.forget(open.uri);
    void this.#closeUnused();
  }

  saved(path: string): void {
    if (this.#watched && homeOf(path, this.#folders).uri !== undefined) return;
    void this.changedOnDisk([path]);
  }

  async changedOnDisk(paths: readonly string[]): Promise<void> {
    this.#versions.changed(undefined);
    if (paths.some((path) => /[\\/][jt]sconfig\.json$/.test(path))) this.#standing.clear();
    await Promise.allSettled(this.#engines.running().map((engine) => engine.changedOnDisk(paths)));
  }

  async foldersChanged(added: readonly string[], removed: readonly string[]): Promise<void> {
    const kept = this.#folders.filter(({ uri }) => !removed.includes(uri) && !added.includes(uri));
    this.#folders = [...kept, ...foldersAt(added)];
    this.#standing.clear();
    await Promise.all([this.#closeUnused(), this.#attachAll()]);
  }

  async settingsChanged(): Promise<void> {
    this.configuration.forget();
    this.#versions.changed(undefined);
    this.#completions.renewAll();
    this.#configured = this.#configured.then(() => this.#engines.configure());
    await this.#configured;
    this.#status.touch();
  }

  async rebuild(): Promise<void> {
    this.#completions.cancelAll('the index is rebuilt');
    this.#engines.distrust();
    const closing = this.#engines.close(() => true);
    this.#attachAll();
    await closing;
  }

  pause(paused: boolean): void {
    this.#paused = paused;
    if (paused) this.#completions.cancelAll('paused');
    this.#status.touch();
  }

  /** A completion was accepted that was given with this trace. */
  accepted(id: string): Promise<void> {
    return this.#completions.accepted(id);
  }

  lastTrace(uri: string | undefined): Trace | null {
    return this.#completions.lastTrace(uri) ?? null;
  }

  /** The inline completion at a place; none while paused. */
  async completionAt(
    uri: string,
    place: Place,
    token: CancellationToken,
  ): Promise<InlineCompletionItem | undefined> {
    if (this.#paused) return undefined;
    const { asked, trace } = await this.#ask(uri, place, token);
    return asked && trace && itemFrom(trace, asked, this.#accepting);
  }

  /** The trace of a completion that a person asked for and waits for, paused or not. */
  async traceAt(uri: string, place: Place, token: CancellationToken): Promise<Trace | null> {
    return (await this.#ask(uri, place, token)).trace ?? null;
  }

  get accepting(): Accepting {
    return this.#accepting;
  }

  /** All of a hole in words; `null` where the document is not open. */
  async inspectedAt(uri: string, position: Position, token: CancellationToken): Promise<string | null> {
    const open = this.documents.at(uri);
    if (!open) return null;
    const { engine, request } = await this.questionAt(open, { position });
    return explainHole(await cancellable(token, (signal) => engine.inspect(request, signal)));
  }

  /** The engine of an open document, and what to ask it at a place where somebody waits for the answer. */
  async questionAt(open: OpenText, place: WirePlace): Promise<Question> {
    const engine = await this.#engineOf(open.uri);
    const asked = askedAt(withoutRange(open, place), this.#standingOf(open).path, {
      ...place,
      by: 'invoked',
    });
    return { engine, request: { ...requestFor(asked, engine.settings), id: 'question' } };
  }

  /** Ids of the processes that must not outlive the server. */
  processes(): readonly number[] {
    return this.#engines.running().flatMap((engine) => engine.typeEngineProcesses());
  }

  async dispose(): Promise<void> {
    this.#completions.cancelAll('the server is shut down');
    await this.#kept?.flush();
    await this.#engines.close(() => true);
    await this.#catalogue?.close();
  }

  /** One for all engines, with the settings of the first. */
  #catalogueFor({ indexSize }: Settings): Catalogue {
    this.#catalogue ??= createCatalogue({
      folder: join(this.#storage, 'facts'),
      most: indexSize * 1_000_000,
      log: (line) => this.#connection.console.log(line),
      problem: (sentence) => this.failures.warn(sentence),
    });
    return this.#catalogue;
  }

  /** What the inspector shows again when the window was loaded anew. */
  #keptRequests(): KeptRequests {
    this.#kept ??= new KeptRequests(join(this.#storage, 'requests'));
    return this.#kept;
  }

  async #ask(uri: string, place: Place, token: CancellationToken) {
    const open = this.documents.at(uri);
    if (!open) return {};
    const { home, path } = this.#standingOf(open);
    const asked = askedAt(open, path, place);
    const known = () => this.#engines.runningAt(home)?.completeness;
    const before = known();
    const trace = await this.#completions.ask(asked, token);
    const now = known();
    // Where indexing has ended meanwhile, the trace is the older news.
    if (trace) this.#describe(open, now && now !== before ? now : trace.completeness);
    return { asked, trace };
  }

  #improved(uri: string): void {
    const params: ImprovedParams = { uri };
    if (!this.#paused) void this.#connection.sendNotification(improvedMethod, params);
  }

  /** How much an engine knows of its repository by now, for an open document of it. */
  #known(uri: string): string {
    const open = this.documents.at(uri);
    const engine = open && this.#engines.runningAt(this.#standingOf(open).home);
    return engine?.completeness.state ?? '';
  }

  /** The engine of an open document, with the settings of the moment. */
  async #engineOf(uri: string): Promise<Engine> {
    await this.#configured;
    const open = this.documents.at(uri);
    if (!open) throw new Error('the document was closed');
    return this.#engines.at(this.#standingOf(open).home);
  }

  #standingOf(open: OpenText): Standing {
    const known = this.#standing.get(open.uri);
    if (known) return known;
    const home = homeOf(open.path, this.#folders);
    const path = open.path ?? join(home.root, open.name);
    const standing = { home, path, project: projectOf(path, home.root) };
    this.#standing.set(open.uri, standing);
    return standing;
  }

  #held({ root }: Home) {
    return this.documents.all().flatMap((open) => {
      const { home, path } = this.#standingOf(open);
      return home.root === root ? (heldOpen(open, path) ?? []) : [];
    });
  }

  /** Gives every open document to the engine of its home, and takes it from the others. */
  async #attachAll(): Promise<void> {
    for (const open of this.documents.all()) {
      const { home, path } = this.#standingOf(open);
      for (const engine of this.#engines.running())
        if (engine.root !== home.root) engine.change(path, undefined);
      this.opened(open);
    }
  }

  /** Closes the engines whose folder was closed and that have no open document, or that are a folder's now. */
  async #closeUnused(): Promise<void> {
    const used = new Map<string, string | undefined>(this.#folders.map(({ path, uri }) => [path, uri]));
    for (const open of this.documents.all()) this.#standingOf(open);
    for (const { home } of this.#standing.values()) used.set(home.root, home.uri);
    await this.#engines.close(({ root, uri }) => !used.has(root) || used.get(root) !== uri);
  }

  #indexing(): void {
    this.#status.touch();
    if (this.#engines.progress) return;
    for (const open of this.documents.all()) {
      const engine = this.#engines.runningAt(this.#standingOf(open).home);
      if (engine) this.#describe(open, engine.completeness);
    }
  }

  #describe(open: OpenText, completeness: Completeness): void {
    const { home, path, project } = this.#standingOf(open);
    const isTyped = heldOpen(open, path) !== undefined;
    const engine = isTyped ? (this.#engines.runningAt(home)?.typeEngineFor(path) ?? null) : null;
    this.#status.tell({
      uri: open.uri,
      engine,
      project: engine && project,
      completeness: isTyped ? completeness : tooLarge,
    });
    this.#status.touch();
  }

  #state(): ServerState {
    const { last } = this.failures;
    const { progress } = this.#engines;
    if (this.#paused) return { state: 'paused' };
    if (last !== undefined) return { state: 'error', message: last };
    if (progress) return { state: 'indexing', ...progress };
    return { state: this.#completions.running > 0 ? 'thinking' : 'ready' };
  }
}
