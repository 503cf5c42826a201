/**
 * The files of a folder that are worth reading: what Git's and Keyhole's ignore files leave, without
 * binaries, lock files, secrets and large files. Ignored folders are not entered, symbolic links are not
 * followed, and the same tree gives the same answer, sorted by path.
 */

import { lstatSync, type Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { fdir } from 'fdir';
import { gitFolderOf } from './git-folder.ts';
import { IgnoreRules } from './ignore-rules.ts';
import { whyNeverRead } from './never-read.ts';
import { type FileStamp, largestFile, stampOf } from './source-text.ts';

export interface WalkedFile {
  /** Absolute. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly stamp: FileStamp;
}

export interface SkippedPath {
  /** Absolute; of a skipped folder, what it holds is not listed. */
  readonly path: string;
  readonly why: string;
}

export interface WalkResult {
  readonly files: readonly WalkedFile[];
  readonly skipped: readonly SkippedPath[];
}

/** Files asked for their size at one time. */
const batch = 64;
/** Milliseconds for a batch above which the disk counts as far away. */
const slowBatch = 50;

/**
 * Folders that cannot be read are passed over. `found` hears of the files as they come, in no order.
 * @throws the signal's reason when it is aborted.
 */
export async function walk(
  root: string,
  signal: AbortSignal,
  found: (files: readonly WalkedFile[]) => void = () => {},
): Promise<WalkResult> {
  const top = resolve(root);
  const rules = new IgnoreRules(top);
  const skipped: SkippedPath[] = [];
  const keeps = (path: string, kind: 'file' | 'folder'): boolean => {
    const why =
      whyNeverRead(basename(path), kind) ??
      rules.whyIgnored(path, kind) ??
      (kind === 'folder' && isOtherWorktree(path, top) ? 'another worktree' : undefined);
    if (why !== undefined) skipped.push({ path, why });
    return why === undefined;
  };
  const measuring = new Measuring(found, skipped);
  await visitFiles(top, signal, (path, kind) => {
    const isKept = keeps(path, kind);
    if (isKept && kind === 'file') measuring.add(path);
    return isKept;
  });
  signal.throwIfAborted();
  const files = await measuring.rest(signal);
  return { files: files.toSorted(byPath), skipped: skipped.toSorted(byPath) };
}

/** The folder of the repository that a path lies in. */
function repositoryAround(path: string): string | undefined {
  for (let folder = path; ; folder = dirname(folder)) {
    const found = gitFolderOf(folder);
    if (found) return found.shared;
    if (folder === dirname(folder)) return undefined;
  }
}

/** Whether a folder shows the repository that `root` lies in once more. */
export function isOtherWorktree(folder: string, root: string): boolean {
  const found = gitFolderOf(folder);
  return found?.kind === 'worktree' && found.shared === repositoryAround(root);
}

type Keeps = (path: string, kind: 'file' | 'folder') => boolean;

/** Asks of every file, and of every folder before what it holds, whether it is kept. */
async function visitFiles(top: string, signal: AbortSignal, keeps: Keeps): Promise<void> {
  await new fdir()
    .withFullPaths()
    .withAbortSignal(signal)
    .exclude((_, folder) => !keeps(withoutEndSlash(folder), 'folder'))
    .filter((path) => {
      keeps(path, 'file');
      // A list of them all is not needed.
      return false;
    })
    .crawl(top)
    .withPromise();
}

function withoutEndSlash(folder: string): string {
  return folder.replace(/[\\/]+$/, '');
}

/**
 * Asks for the files' stamps one after the other, which is fastest on a disk at hand; where one answer takes
 * long, as over a network, many at a time once all are listed.
 */
class Measuring {
  readonly #found: (files: readonly WalkedFile[]) => void;
  readonly #skipped: SkippedPath[];
  readonly #files: WalkedFile[] = [];
  #waiting: string[] = [];
  #isSlow = false;

  constructor(found: (files: readonly WalkedFile[]) => void, skipped: SkippedPath[]) {
    this.#found = found;
    this.#skipped = skipped;
  }

  add(path: string): void {
    this.#waiting.push(path);
    if (this.#waiting.length < batch || this.#isSlow) return;
    const group = this.#waiting;
    this.#waiting = [];
    const started = performance.now();
    this.#take(group, group.map(lookUpNow));
    this.#isSlow = performance.now() - started > slowBatch;
  }

  /** All files, once those that wait have been asked for as well. */
  async rest(signal: AbortSignal): Promise<readonly WalkedFile[]> {
    for (let at = 0; at < this.#waiting.length; at += batch) {
      signal.throwIfAborted();
      const group = this.#waiting.slice(at, at + batch);
      this.#take(group, await Promise.all(group.map(lookUp)));
    }
    return this.#files;
  }

  #take(paths: readonly string[], looked: readonly (Stats | undefined)[]): void {
    const files: WalkedFile[] = [];
    for (const [index, path] of paths.entries()) {
      const stats = looked[index];
      const why = whyUnread(stats);
      if (!stats || why !== undefined) this.#skipped.push({ path, why: why ?? 'cannot be read' });
      else files.push({ path, size: stats.size, stamp: stampOf(stats) });
    }
    this.#files.push(...files);
    this.#found(files);
  }
}

/** What stands at a path, links not followed; `undefined` for nothing that can be looked at. */
export function lookUpNow(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

function lookUp(path: string): Promise<Stats | undefined> {
  return lstat(path).catch(() => undefined);
}

/** Why what stands at a path is not read, or `undefined` for a file that is. */
export function whyUnread(stats: Stats | undefined): string | undefined {
  if (!stats) return 'cannot be read';
  if (!stats.isFile()) return stats.isSymbolicLink() ? 'symbolic link' : 'no regular file';
  return stats.size > largestFile ? 'larger than a megabyte' : undefined;
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
