/** Where the native TypeScript compiler is on this machine. */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface NativeCompiler {
  readonly executable: string;
  /** Holds the executable and its `lib.*.d.ts` files. */
  readonly folder: string;
}

/**
 * The compiler for the module at `from`: beside a bundle in `typescript-native`, for sources in the
 * package of the platform. `undefined` where the platform has none.
 */
export function nativeCompiler(from: string): NativeCompiler | undefined {
  const folder = from.endsWith('.ts')
    ? folderOfPackage(from)
    : fileURLToPath(new URL('./typescript-native', from));
  const executable = folder && join(folder, process.platform === 'win32' ? 'tsc.exe' : 'tsc');
  return executable && existsSync(executable) ? { executable, folder } : undefined;
}

function folderOfPackage(from: string): string | undefined {
  const name = `@typescript/typescript-${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(from).resolve(`${name}/package.json`)), 'lib');
  } catch {
    return undefined;
  }
}
