/**
 * The native compiler as this folder is given it: starting its process and the numbers of its syntax.
 * Types of its package appear in this folder and nowhere else.
 */

import type { API } from 'typescript7/unstable/sync';

/** What the compiler's process asks for before it looks at the disk; `undefined` sends it there. */
export interface NativeFiles {
  readFile(path: string): string | undefined;
  fileExists(path: string): boolean | undefined;
}

export interface NativeTypeScript {
  /** For example `7.0.2`. */
  readonly version: string;
  /** Folder with the compiler's own `lib.*.d.ts` files, with forward slashes. */
  readonly libFolder: string;
  /** Its kinds of syntax by name. */
  readonly syntaxKinds: Readonly<Record<string, string | number>>;
  /** Starts a process. Calls to it block until it answers, and throw when it failed or is gone. */
  start(files: NativeFiles): API;
}
