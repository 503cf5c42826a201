/** Which files a report of changes on disk is about, by the same rules by which a folder is first read. */

import { lstat } from 'node:fs/promises';
import { basename, dirname, relative, sep } from 'node:path';
import { IgnoreRules } from './ignore-rules.ts';
import { whyNeverRead } from './never-read.ts';
import { isOtherWorktree, walk } from './walk.ts';

interface Repository {
  readonly root: string;
  readonly known: () => readonly string[];
  readonly signal: AbortSignal;
}

/**
 * The files under `root` that are to be read again or forgotten: a changed folder stands for the files in
 * it, a path that is gone for the known files below it. Ignored paths and those outside are left out.
 */
export async function filesOf(
  changed: readonly string[],
  { root, known, signal }: Repository,
): Promise<string[]> {
  const rules = new IgnoreRules(root);
  const found = new Set<string>();
  let inOrder: readonly string[] | undefined;
  for (const path of new Set(changed)) {
    const kind = await kindOf(path);
    if (isLeftOut(path, root, rules, kind ?? 'file')) continue;
    if (kind === 'folder') for (const file of (await walk(path, signal)).files) found.add(file.path);
    else found.add(path);
    if (kind === 'file') continue;
    inOrder ??= known().toSorted();
    for (const file of below(path, inOrder)) found.add(file);
  }
  return [...found];
}

/** The paths that lie in a folder, of a sorted list. */
function* below(folder: string, inOrder: readonly string[]): Generator<string> {
  const start = folder + sep;
  let low = 0;
  let high = inOrder.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((inOrder[middle] ?? '') < start) low = middle + 1;
    else high = middle;
  }
  for (const path of inOrder.slice(low)) {
    if (!path.startsWith(start)) return;
    yield path;
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  return stats && (stats.isDirectory() ? 'folder' : 'file');
}

function isLeftOut(path: string, root: string, rules: IgnoreRules, kind: 'file' | 'folder'): boolean {
  const inside = relative(root, path);
  if (inside === '' || /^\.\.([\\/]|$)/.test(inside) || inside === path) return true;
  for (let at = path, as = kind; at !== root; at = dirname(at), as = 'folder') {
    if (whyNeverRead(basename(at), as) ?? rules.whyIgnored(at, as)) return true;
    if (as === 'folder' && isOtherWorktree(at, root)) return true;
  }
  return false;
}
