/** The programs that a type engine looks into: the one thing that differs between the engines. */

import type ts from 'typescript';
import type { Diagnostic } from '../type-engine.ts';
import type { Checker } from './checker.ts';
import type { Probe } from './probe.ts';
import type { ProjectConfig } from './project-config.ts';

/** A probed file in its program. */
export interface Look {
  readonly source: ts.SourceFile;
  readonly checker: Checker;
}

/** Programs over shared texts. The first two are asked while the texts in question are laid over. */
export interface Programs {
  /** For example `TypeScript 6.0.3`. */
  readonly name: string;
  /** The file as probed; `undefined` when no program holds it. */
  look(path: string, probe: Probe): Look | undefined;
  /** The project that a file belongs to. */
  configOf(path: string): ProjectConfig;
  /** A text as a tree, without a program around it. The tree of an older text of the file ends with it. */
  parsed(path: string, text: string): ts.SourceFile;
  /** Errors of the file, in the order of its text. */
  errors(path: string): readonly Diagnostic[];
  /** Whether what answers is still there; what is gone comes back with the next question. */
  isAlive(): boolean;
  dispose(): void;
}
