/** The port to a type checker. The host runs it in a child process; tests may run it in place. */

import type { Range } from '../protocol/protocol.ts';
import type { TypedHole } from './hole.ts';

export interface FileText {
  readonly path: string;
  readonly text: string;
}

export interface HoleQuery extends FileText {
  readonly offset: number;
  /** `legal`: only what may be written there, which is faster; names in scope, types and headers stay empty. */
  readonly only?: 'legal';
}

/** A text to look for errors in. */
export interface CheckedText extends FileText {
  /** Other files that are to be as here while it is looked at. */
  readonly beside?: readonly FileText[];
}

export interface Diagnostic {
  readonly range: Range;
  /** The checker's number, for example 2339. */
  readonly code: number;
  readonly message: string;
  readonly syntactic: boolean;
}

/**
 * A type checker over the files of a workspace. Texts given to it stand for the files on disk and
 * are never written. Every call may be aborted; an aborted call rejects with the signal's reason.
 */
export interface TypeEngine {
  /** For the command line and the trace, for example `TypeScript 6.0.3`. */
  readonly name: string;
  handles(path: string): boolean;
  /** Tells that `text` stands for the file now, or with `undefined` that the disk counts again. */
  change(path: string, text: string | undefined): void;
  /** Tells that these files changed on disk. */
  changedOnDisk(paths: readonly string[]): void;
  /** `undefined`: the engine has nothing to say about this file. */
  hole(query: HoleQuery, signal: AbortSignal): Promise<TypedHole | undefined>;
  /** Errors of the text, in order; warnings and hints are left out. */
  diagnostics(file: CheckedText, signal: AbortSignal): Promise<readonly Diagnostic[]>;
  dispose(): Promise<void>;
}
