/** The native TypeScript compiler on this machine: where its executable is, and how it is started. */

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import compiler from 'typescript7';
import { SyntaxKind } from 'typescript7/unstable/ast';
import { API } from 'typescript7/unstable/sync';
import type { NativeTypeScript } from '../statics/statics.ts';

/**
 * The compiler for the module at `from`: beside a bundle in `typescript-native`, for sources in the
 * package of the platform. `undefined` where the platform has none.
 */
export function nativeTypeScript(from: string): NativeTypeScript | undefined {
  const folder = folderOfCompiler(from);
  const executable = folder && join(folder, process.platform === 'win32' ? 'tsc.exe' : 'tsc');
  if (!executable || !existsSync(executable)) return undefined;
  return {
    version: compiler.version,
    libFolder: folder.replaceAll('\\', '/'),
    syntaxKinds: SyntaxKind,
    start: (files) => new API({ tsserverPath: executable, cwd: dirname(executable), fs: files }),
  };
}

function folderOfCompiler(from: string): string | undefined {
  if (!from.endsWith('.ts')) return fileURLToPath(new URL('./typescript-native', from));
  const name = `@typescript/typescript-${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(from).resolve(`${name}/package.json`)), 'lib');
  } catch {
    return undefined;
  }
}
