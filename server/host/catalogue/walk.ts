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

/** Folders that cannot be read are passed over. @throws the signal's reason when it is aborted. */
export async function walk(root: string, signal: AbortSignal): Promise<WalkResult> {
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
  const paths = await listFiles(top, signal, keeps);
  signal.throwIfAborted();
  const files = await measure(paths, signal, (path, why) => skipped.push({ path, why }));
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

async function listFiles(top: string, signal: AbortSignal, keeps: Keeps): Promise<string[]> {
  return new fdir()
    .withFullPaths()
    .withAbortSignal(signal)
    .exclude((_, folder) => !keeps(withoutEndSlash(folder), 'folder'))
    .filter((path) => keeps(path, 'file'))
    .crawl(top)
    .withPromise();
}

function withoutEndSlash(folder: string): string {
  return folder.replace(/[\\/]+$/, '');
}

/**
 * Asks for the files' stamps one after the other, which is fastest on a disk at hand; where one answer takes
 * long, as over a network, many at a time.
 */
async function measure(
  paths: readonly string[],
  signal: AbortSignal,
  skip: (path: string, why: string) => void,
): Promise<WalkedFile[]> {
  const files: WalkedFile[] = [];
  let slow = false;
  for (let at = 0; at < paths.length; at += batch) {
    signal.throwIfAborted();
    const group = paths.slice(at, at + batch);
    const started = performance.now();
    const found = slow ? await Promise.all(group.map(lookUp)) : group.map(lookUpNow);
    slow ||= performance.now() - started > slowBatch;
    // Others may be waiting for an answer about a file that they work on.
    await new Promise((resolve) => setImmediate(resolve));
    for (const [index, path] of group.entries()) {
      const stats = found[index];
      const why = whyUnread(stats);
      if (!stats || why !== undefined) skip(path, why ?? 'cannot be read');
      else files.push({ path, size: stats.size, stamp: stampOf(stats) });
    }
  }
  return files;
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
