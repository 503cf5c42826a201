/** Addresses of documents as paths, and which folder's engine a document belongs to. */

import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { repositoryOf } from '../host/host.ts';
import { endingOf } from '../text/text.ts';

/** A folder that an engine stands for. */
export interface Home {
  /** Absolute path. */
  readonly root: string;
  /** The address that its settings are asked for with. */
  readonly uri?: string;
  readonly indexes: 'repository' | 'nothing';
}

/** A folder that is open in the editor. */
export interface Folder {
  readonly uri: string;
  readonly path: string;
}

/** Where documents stand that belong to no folder; it need not exist. */
const nowhere: Home = { root: join(tmpdir(), 'keyhole-untitled'), indexes: 'nothing' };

/** The path of a `file:` address, or of an untitled document that has one; `undefined` for every other one. */
export function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri.replace(/^untitled:(?=\/)/, 'file://'));
  } catch {
    return undefined;
  }
}

/**
 * The home of a file: the nearest open folder around it, else its own repository, which is indexed only
 * when it is one. A document without a path belongs to the first folder.
 */
export function homeOf(path: string | undefined, folders: readonly Folder[]): Home {
  const around =
    path === undefined ? folders.slice(0, 1) : folders.filter((folder) => isWithin(path, folder.path));
  const [nearest] = around.toSorted((a, b) => b.path.length - a.path.length);
  if (nearest) return { root: nearest.path, uri: nearest.uri, indexes: 'repository' };
  if (path === undefined) return nowhere;
  const root = repositoryOf(path);
  return { root, indexes: isProject(root) ? 'repository' : 'nothing' };
}

/** A folder is a project when it is also the repository of what would stand deeper in it. */
function isProject(root: string): boolean {
  return repositoryOf(join(root, 'deeper', 'file')) === root;
}

/** Whether a path is a folder or lies in it. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** The nearest `tsconfig.json` or `jsconfig.json` of a file up to `root`, or `null`. */
export function projectOf(path: string, root: string): string | null {
  for (let folder = dirname(path); isWithin(folder, root); folder = dirname(folder)) {
    const found = ['tsconfig.json', 'jsconfig.json']
      .map((name) => join(folder, name))
      .find((file) => existsSync(file));
    if (found) return found;
    if (folder === dirname(folder)) return null;
  }
  return null;
}

/** A name or path whose ending tells the language, for documents that have no file of their own. */
export function nameFor(name: string, language: string): string {
  const ending = endingOf(language);
  const plain = name === '' ? 'untitled' : name;
  return plain.endsWith(ending) ? plain : plain + ending;
}

/** The folders of these addresses, as far as they are on disk. */
export function foldersAt(uris: readonly string[]): readonly Folder[] {
  return uris.flatMap((uri) => {
    const path = pathOf(uri);
    return path === undefined ? [] : [{ uri, path: withoutEndSlash(path) }];
  });
}

function withoutEndSlash(path: string): string {
  return path.length > 1 ? path.replace(/[\\/]+$/, '') : path;
}
