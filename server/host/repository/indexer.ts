/**
 * Keeps the index like the files of a root: asks the catalogue what is new, has parsed what nobody knows yet.
 * Invariant: a file whose document the index holds is left to it until that is released.
 */

import type { CodeIndex } from '../../index/index.ts';
import type { FileFacts } from '../../syntax/syntax.ts';
import { abortable } from '../../text/text.ts';
import { CatalogueLost, type RootFiles } from '../catalogue/catalogue.ts';
import type { Answers, ParsedBack, Surveyed } from '../catalogue/catalogue-protocol.ts';
import { ImportedFiles } from './imported-files.ts';
import { type ParseAnswer, ParseQueue } from '../parsing/parse-queue.ts';
import type { ParsePool } from '../parsing/parse-pool.ts';
import { packageManifests } from './package-manifests.ts';
import { workspacePackages } from './packages.ts';
import { pathAliases } from './path-aliases.ts';
import { type Round, Rounds } from './rounds.ts';
import type { SkippedPath } from '../catalogue/walk.ts';
import type { ChangedPaths } from '../catalogue/watch.ts';

export interface IndexProgress {
  readonly done: number;
  readonly total: number;
}

export interface IndexReport {
  readonly files: number;
  readonly symbols: number;
  readonly seconds: number;
  /** Size of the files that are not left out by name or size. */
  readonly bytes: number;
  /** How many files had to be parsed; of the others everything was known. */
  readonly parsed: number;
  /** What was left out, and why. */
  readonly skipped: readonly SkippedPath[];
  /** Files that could not be parsed in time, or at all: they are searched as texts, but nothing is known of their symbols. */
  readonly unread: readonly string[];
}

export interface Indexing {
  readonly index: CodeIndex;
  readonly pool: ParsePool;
  readonly files: RootFiles;
}

/** Files that may wait for a parser before the catalogue is asked for more. */
const mostWaiting = 2_000;
/** Milliseconds that the index is filled at a stretch: then others have their turn. */
const stretch = 8;
/** Times that a catalogue that died is told everything again. */
const mostLosses = 3;
/** With more changed paths than this, a walk of everything is quicker. */
const mostChanges = 1_000;
/** Files by which other files come and go, and by which imports lead elsewhere. */
const rules =
  /[\\/](\.gitignore|\.keyholeignore|\.git[\\/](HEAD|info[\\/]exclude)|[tj]sconfig[^\\/]*\.json|package\.json|go\.mod|Cargo\.toml|composer\.json)$/;

/** Whether changes of these paths may make any other file come or go, or are too many to be looked at singly. */
export function concernsAll(paths: ChangedPaths): boolean {
  return paths === 'everything' || paths.length > mostChanges || paths.some((path) => rules.test(path));
}

export class Indexer {
  readonly #parts: Indexing;
  readonly #life: AbortSignal;
  readonly #queue: ParseQueue;
  readonly #rounds = new Rounds();
  readonly #imported: ImportedFiles;
  /** Why files are left out that only their text gives away. */
  readonly #leftOut = new Map<string, string>();
  /** Files of which the index has what an editor has. */
  readonly #documents = new Set<string>();
  #skipped: readonly SkippedPath[] = [];
  #bytes = 0;
  #parsed = 0;
  #pulling = false;
  #more = false;
  #losses = 0;
  /** Whether it is known which files there are; before that, those of last time are what is known. */
  #isSurveyed = false;

  /** Everything ends when `life` does. */
  constructor(parts: Indexing, life: AbortSignal) {
    this.#parts = parts;
    this.#life = life;
    this.#imported = new ImportedFiles(parts.index);
    const answers = {
      parsed: (files: readonly ParseAnswer[]) => this.#takeParsed(files),
      givenUp: (path: string) => this.#leaveOut(path, 'not parsed: it ended two parse workers'),
    };
    this.#queue = new ParseQueue(parts.pool, answers, life);
  }

  /** Why files are missing from the index. */
  get skipped(): readonly SkippedPath[] {
    const byText = [...this.#leftOut].map(([path, why]) => ({ path, why }));
    return [...this.#skipped, ...byText].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Brings the whole index up to date with the disk. Rejects with the signal's reason when it is aborted. */
  async survey(onProgress: (progress: IndexProgress) => void, signal: AbortSignal): Promise<IndexReport> {
    const started = performance.now();
    const before = this.#parsed;
    await this.#surveyed(onProgress, signal);
    const { files, symbols } = this.#parts.index.statistics();
    const seconds = (performance.now() - started) / 1000;
    const parsed = this.#parsed - before;
    const { skipped } = this;
    return {
      files,
      symbols,
      seconds,
      bytes: this.#bytes,
      parsed,
      skipped,
      unread: this.#parts.index.unread(),
    };
  }

  /** Brings these files, and what lies in these folders, up to date with the disk; gives those that may be others. */
  async update(paths: ChangedPaths, signal: AbortSignal): Promise<readonly string[]> {
    if (paths === 'everything' || concernsAll(paths)) return this.#surveyed(() => {}, signal);
    const looked = await this.#asking(() => this.#parts.files.look(paths, signal));
    await this.#settled(this.#rounds.wait(looked), signal);
    return looked;
  }

  /** Has these files, and what they import, indexed before the others. */
  prefer(paths: readonly string[]): void {
    const wanted = this.#imported.want(paths);
    this.#queue.prefer(wanted);
    this.#parts.files.prefer(wanted);
  }

  /** The index holds the facts of a document instead of those of its file. */
  hold(path: string, facts: FileFacts): void {
    this.#documents.add(path);
    this.#parts.index.put(path, facts);
    this.#preferImportsOf(path);
  }

  /** Whether a file of this path, which need not exist, belongs into the index by name and place. */
  async admits(path: string): Promise<boolean> {
    const looked = await this.#parts.files.look([path], this.#life);
    void this.#pull();
    return looked.includes(path);
  }

  /** A document is closed or does not belong here any more: its file counts again, where there is one that does. */
  async release(path: string): Promise<void> {
    this.#documents.delete(path);
    this.#parts.files.lose([path]);
    const looked = await this.update([path], this.#life);
    if (!looked.includes(path) && !this.#documents.has(path)) this.#parts.index.remove(path);
  }

  /** Walks everything, waits until the index has it, and gives the files that are not what they were. */
  async #surveyed(
    onProgress: (progress: IndexProgress) => void,
    signal: AbortSignal,
  ): Promise<readonly string[]> {
    const surveying = this.#asking(() => this.#parts.files.survey(signal));
    if (!this.#isSurveyed) void this.#expect();
    const { files, changed, skipped } = await surveying;
    const total = files.length;
    // From here on answers may come at any time, so they are waited for before anything else is.
    const round = this.#rounds.wait(changed, (left) => onProgress({ done: total - left, total }));
    onProgress({ done: total - changed.length, total });
    const gone = this.#takeSurvey({ files, changed, skipped });
    // The parser need not wait for what packages and paths are called.
    void this.#pull();
    await this.#learnProjects(files.map(({ path }) => path));
    await this.#settled(round, signal);
    return [...changed, ...gone];
  }

  /** Forgets every file that is not there any more, and says which. */
  #takeSurvey({ files, skipped }: Surveyed): readonly string[] {
    const { index } = this.#parts;
    const known = new Set(files.map(({ path }) => path));
    const gone = index.files().filter((path) => !known.has(path) && !this.#documents.has(path));
    for (const path of gone) index.remove(path);
    for (const path of this.#leftOut.keys()) if (!known.has(path)) this.#leftOut.delete(path);
    this.#queue.keep(known);
    for (const path of this.#rounds.left) if (!known.has(path)) this.#settle(path);
    this.#skipped = skipped;
    this.#bytes = files.reduce((sum, { size }) => sum + size, 0);
    this.#isSurveyed = true;
    this.#setFiles([...known]);
    return gone;
  }

  /** Until the files are walked, goes by those of last time: what an open document imports is wanted at once. */
  async #expect(): Promise<void> {
    const paths = await this.#parts.files.remembered(this.#life).catch(() => []);
    if (paths.length > 0 && !this.#isSurveyed) this.#setFiles(paths);
  }

  #setFiles(paths: readonly string[]): void {
    this.#imported.setFiles(paths);
    for (const path of this.#documents) this.#preferImportsOf(path);
  }

  async #learnProjects(paths: readonly string[]): Promise<void> {
    const { index } = this.#parts;
    index.setPackages(await workspacePackages(paths));
    index.setManifests(await packageManifests(paths));
    index.setAliases(await pathAliases(paths));
  }

  /** Waits until a round is over. What is aborted is looked at no more, unless others wait for it. */
  async #settled(round: Round, signal: AbortSignal): Promise<void> {
    void this.#pull();
    try {
      await abortable(round.over, signal);
    } catch (error) {
      if (this.#rounds.cancel(round)) this.#drop();
      throw error;
    }
  }

  #drop(): void {
    this.#queue.clear();
    this.#parts.files.drop();
    const others = [...this.#rounds.left];
    if (others.length === 0 || this.#life.aborted) return;
    this.#parts.files
      .look(others, this.#life)
      .then(() => this.#pull())
      .catch((error: unknown) => this.#rounds.reject(error));
  }

  /** Asks once more when the catalogue has died of something; it does not do so for ever. */
  async #asking<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof CatalogueLost) || ++this.#losses > mostLosses) throw error;
      return this.#asking(ask);
    }
  }

  /** Asks the catalogue until it has nothing more to say. */
  async #pull(): Promise<void> {
    this.#more = true;
    if (this.#pulling) return;
    this.#pulling = true;
    try {
      for (let asked = this.#ask(); asked; asked ??= this.#ask()) {
        const said = await asked;
        if (said.left > 0) this.#more = true;
        // While this answer is taken over, the catalogue looks up the next one.
        asked = this.#ask();
        await this.#take(said);
        await this.#queue.below(mostWaiting);
      }
    } catch (error) {
      this.#rounds.reject(error);
    } finally {
      this.#pulling = false;
    }
  }

  /** Asks for the next answer when there is more to be said. */
  #ask(): Promise<Answers> | undefined {
    if (!this.#more) return undefined;
    this.#more = false;
    const asked = this.#next();
    // Whoever waits for it hears of a failure; until then nobody does.
    asked.catch(() => {});
    return asked;
  }

  /** A catalogue that died has forgotten what was to be looked at: then everything is. */
  async #next(): Promise<Answers> {
    const { files } = this.#parts;
    let lost = false;
    return this.#asking(async () => {
      if (lost) this.#takeSurvey(await files.survey(this.#life));
      lost = true;
      return files.next(this.#life);
    });
  }

  async #take({ found, leftOut, missing, same, gone }: Answers): Promise<void> {
    this.#queue.add(missing);
    for (const { path, why } of leftOut) this.#leaveOut(path, why);
    for (const path of gone) this.#remove(path);
    for (const path of same) this.#settle(path);
    let end = performance.now() + stretch;
    for (const { path, facts } of found) {
      this.#put(path, facts);
      if (performance.now() < end) continue;
      await new Promise((resolve) => setImmediate(resolve));
      end = performance.now() + stretch;
    }
  }

  #takeParsed(files: readonly ParseAnswer[]): void {
    const back: ParsedBack[] = [];
    for (const { asked, file } of files) {
      const { path, read } = file;
      if (!read) this.#remove(path);
      else if (read.finding.kind === 'left out') this.#leaveOut(path, read.finding.why);
      else this.#put(path, read.finding.facts);
      if (read) back.push({ path, question: asked.question, read });
    }
    this.#parsed += back.length;
    this.#parts.files.parsed(back);
  }

  #put(path: string, facts: Uint8Array): void {
    this.#leftOut.delete(path);
    if (!this.#documents.has(path)) {
      this.#parts.index.putEncoded(path, facts);
      this.#preferImportsOf(path);
    }
    this.#settle(path);
  }

  #leaveOut(path: string, why: string): void {
    this.#leftOut.set(path, why);
    if (!this.#documents.has(path)) this.#parts.index.remove(path);
    this.#settle(path);
  }

  #remove(path: string): void {
    this.#leftOut.delete(path);
    if (!this.#documents.has(path)) this.#parts.index.remove(path);
    this.#settle(path);
  }

  #settle(path: string): void {
    this.#queue.take(path);
    this.#rounds.settle(path);
  }

  #preferImportsOf(path: string): void {
    const wanted = this.#imported.wantImportsOf(path);
    if (wanted.length === 0) return;
    this.#queue.prefer(wanted);
    if (this.#isSurveyed) return this.#parts.files.prefer(wanted);
    this.#parts.files.expect(wanted);
    void this.#pull();
  }
}
