/** The packages and modules of a repository: which folder each name stands for that others import it by. */

import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fieldsOf, parseFields } from './jsonc.ts';

/** Reads names with their folders off a manifest. */
type NamesIn = (text: string, folder: string) => (readonly [name: string, folder: string])[];

/** What a package of each language is told by. */
const manifests: ReadonlyMap<string, NamesIn> = new Map<string, NamesIn>([
  ['package.json', npmNames],
  ['go.mod', (text, folder) => named(/^module\s+"?([^\s"]+)/m.exec(text)?.[1], folder)],
  [
    'Cargo.toml',
    (text, folder) => named(/^\[package\][^[]*?^name\s*=\s*"([^"]+)"/ms.exec(text)?.[1], folder),
  ],
  ['composer.json', namespacesIn],
]);

/** Names to folders, read from the manifests among `paths`; broken ones are passed over. */
export async function workspacePackages(paths: readonly string[]): Promise<Map<string, string>> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const namesIn = manifests.get(basename(path));
      const text = namesIn && (await readFile(path, 'utf8').catch(() => undefined));
      return text === undefined ? [] : (namesIn?.(text, dirname(path)) ?? []);
    }),
  );
  return new Map(found.flat());
}

function named(name: string | undefined, folder: string): (readonly [string, string])[] {
  return name === undefined ? [] : [[name, folder]];
}

function npmNames(text: string, folder: string): (readonly [string, string])[] {
  const name = parseFields(text)?.name;
  return named(typeof name === 'string' ? name : undefined, folder);
}

/** PSR-4: a namespace with its last `\\`, and the folder that it stands for. */
function namespacesIn(text: string, folder: string): (readonly [string, string])[] {
  const manifest = parseFields(text);
  return [manifest?.autoload, manifest?.['autoload-dev']].flatMap((autoload) =>
    Object.entries(fieldsOf(fieldsOf(autoload)?.['psr-4']) ?? {}).flatMap(([name, places]) => {
      const [place] = [places].flat().filter((one) => typeof one === 'string');
      return place === undefined ? [] : [[name, join(folder, place)] as const];
    }),
  );
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
