/**
 * The files of a folder that are worth reading: what Git's and Keyhole's ignore files leave, without
 * binaries, lock files, secrets and large files. Ignored folders are not entered, symbolic links are not
 * followed, and the same tree gives the same answer, sorted by path.
 */

import { lstat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { fdir } from 'fdir';
import { IgnoreRules } from './ignore-rules.ts';
import { whyNeverRead } from './never-read.ts';

export interface WalkedFile {
  /** Absolute. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
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

/** Bytes. */
const largestFile = 1_000_000;
/** Files asked for their size at one time. */
const batch = 64;

/** Folders that cannot be read are passed over. @throws the signal's reason when it is aborted. */
export async function walk(root: string, signal: AbortSignal): Promise<WalkResult> {
  const top = resolve(root);
  const rules = new IgnoreRules(top);
  const skipped: SkippedPath[] = [];
  const keeps = (path: string, kind: 'file' | 'folder'): boolean => {
    const why = whyNeverRead(basename(path), kind) ?? rules.whyIgnored(path, kind);
    if (why !== undefined) skipped.push({ path, why });
    return why === undefined;
  };
  const paths = await listFiles(top, signal, keeps);
  signal.throwIfAborted();
  const files = await measure(paths, signal, (path, why) => skipped.push({ path, why }));
  return { files: files.toSorted(byPath), skipped: skipped.toSorted(byPath) };
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

async function measure(
  paths: readonly string[],
  signal: AbortSignal,
  skip: (path: string, why: string) => void,
): Promise<WalkedFile[]> {
  const files: WalkedFile[] = [];
  for (let at = 0; at < paths.length; at += batch) {
    signal.throwIfAborted();
    const group = paths.slice(at, at + batch);
    const found = await Promise.all(group.map((path) => lstat(path).catch(() => undefined)));
    for (const [index, path] of group.entries()) {
      const stats = found[index];
      if (!stats) skip(path, 'cannot be read');
      else if (!stats.isFile()) skip(path, stats.isSymbolicLink() ? 'symbolic link' : 'no regular file');
      else if (stats.size > largestFile) skip(path, 'larger than a megabyte');
      else files.push({ path, size: stats.size });
    }
  }
  return files;
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
