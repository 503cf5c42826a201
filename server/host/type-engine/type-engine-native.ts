/** The native TypeScript compiler, as the type engine starts and asks it. */

import compiler from 'typescript7';
import { SyntaxKind } from 'typescript7/unstable/ast';
import { API } from 'typescript7/unstable/sync';
import type { NativeTypeScript } from '../../statics/statics.ts';
import { nativeCompiler } from './type-engine-compiler.ts';

/** @throws {Error} where the platform has no such compiler. */
export function nativeTypeScript(from: string): NativeTypeScript {
  const found = nativeCompiler(from);
  if (!found) throw new Error(`There is no native TypeScript for ${process.platform} on ${process.arch}.`);
  const { executable, folder } = found;
  return {
    version: compiler.version,
    libFolder: folder.replaceAll('\\', '/'),
    syntaxKinds: SyntaxKind,
    start: (files) => new API({ tsserverPath: executable, cwd: folder, fs: files }),
  };
}
