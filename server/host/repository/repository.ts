/** Finds the repository that a file belongs to. */

import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const manifests = ['package.json', 'tsconfig.json', 'jsconfig.json', 'pyproject.toml', 'setup.py'];

/**
 * The nearest folder around `path` with a `.git`, else the farthest with a manifest, else its own folder.
 * An installed package is a repository of its own.
 */
export function repositoryOf(path: string): string {
  const folders = withinPackage(foldersAbove(path));
  const git = folders.find((folder) => existsSync(join(folder, '.git')));
  const project = folders.findLast((folder) => manifests.some((name) => existsSync(join(folder, name))));
  return git ?? project ?? dirname(path);
}

function foldersAbove(path: string): string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); folder !== folders.at(-1); folder = dirname(folder)) folders.push(folder);
  return folders;
}

/** Leaves out what lies above the innermost `node_modules`. */
function withinPackage(folders: readonly string[]): readonly string[] {
  const installed = folders.findIndex((folder) => basename(folder) === 'node_modules');
  return installed < 0 ? folders : folders.slice(0, installed);
}
