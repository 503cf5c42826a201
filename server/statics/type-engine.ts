/** The port to a type checker. The host runs it in a child process; tests may run it in place. */

import type { Range } from '../protocol/protocol.ts';
import type { Named, RelevantHeader, TypedHole } from './hole.ts';

export interface FileText {
  readonly path: string;
  readonly text: string;
}

export interface HoleQuery extends FileText {
  readonly offset: number;
  /**
   * `legal`: only what may be written there, which is faster; names in scope, types and headers stay empty. `names`:
   * every name in scope too.
   */
  readonly only?: 'legal' | 'names';
}

/** A hole, and declarations elsewhere that may yield what it expects. */
export interface JudgeQuery extends HoleQuery {
  readonly candidates: readonly Named[];
}

/** What is known of a hole so far; what is missing is not known yet. */
export type HolePart = Partial<TypedHole>;

/** Declarations of one file. */
export interface HeadsQuery {
  readonly path: string;
  readonly names: readonly Omit<Named, 'path'>[];
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
  /**
   * `undefined`: the engine has nothing to say about this file. `tell` hears what is known between the
   * parts of the answer.
   */
  hole(
    query: HoleQuery,
    signal: AbortSignal,
    tell?: (known: HolePart) => void,
  ): Promise<TypedHole | undefined>;
  /**
   * What each candidate does for what the hole expects, in order; `undefined` for one that does nothing, or
   * that the hole's program does not hold.
   */
  judge(query: JudgeQuery, signal: AbortSignal): Promise<readonly (RelevantHeader | undefined)[]>;
  /**
   * For each of these declarations the names that head what it yields, in order, seen from the program of
   * the last hole; empty before there is one, and for files that it does not hold.
   */
  heads(query: HeadsQuery, signal: AbortSignal): Promise<readonly (readonly string[])[]>;
  /** Errors of the text, in order; warnings and hints are left out. */
  diagnostics(file: CheckedText, signal: AbortSignal): Promise<readonly Diagnostic[]>;
  dispose(): Promise<void>;
}

/** An engine that has something to say by a given time. */
export interface TimelyTypeEngine extends TypeEngine {
  /**
   * The hole; after `ms` milliseconds what is known of it by then, with what of the last answer still
   * holds. The whole goes on being worked out, until another question comes. Rejects where nothing is
   * known in time.
   */
  holeWithin(
    query: HoleQuery,
    ms: number,
    signal: AbortSignal,
  ): Promise<TypedHole | UnfinishedHole | undefined>;
}

/** What was known of a hole when an answer was due. */
export interface UnfinishedHole extends HolePart {
  /** What is missing or taken from the last answer, as the end of a sentence. */
  readonly unfinished: string;
}
