/** Fills the index from a folder: walks it, has its files parsed in workers, and keeps it up to date. */

import type { CodeIndex } from '../index/index.ts';
import { languageOf } from '../text/text.ts';
import { readText } from './files.ts';
import type { ParsePool } from './parse-pool.ts';
import { type WalkResult, walk } from './walk.ts';
import { workspacePackages } from './packages.ts';

/** Files read and parsed at the same time; more only fills memory. */
const inFlight = 32;

export interface IndexProgress {
  readonly done: number;
  readonly total: number;
}

export interface IndexReport {
  readonly files: number;
  readonly symbols: number;
  readonly seconds: number;
  /** Size of the indexed texts. */
  readonly bytes: number;
  /** What was left out, and why. */
  readonly skipped: WalkResult['skipped'];
}

export interface Indexing {
  readonly root: string;
  readonly index: CodeIndex;
  readonly pool: ParsePool;
  readonly onProgress: (progress: IndexProgress) => void;
}

/** Indexes the whole folder. Rejects with the signal's reason when it is aborted. */
export async function indexFolder(indexing: Indexing, signal: AbortSignal): Promise<IndexReport> {
  const start = performance.now();
  const { files, skipped } = await walk(indexing.root, signal);
  indexing.index.setPackages(await workspacePackages(files.map(({ path }) => path)));
  const queue = files.values();
  let done = 0;
  const work = async () => {
    for (const { path } of queue) {
      signal.throwIfAborted();
      await indexFile(indexing, path, signal);
      indexing.onProgress({ done: ++done, total: files.length });
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  const { symbols } = indexing.index.statistics();
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return { files: files.length, symbols, seconds: (performance.now() - start) / 1000, bytes, skipped };
}

/** Brings one file of the index up to date with the disk; a file that is gone is removed. */
export async function indexFile(
  { index, pool }: Pick<Indexing, 'index' | 'pool'>,
  path: string,
  signal: AbortSignal,
): Promise<void> {
  const text = await readText(path);
  if (text === undefined) return index.remove(path);
  index.put(path, await pool.facts(path, languageOf(path), text, signal));
}
