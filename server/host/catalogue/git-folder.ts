/** Where Git keeps what belongs to a working folder: in its `.git`, or where a `.git` file points. */

import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export interface GitFolder {
  /** `worktree`: another working folder of a repository that has one already. */
  readonly kind: 'repository' | 'worktree' | 'submodule';
  /** The folder that all working folders of the repository share. */
  readonly shared: string;
}

/** What the `.git` of a folder says; `undefined` where there is none, or none that can be read. */
export function gitFolderOf(folder: string): GitFolder | undefined {
  const path = join(folder, '.git');
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return undefined;
    return stats.isDirectory() ? { kind: 'repository', shared: path } : pointedTo(folder, path);
  } catch {
    return undefined;
  }
}

/** A `.git` file names the folder: https://git-scm.com/docs/gitrepository-layout */
function pointedTo(folder: string, file: string): GitFolder | undefined {
  const written = /^gitdir: (.+)$/m.exec(readFileSync(file, 'utf8'))?.[1]?.trim();
  if (written === undefined) return undefined;
  const own = resolve(folder, written);
  const shared = sharedBy(own);
  return shared === undefined ? { kind: 'submodule', shared: own } : { kind: 'worktree', shared };
}

/** A worktree's own folder names the one that it shares with the others. */
function sharedBy(own: string): string | undefined {
  try {
    return resolve(own, readFileSync(join(own, 'commondir'), 'utf8').trim());
  } catch {
    return undefined;
  }
}
