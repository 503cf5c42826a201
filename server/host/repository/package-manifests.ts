/** What the `package.json` files of a repository say about who may import whom. */

import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { PackageManifest } from '../../index/index.ts';
import { fieldsOf, parseFields } from './jsonc.ts';

const dependencyFields = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** The manifests among `paths`; broken ones are passed over. */
export async function packageManifests(paths: readonly string[]): Promise<PackageManifest[]> {
  const found = await Promise.all(
    paths
      .filter((path) => basename(path) === 'package.json')
      .map(async (path) => {
        const text = await readFile(path, 'utf8').catch(() => undefined);
        return text === undefined ? undefined : manifestOf(text, dirname(path));
      }),
  );
  return found.filter((one) => one !== undefined);
}

function manifestOf(text: string, folder: string): PackageManifest | undefined {
  const fields = parseFields(text);
  if (!fields) return undefined;
  const dependencies = dependencyFields.flatMap((field) => Object.keys(fieldsOf(fields[field]) ?? {}));
  return {
    folder,
    dependencies,
    ...(typeof fields.name === 'string' && { name: fields.name }),
    ...(fields.exports !== undefined && { exports: pathsIn(fields.exports) }),
  };
}

/** The paths that `exports` opens; what it closes again (`null`) is none of them. */
function pathsIn(exports: unknown): string[] {
  const open = Object.entries(fieldsOf(exports) ?? {}).filter(([, target]) => target !== null);
  const paths = open.map(([key]) => key).filter((key) => key.startsWith('.'));
  return paths.length > 0 ? paths : ['.'];
}
