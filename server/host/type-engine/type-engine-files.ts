/** The disk as the type engine reads it. */

import { builtinModules, createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import type { FileSystemPort } from '../../statics/statics.ts';

/** Files on disk, read through TypeScript's own system layer. */
export function diskFiles(libFolder: string): FileSystemPort {
  const { sys } = ts;
  return {
    useCaseSensitiveFileNames: sys.useCaseSensitiveFileNames,
    libFolder: libFolder.replaceAll('\\', '/'),
    builtInModules: builtinModules.filter((name) => !name.startsWith('_')),
    readFile: (path) => sys.readFile(path),
    fileExists: (path) => sys.fileExists(path),
    directoryExists: (path) => sys.directoryExists(path),
    getDirectories: (path) => sys.getDirectories(path),
    readDirectory: (...query) => sys.readDirectory(...query),
    realpath: (path) => sys.realpath?.(path) ?? path,
  };
}

/**
 * Where the `lib.*.d.ts` files are for the module at `from`: beside a bundle in `typescript-lib`, for
 * sources in the `typescript` package.
 */
export function libFolderFor(from: string): string {
  if (!from.endsWith('.ts')) return fileURLToPath(new URL('./typescript-lib', from));
  return dirname(createRequire(from).resolve('typescript'));
}
