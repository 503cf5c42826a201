/**
 * The one composition: puts the stages, the workers and the child processes of a repository together.
 * Doors (command line, language server) call what it returns and nothing below it.
 */

import type { SourceName } from '../context/context.ts';
import {
  type Assembled,
  assemble,
  type CandidateReport,
  checkCandidate,
  type CompletionParts,
  complete,
  type Findings,
  type HoleReport,
  inspectHole,
} from '../features/features.ts';
import type { EditorModelPort } from '../models/models.ts';
import type { Completeness, DoctorStep, Settings, Steering, Trace } from '../protocol/protocol.ts';
import { cursorWithoutTree } from '../syntax/syntax.ts';
import { deadline, type Document, type Workspace } from '../text/text.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import { diagnose } from './doctor.ts';
import type { IndexProgress, IndexReport } from './repository/indexer.ts';
import { HeadsInference } from './type-engine/inferred-heads.ts';
import { KeptSteering } from './kept-steering.ts';
import { ModelsInUse, type Runner } from './models-in-use.ts';
import { overheard } from './overheard.ts';
import { RepositoryIndex } from './repository/repository-index.ts';
import { SharedTypeEngines } from './type-engine/shared-type-engines.ts';
import type { TypeEnginePair } from './type-engine/type-engine-pair.ts';
import { type ChangedPaths, watchFolder } from './catalogue/watch.ts';

export type { Assembled, CandidateReport, HoleReport } from '../features/features.ts';
export { type Catalogue, createCatalogue } from './catalogue/catalogue.ts';
export { diagnose, type DoctorSurroundings } from './doctor.ts';
export { cacheFolder, configFile } from './folders.ts';
export { readText } from './repository/files.ts';
export { KeptSteering } from './kept-steering.ts';
export { KeptTexts } from './kept-texts.ts';
export type { IndexProgress, IndexReport } from './repository/indexer.ts';
export { installLlama, type LlamaCard, llamaCards, type LlamaPlan, planLlama } from './gguf/llama-install.ts';
export { mostMemoryOfLearning } from './learning.ts';
export { nativeParserLoads, type ParserName } from './parsing/native-grammars.ts';
export { repositoryOf } from './repository/repository.ts';
export { SharedTypeEngines } from './type-engine/shared-type-engines.ts';
export { createRepositoryIndex, type RepositoryIndex } from './repository/repository-index.ts';
export { walk } from './catalogue/walk.ts';
export { type ChangedPaths, watchFolder } from './catalogue/watch.ts';

export interface EngineOptions {
  /** Absolute path of the repository. */
  readonly root: string;
  readonly settings: Settings;
  readonly onProgress?: (progress: IndexProgress) => void;
  /** `nothing`: `root` is only where documents stand that belong to no repository. */
  readonly indexes?: 'repository' | 'nothing';
  /** Ends the indexing early when it is aborted: the engine goes on with what it has. */
  readonly stopIndexing?: AbortSignal;
  /** Threads that parse files; by default one less than the machine has. */
  readonly workers?: number;
  /** The catalogue that several engines share; without it the engine has one of its own in the cache folder. */
  readonly catalogue?: Catalogue;
  /** The type engines that several engines share; without them the engine has its own. */
  readonly typeEngines?: SharedTypeEngines;
  /** `anew`: nothing that is stored of the repository counts. */
  readonly trust?: 'stored' | 'anew';
  /** How the editor's own models are asked, where there is an editor that has some. */
  readonly editorModel?: EditorModelPort;
  /** Hears once, in a sentence, what a person should know of the store. */
  readonly onProblem?: (sentence: string) => void;
}

/** A place to complete at, with settings that stand for the engine's own. */
export interface EngineRequest {
  readonly id: string;
  readonly document: Document;
  readonly offset: number;
  readonly settings?: Partial<Settings>;
  /** `text only`: a file too large to parse and to type; the document may be a part of it. */
  readonly reading?: 'whole' | 'text only';
  /** Only these context sources are asked; all of them unless told. */
  readonly sources?: readonly SourceName[];
  /** What a person pinned, banned, or wants at a level. */
  readonly steering?: Steering;
  /** The trace of the last request for this document: its prompt is continued where a server may remember it. */
  readonly previous?: Trace | undefined;
  /** `quick`: the embedded model is asked, whichever the settings choose. */
  readonly by?: Runner;
  /** What another model that was asked at this very spot left behind, and where to leave it. */
  readonly findings?: Findings;
  /** Hears all of the model's text that is known by now, as it comes. */
  readonly heard?: (text: string) => void;
}

export interface Engine {
  readonly root: string;
  readonly settings: Settings;
  /** Takes over other settings; the index and the type engine stay. */
  configure(settings: Settings): Promise<void>;
  /** What a person pinned and banned in this repository, where a request says nothing else. */
  readonly steering: Steering;
  /** Keeps it for this repository, in place of what was kept. @throws when it cannot be written. */
  steer(steering: Steering): void;
  /** How much of the repository is indexed by now. */
  readonly completeness: Completeness;
  /** Name of the type engine for this file, where there is one. */
  typeEngineFor(path: string): string | undefined;
  /** The whole repository is indexed. Rejects when the folder cannot be read or indexing was stopped. */
  readonly indexed: Promise<IndexReport>;
  /** Processes of the type engines that run, the one that answered last first. */
  readonly typeEngineProcesses: () => readonly number[];
  complete(request: EngineRequest, signal: AbortSignal): Promise<Trace>;
  /** Everything up to the prompt, once for each token budget; no model is asked. */
  assemble(
    request: EngineRequest,
    budgets: readonly number[],
    signal: AbortSignal,
  ): Promise<readonly Assembled[]>;
  /** Everything about the hole, nothing selected. */
  inspect(request: EngineRequest, signal: AbortSignal): Promise<HoleReport>;
  /** What would be wrong with a text at a place; nothing is written. */
  check(request: EngineRequest, candidate: string, signal: AbortSignal): Promise<CandidateReport>;
  /** Looks at the model that the settings choose, one step after the other. */
  doctor(signal: AbortSignal): AsyncIterable<DoctorStep>;
  /** The embedded model, where it is the one, has learned what is near a file; bounded. */
  learned(path: string, signal: AbortSignal): Promise<Completeness>;
  /** Has the type engine load the project of a document while other work goes on. */
  warm(request: EngineRequest): void;
  /** Takes over the text of an open document; `undefined` when it was closed. */
  change(path: string, document: Document | undefined): void;
  /** Brings these files, and what lies in these folders, up to date with the disk. */
  changedOnDisk(paths: ChangedPaths): Promise<void>;
  /** Hears of changes on disk by itself from now on, for those to whom no editor tells them. */
  watch(): Promise<'events' | 'polling'>;
  /** Waits until the index has every change of a document that it was told of. */
  settled(): Promise<void>;
  dispose(): Promise<void>;
}

/** How much is known of a file that is read as `text only`. */
export const tooLarge: Completeness = {
  state: 'partial',
  why: 'prefix only (over 1 MB, or a line over 5,000 characters)',
};

/** Starts an engine; indexing begins at once. Dispose it to end its workers and processes. */
export function createEngine(options: EngineOptions): Engine {
  const { root } = options;
  const life = new AbortController();
  const repository = new RepositoryIndex({ ...options, indexSize: options.settings.indexSize });
  const { index, pool, files, open } = repository;
  const typeEngine = leased(options);
  const inference = new HeadsInference({ index, engine: typeEngine, files, signal: life.signal });
  let settings = options.settings;
  const surroundings = { index, root, editorModel: options.editorModel };
  const models = new ModelsInUse(settings, surroundings);
  const kept = new KeptSteering(root, options.onProblem);
  const steered = (request: EngineRequest) => ({ steering: kept.steering, ...request });
  // The first count loads the vocabulary, which is better done while the workers are busy.
  setImmediate(() => models.at().model.tokenizer.count('a'));

  function partsFor(request: EngineRequest, learned?: Completeness): CompletionParts {
    const { heard } = request;
    const { model, judge } = models.at(request.by);
    const workspace: Workspace = { root, open, recent: repository.recent };
    const isWhole = request.reading !== 'text only';
    return {
      settings: { ...settings, ...request.settings },
      workspace,
      index,
      indexed: isWhole ? worse(repository.completeness, learned) : tooLarge,
      typeEngine: isWhole ? typeEngine : undefined,
      model: heard ? overheard(model, heard) : model,
      // What has not learned the repository is surprised by all of it.
      surprise: learned && models.surprise(request.by),
      locate: (at, offset, signal) =>
        isWhole ? pool.locate(at, offset, signal) : Promise.resolve(cursorWithoutTree(at, offset)),
      read: (path, signal) => files.read(path, signal),
      ...(judge && { judge }),
    };
  }

  /** The embedded model should know what is near; a late lesson is no reason to say nothing. */
  async function learnAround(path: string, signal: AbortSignal, by?: Runner): Promise<Completeness> {
    using limited = deadline(settings.modelFirstTokenDeadline, signal);
    const { learning } = models.at(by);
    try {
      await limited.race(learning?.around(path) ?? Promise.resolve());
      return { state: 'complete' };
    } catch {
      signal.throwIfAborted();
      return { state: 'partial', why: 'the embedded model is still learning the repository' };
    }
  }

  async function changedOnDisk(paths: ChangedPaths): Promise<void> {
    if (paths !== 'everything') typeEngine.changedOnDisk(paths);
    const changed = await repository.changedOnDisk(paths);
    typeEngine.changedOnDisk(changed);
    for (const path of changed) models.changed(path);
  }

  return {
    root,
    indexed: repository.indexed,
    get settings() {
      return settings;
    },
    get steering() {
      return kept.steering;
    },
    steer: (steering) => kept.keep(steering),
    get completeness() {
      return repository.completeness;
    },
    async configure(next) {
      if (next.typeEngine !== settings.typeEngine) typeEngine.choose(next.typeEngine);
      settings = next;
      await models.configure(next);
    },
    ...typeEngineOf(typeEngine, life.signal),
    async complete(request, signal) {
      const { by, document } = request;
      const [learned] = await Promise.all([
        learnAround(document.path, signal, by),
        models.at(by).ready(signal),
      ]);
      return inference.after(request, complete(steered(request), partsFor(request, learned), signal));
    },
    assemble: (request, budgets, signal) =>
      inference.after(request, assemble(steered(request), partsFor(request), budgets, signal)),
    inspect: (request, signal) => inference.after(request, inspectHole(request, partsFor(request), signal)),
    check: (request, candidate, signal) => checkCandidate(request, candidate, partsFor(request), signal),
    doctor: (signal) => diagnose(settings, signal, surroundings),
    learned: learnAround,
    change(path, document) {
      repository.change(path, document);
      typeEngine.change(path, document?.text);
    },
    changedOnDisk,
    watch: () => watchFolder({ root, changed: changedOnDisk, signal: life.signal }),
    settled: () => repository.settled(),
    async dispose() {
      life.abort(new Error('the engine was closed'));
      await Promise.all([repository.dispose(), typeEngine.dispose(), models.dispose()]);
    },
  };
}

/** What the engine says of its type engine. */
function typeEngineOf(
  engine: TypeEnginePair,
  signal: AbortSignal,
): Pick<Engine, 'typeEngineFor' | 'typeEngineProcesses' | 'warm'> {
  return {
    typeEngineFor: (path) => (engine.handles(path) ? engine.name : undefined),
    typeEngineProcesses: () => engine.pids,
    warm({ document: { path, text }, offset }) {
      if (engine.handles(path)) engine.hole({ path, text, offset }, signal).catch(() => {});
    },
  };
}

function leased({ root, settings, typeEngines = new SharedTypeEngines() }: EngineOptions) {
  return typeEngines.lease(root, settings.typeEngine);
}

/** The one that is not complete; of two such the first. */
function worse(one: Completeness, other: Completeness = { state: 'complete' }): Completeness {
  return one.state === 'complete' ? other : one;
}
