/** The packages of a repository: which folder each `package.json` name stands for. */

import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';

/** Package name to folder, read from the `package.json` files among `paths`; broken ones are passed over. */
export async function workspacePackages(paths: readonly string[]): Promise<Map<string, string>> {
  const manifests = paths.filter((path) => basename(path) === 'package.json');
  const named = await Promise.all(
    manifests.map(async (path) => [await nameIn(path), dirname(path)] as const),
  );
  return new Map(named.flatMap(([name, folder]) => (name === undefined ? [] : [[name, folder] as const])));
}

async function nameIn(path: string): Promise<string | undefined> {
  try {
    const manifest: unknown = JSON.parse(await readFile(path, 'utf8'));
    const hasName = typeof manifest === 'object' && manifest !== null && 'name' in manifest;
    return hasName && typeof manifest.name === 'string' ? manifest.name : undefined;
  } catch {
    return undefined;
  }
}

/** The folders of the packages that have their `package.json` among `paths`. */
export function packageFolders(paths: readonly string[]): string[] {
  return paths.filter((path) => basename(path) === 'package.json').map((path) => dirname(path));
}

/** The folder of the nearest package around `path`, or `root` where there is none. */
export function packageFolder(path: string, folders: Iterable<string>, root: string): string {
  let nearest = root;
  for (const folder of folders) {
    if (path.startsWith(`${folder}/`) && folder.length > nearest.length) nearest = folder;
  }
  return nearest;
}

/** Folders to go up and down between two files. */
export function stepsBetween(a: string, b: string): number {
  const from = a.split('/');
  const to = b.split('/');
  let shared = 0;
  while (shared < from.length && from[shared] === to[shared]) shared++;
  return from.length + to.length - 2 * shared;
}
