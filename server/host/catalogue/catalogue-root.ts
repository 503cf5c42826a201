/**
 * Which files a root has, what they were when they were last read, and what is known of them. Invariant: a
 * file counts as held only while the other side has exactly what was said of it last.
 */

import { join, relative } from 'node:path';
import { languageOf } from '../../text/text.ts';
import type { Answers, ParsedBack, ReadRecord, Surveyed, Trust } from './catalogue-protocol.ts';
import { filesOf } from './changed-files.ts';
import type { FactStore, FileRecord, Finding, FindingKey } from './fact-store.ts';
import { joinedFacts } from './joined-facts.ts';
import { type FileStamp, isSameStamp, readFileNow, stampOf } from './source-text.ts';
import { lookUpNow, type WalkedFile, walk, whyUnread } from './walk.ts';

/** One answer is cut off after so many milliseconds, files, or bytes of facts. */
const slice = { ms: 15, files: 256, bytes: 2_000_000 };

export class CatalogueRoot {
  readonly #root: string;
  readonly #store: FactStore;
  readonly #trust: Trust;
  /** Texts that were found out anew, where nothing stored counts. */
  readonly #renewed = new Set<string>();
  readonly #held = new Map<string, ReadRecord>();
  /** Files that the other side parses, by the number of the question. */
  readonly #asked = new Map<string, number>();
  readonly #first = new Set<string>();
  /** Files to be looked at; those without a walked file are looked for anew. */
  readonly #pending = new Map<string, WalkedFile | undefined>();
  #remembered: Map<string, FileRecord> | undefined;
  #questions = 0;
  /** How many surveys have begun, and during which of them a file was looked for. */
  #surveys = 0;
  readonly #looked = new Map<string, number>();
  #lastSurvey: Promise<void> = Promise.resolve();

  constructor(root: string, store: FactStore, trust: Trust) {
    this.#root = root;
    this.#store = store;
    this.#trust = trust;
  }

  /** Walks the whole root, one walk after the other; what is new or changed is to be asked for with `next`. */
  survey(signal: AbortSignal): Promise<Surveyed> {
    const surveyed = this.#lastSurvey.then(() => this.#survey(signal));
    this.#lastSurvey = surveyed.then(
      () => {},
      () => {},
    );
    return surveyed;
  }

  async #survey(signal: AbortSignal): Promise<Surveyed> {
    const turn = ++this.#surveys;
    this.#looked.clear();
    const { files, skipped } = await walk(this.#root, signal);
    const remembered = this.#recall();
    const walked = new Set(files.map(({ path }) => path));
    for (const name of remembered.keys()) if (!walked.has(join(this.#root, name))) this.#unremember(name);
    // What was looked for while the walk went on may lie where the walk had been already.
    const late = [...this.#looked].flatMap(([path, at]) => (at === turn && !walked.has(path) ? [path] : []));
    const known = new Set([...walked, ...late]);
    const others = [...this.#held.keys(), ...this.#asked.keys(), ...this.#pending.keys()];
    for (const path of others) if (!known.has(path)) this.#forget(path);
    for (const file of files) if (!this.#isHeld(file)) this.#pending.set(file.path, file);
    const sized = [
      ...files.map(({ path, size }) => ({ path, size })),
      ...late.map((path) => ({ path, size: 0 })),
    ];
    return { files: sized, skipped, changed: [...this.#pending.keys()] };
  }

  /** Paths of the files that there were when they were last read. */
  remembered(): string[] {
    return [...this.#recall().keys()].map((name) => join(this.#root, name));
  }

  /** Has these files, and those in these folders, looked at before all others; gives the paths that are. */
  async look(paths: readonly string[], signal: AbortSignal): Promise<string[]> {
    const known = () => [...this.#held.keys(), ...this.#asked.keys()];
    let turn: number;
    let changed: string[];
    do {
      // Rules that were read before a survey began may be others now.
      turn = this.#surveys;
      changed = await filesOf(paths, { root: this.#root, known, signal });
    } while (turn !== this.#surveys);
    for (const path of changed) {
      this.#pending.set(path, undefined);
      this.#first.add(path);
      this.#looked.set(path, turn);
    }
    return changed;
  }

  /** Has files that there were when they were last read looked at first: the walk says later which still belong here. */
  expect(paths: readonly string[]): void {
    const remembered = this.#recall();
    for (const path of paths) {
      if (this.#held.has(path) || this.#asked.has(path) || !remembered.has(this.#nameOf(path))) continue;
      this.#pending.set(path, this.#pending.get(path));
      this.#first.add(path);
    }
  }

  /** Has those of these files that are still to be looked at looked at before the others. */
  prefer(paths: readonly string[]): void {
    for (const path of paths) if (this.#pending.has(path)) this.#first.add(path);
  }

  /** The other side no longer has what was said of these files. */
  lose(paths: readonly string[]): void {
    for (const path of paths) this.#held.delete(path);
  }

  /** Nothing that is still to be looked at will be. */
  drop(): void {
    this.#pending.clear();
    this.#first.clear();
  }

  /** What is known of the next files. */
  next(): Answers {
    const said: Answers = { found: [], leftOut: [], missing: [], same: [], gone: [], left: 0 };
    const end = performance.now() + slice.ms;
    let bytes = 0;
    for (let count = 0; count < slice.files && bytes < slice.bytes && performance.now() < end; count++) {
      const path = this.#nextPath();
      if (path === undefined) break;
      bytes += this.#answer(path, said);
    }
    const facts = joinedFacts(said.found.map((found) => found.facts));
    const found = said.found.map(({ path, facts: own }, at) => ({ path, facts: facts[at] ?? own }));
    return { ...said, found, left: this.#pending.size };
  }

  /** Takes over what the other side found in the files that it was to parse. */
  parsed(files: readonly ParsedBack[]): void {
    for (const { path, question, read } of files) {
      const key = { hash: read.hash, language: languageOf(path) };
      this.#store.save(key, read.finding);
      if (this.#trust === 'anew') this.#renewed.add(`${key.language} ${key.hash}`);
      if (this.#asked.get(path) !== question) continue;
      this.#asked.delete(path);
      this.#hold(path, read);
    }
  }

  /** What the files were when they were last read. Where nothing stored counts, that is forgotten. */
  #recall(): Map<string, FileRecord> {
    if (this.#remembered) return this.#remembered;
    const stored = this.#store.recordsOf(this.#root);
    this.#remembered = this.#trust === 'stored' ? stored : new Map();
    if (this.#trust === 'anew')
      for (const name of stored.keys()) this.#store.record(this.#root, name, undefined);
    return this.#remembered;
  }

  #nextPath(): string | undefined {
    for (const path of this.#first) {
      this.#first.delete(path);
      if (this.#pending.has(path)) return path;
    }
    return this.#pending.keys().next().value;
  }

  /** Says what is known of one file, and how many bytes that took. */
  #answer(path: string, said: Answers): number {
    const walked = this.#pending.get(path);
    this.#pending.delete(path);
    this.#asked.delete(path);
    const stats = walked ? undefined : lookUpNow(path);
    const why = walked ? undefined : whyUnread(stats);
    const record =
      why === undefined ? this.#recordOf(path, walked?.stamp ?? (stats && stampOf(stats))) : undefined;
    if (!record) {
      this.#forget(path);
      if (stats && why !== undefined) said.leftOut.push({ path, why });
      else said.gone.push(path);
      return 0;
    }
    return this.#answerFor(path, record, said);
  }

  #answerFor(path: string, record: ReadRecord, said: Answers): number {
    if (this.#held.get(path)?.hash === record.hash) {
      this.#hold(path, record);
      said.same.push(path);
      return 0;
    }
    const finding = this.#find({ hash: record.hash, language: languageOf(path) });
    if (!finding) {
      this.#held.delete(path);
      this.#asked.set(path, ++this.#questions);
      said.missing.push({ path, size: record.stamp.size, question: this.#questions });
      return 0;
    }
    this.#hold(path, record);
    if (finding.kind === 'left out') said.leftOut.push({ path, why: finding.why });
    else said.found.push({ path, facts: finding.facts });
    return finding.kind === 'facts' ? finding.facts.length : 0;
  }

  #find(key: FindingKey): Finding | undefined {
    const counts = this.#trust === 'stored' || this.#renewed.has(`${key.language} ${key.hash}`);
    return counts ? this.#store.find(key) : undefined;
  }

  /** What the file was when it was last read, if it looks the same, or else what it is. */
  #recordOf(path: string, stamp: FileStamp | undefined): ReadRecord | undefined {
    const remembered = this.#remembered?.get(this.#nameOf(path));
    if (remembered && stamp && isSameStamp(remembered.stamp, stamp)) return { ...remembered, settled: true };
    return readFileNow(path);
  }

  #isHeld({ path, stamp }: WalkedFile): boolean {
    const held = this.#held.get(path);
    return held !== undefined && held.settled && isSameStamp(held.stamp, stamp);
  }

  #hold(path: string, { stamp, hash, settled }: ReadRecord): void {
    const record = { stamp, hash };
    this.#held.set(path, { ...record, settled });
    const name = this.#nameOf(path);
    const remembered = this.#remembered?.get(name);
    if (!settled) return this.#unremember(name);
    if (remembered && remembered.hash === hash && isSameStamp(remembered.stamp, stamp)) return;
    this.#remembered?.set(name, record);
    this.#store.record(this.#root, name, record);
  }

  #forget(path: string): void {
    this.#held.delete(path);
    this.#asked.delete(path);
    this.#pending.delete(path);
    this.#unremember(this.#nameOf(path));
  }

  #unremember(name: string): void {
    if (this.#remembered?.delete(name)) this.#store.record(this.#root, name, undefined);
  }

  #nameOf(path: string): string {
    return relative(this.#root, path);
  }
}
