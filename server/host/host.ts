/**
 * The one composition: puts the stages, the workers and the child processes of a repository together.
 * Doors (command line, language server) call what it returns and nothing below it.
 */

import { type Assembled, assemble, type CompletionParts, complete } from '../features/features.ts';
import { CodeIndex } from '../index/index.ts';
import { formatFor } from '../layout/layout.ts';
import { createOpenAIModel, type Model, tokenizerFor } from '../models/models.ts';
import type { Completeness, Settings, Trace } from '../protocol/protocol.ts';
import { abortable, deadline, type Document, type Workspace } from '../text/text.ts';
import { createEmbeddedModel, type EmbeddedModel } from './embedded-model.ts';
import { SourceFiles } from './files.ts';
import { type IndexProgress, type IndexReport, indexFile, indexFolder } from './indexer.ts';
import { Learning } from './learning.ts';
import { createParsePool } from './parse-pool.ts';
import { changedFiles } from './recent.ts';
import { createTypeEngineChild } from './type-engine-child.ts';

export type { Assembled } from '../features/features.ts';
export { cacheFolder, configFile } from './folders.ts';
export { readText } from './files.ts';
export type { IndexProgress, IndexReport } from './indexer.ts';
export { repositoryOf } from './repository.ts';
export { walk } from './walk.ts';

export interface EngineOptions {
  /** Absolute path of the repository. */
  readonly root: string;
  readonly settings: Settings;
  readonly onProgress?: (progress: IndexProgress) => void;
}

/** A place to complete at, with settings that stand for the engine's own. */
export interface EngineRequest {
  readonly id: string;
  readonly document: Document;
  readonly offset: number;
  readonly settings?: Partial<Settings>;
}

export interface Engine {
  readonly root: string;
  readonly settings: Settings;
  /** The whole repository is indexed. Rejects when the folder cannot be read. */
  readonly indexed: Promise<IndexReport>;
  /** Process of the type engine, where it runs. */
  readonly typeEngineProcess: () => number | undefined;
  complete(request: EngineRequest, signal: AbortSignal): Promise<Trace>;
  /** Everything up to the prompt, once for each token budget; no model is asked. */
  assemble(
    request: EngineRequest,
    budgets: readonly number[],
    signal: AbortSignal,
  ): Promise<readonly Assembled[]>;
  /** Has the type engine load the project of a document while other work goes on. */
  warm(request: EngineRequest): void;
  /** Takes over the text of an open document; `undefined` when it was closed. */
  change(path: string, document: Document | undefined): void;
  /** Brings these files up to date with the disk. */
  changedOnDisk(paths: readonly string[]): Promise<void>;
  dispose(): Promise<void>;
}

/** Starts an engine; indexing begins at once. Dispose it to end its workers and processes. */
export function createEngine({ root, settings, onProgress = () => {} }: EngineOptions): Engine {
  const life = new AbortController();
  const problems: string[] = [];
  const pool = createParsePool({ report: (problem) => problems.push(problem) });
  const index = new CodeIndex();
  const files = new SourceFiles(index, pool);
  const typeEngine = createTypeEngineChild();
  const { model, learning, disposeModel } = createModel(settings, index, root);
  const open = new Map<string, Document>();
  let recent: readonly string[] = [];
  let state: Completeness = { state: 'partial', why: 'the repository is still being indexed' };

  const indexed = startIndexing().then((report) => {
    state = problems.length === 0 ? { state: 'complete' } : { state: 'partial', why: problems.join('; ') };
    return report;
  });
  indexed.catch(() => {});
  // The first count loads the vocabulary, which is better done while the workers are busy.
  setImmediate(() => model.tokenizer.count('a'));

  async function startIndexing(): Promise<IndexReport> {
    recent = await changedFiles(root);
    return indexFolder({ root, index, pool, onProgress }, life.signal);
  }

  function partsFor(own: Partial<Settings> | undefined): CompletionParts {
    const workspace: Workspace = { root, open, recent };
    return {
      settings: { ...settings, ...own },
      workspace,
      index,
      indexed: state,
      typeEngine,
      model,
      locate: (document, offset, signal) => pool.locate(document, offset, signal),
      read: (path, signal) => files.read(path, signal),
    };
  }

  /** The embedded model should know what is near; a late lesson is no reason to say nothing. */
  async function learnAround(path: string, signal: AbortSignal): Promise<void> {
    using limited = deadline(settings.modelFirstTokenDeadline, signal);
    await limited.race(learning?.around(path) ?? Promise.resolve()).catch(() => signal.throwIfAborted());
  }

  return {
    root,
    settings,
    indexed,
    typeEngineProcess: () => typeEngine.pid,
    async complete(request, signal) {
      await learnAround(request.document.path, signal);
      return complete(request, partsFor(request.settings), signal);
    },
    assemble: (request, budgets, signal) => assemble(request, partsFor(request.settings), budgets, signal),
    warm({ document: { path, text }, offset }) {
      if (typeEngine.handles(path)) typeEngine.hole({ path, text, offset }, life.signal).catch(() => {});
    },
    change(path, document) {
      if (document) open.set(path, document);
      else open.delete(path);
      typeEngine.change(path, document?.text);
    },
    async changedOnDisk(paths) {
      recent = [...new Set([...paths, ...recent])];
      for (const path of paths) files.forget(path);
      typeEngine.changedOnDisk(paths);
      await Promise.all(
        paths.map((path) => abortable(indexFile({ index, pool }, path, life.signal), life.signal)),
      );
      for (const path of paths) learning?.changed(path);
    },
    async dispose() {
      life.abort(new Error('the engine was closed'));
      await Promise.all([pool.dispose(), typeEngine.dispose(), disposeModel()]);
    },
  };
}

interface ChosenModel {
  readonly model: Model;
  readonly learning?: Learning;
  disposeModel(): Promise<void>;
}

function createModel({ model: chosen, ...settings }: Settings, index: CodeIndex, root: string): ChosenModel {
  if (chosen.endpoint !== undefined) {
    const format = chosen.format ?? formatFor(chosen.name).name;
    const deadlines = { firstToken: settings.modelFirstTokenDeadline, total: settings.modelDeadline };
    const model = createOpenAIModel({ ...chosen, format }, deadlines);
    return { model, disposeModel: () => Promise.resolve() };
  }
  const model: EmbeddedModel = createEmbeddedModel(tokenizerFor('embedded'), {
    onRestart: () => learning.reset(),
  });
  const learning = new Learning(model, index, root);
  return { model, learning, disposeModel: () => model.dispose() };
}
