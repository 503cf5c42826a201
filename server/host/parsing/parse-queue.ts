/**
 * The files that wait to be parsed, in batches of a size that keeps workers busy and answers short. Invariant:
 * every file that was added is answered once, unless it was taken out or added again before.
 */

import type { Missing } from '../catalogue/catalogue-protocol.ts';
import type { ParsedFile, ParsePool } from './parse-pool.ts';

/** Files and bytes that one worker parses before it answers. */
const batch = { files: 24, bytes: 160_000 };

export interface ParseAnswer {
  readonly asked: Missing;
  /** Without a `read` the file is gone. */
  readonly file: ParsedFile;
}

export interface ParseAnswers {
  parsed(files: readonly ParseAnswer[]): void;
  /** No worker survived this file. */
  givenUp(path: string): void;
}

export class ParseQueue {
  readonly #pool: ParsePool;
  readonly #answers: ParseAnswers;
  readonly #signal: AbortSignal;
  /** The last question about each file that waits or is being parsed. */
  readonly #asked = new Map<string, Missing>();
  readonly #waiting = new Set<string>();
  readonly #first = new Set<string>();
  /** Files that are parsed by themselves: one of their batch ended a worker. */
  readonly #alone = new Set<string>();
  #running = 0;
  #drained: (() => void) | undefined;

  constructor(pool: ParsePool, answers: ParseAnswers, signal: AbortSignal) {
    this.#pool = pool;
    this.#answers = answers;
    this.#signal = signal;
  }

  get size(): number {
    return this.#waiting.size;
  }

  add(files: readonly Missing[]): void {
    for (const file of files) {
      this.#asked.set(file.path, file);
      this.#waiting.add(file.path);
    }
    this.#feed();
  }

  /** What is still said about this file is outdated. */
  take(path: string): void {
    this.#asked.delete(path);
    this.#waiting.delete(path);
    this.#alone.delete(path);
  }

  /** Has those of these files that wait parsed before the others. */
  prefer(paths: readonly string[]): void {
    for (const path of paths) if (this.#waiting.has(path)) this.#first.add(path);
  }

  /** Only these files are still of interest. */
  keep(paths: ReadonlySet<string>): void {
    for (const path of this.#asked.keys()) if (!paths.has(path)) this.take(path);
  }

  clear(): void {
    this.#waiting.clear();
    this.#asked.clear();
    this.#alone.clear();
  }

  /** Waits until no more than `most` files wait. */
  async below(most: number): Promise<void> {
    while (this.#waiting.size > most && !this.#signal.aborted)
      await new Promise<void>((resolve) => {
        this.#drained = resolve;
      });
  }

  /** One batch for each worker, and one that waits for each. */
  #feed(): void {
    while (this.#running < this.#pool.workers * 2 && this.#waiting.size > 0) {
      this.#running++;
      void this.#parse(this.#nextBatch());
    }
    this.#drained?.();
  }

  #nextBatch(): readonly Missing[] {
    const taken: Missing[] = [];
    let bytes = 0;
    for (const path of this.#inOrder()) {
      const file = this.#asked.get(path);
      const isAlone = this.#alone.has(path);
      if (taken.length > 0 && (isAlone || bytes + (file?.size ?? 0) > batch.bytes)) break;
      this.#waiting.delete(path);
      this.#first.delete(path);
      if (file) taken.push(file);
      bytes += file?.size ?? 0;
      if (isAlone || taken.length >= batch.files) break;
    }
    return taken;
  }

  *#inOrder(): Generator<string> {
    for (const path of this.#first) if (this.#waiting.has(path)) yield path;
    yield* this.#waiting;
  }

  async #parse(files: readonly Missing[]): Promise<void> {
    const paths = files.map(({ path }) => path);
    const answered = await this.#pool.files(paths, this.#signal).catch(() => undefined);
    this.#running--;
    if (!answered || this.#signal.aborted) return;
    const byPath = new Map(answered.map((file) => [file.path, file]));
    const current = files.filter(({ path, question }) => this.#asked.get(path)?.question === question);
    const parsed = current.flatMap((asked) => {
      const file = byPath.get(asked.path);
      return file ? [{ asked, file }] : [];
    });
    for (const { asked } of parsed) this.take(asked.path);
    const left = current.filter(({ path }) => !byPath.has(path));
    const isLost = answered.length === 0;
    if (isLost && files.length === 1) this.#giveUp(left);
    else this.#again(left, isLost);
    if (parsed.length > 0) this.#answers.parsed(parsed);
    this.#feed();
  }

  #giveUp(files: readonly Missing[]): void {
    for (const { path } of files) {
      this.take(path);
      this.#answers.givenUp(path);
    }
  }

  #again(files: readonly Missing[], apart: boolean): void {
    for (const { path } of files) {
      this.#waiting.add(path);
      this.#first.add(path);
      if (apart) this.#alone.add(path);
    }
  }
}
