/** What a request is, and what it stands on. */

import type { SourceFile, SourceName } from '../context/context.ts';
import type { CodeIndex } from '../index/index.ts';
import type { Model, NgramJudgement, NgramQuestion } from '../models/models.ts';
import type { Completeness, Settings, Steering, Trace } from '../protocol/protocol.ts';
import type { TimelyTypeEngine } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import type { Document, Workspace } from '../text/text.ts';
import type { Findings } from './findings.ts';

export interface CompletionRequest {
  readonly id: string;
  readonly document: Document;
  readonly offset: number;
  /** Only these context sources are asked; all of them unless told. */
  readonly sources?: readonly SourceName[];
  /** The trace of the last request for this document: a server may remember its prompt. */
  readonly previous?: Trace | undefined;
  /** What a person pinned, banned, or wants at a level. */
  readonly steering?: Steering;
  /** What another model that was asked at this very spot left behind, and where to leave it. */
  readonly findings?: Findings | undefined;
}

/** What a completion stands on; the host puts it together. */
export interface CompletionParts {
  readonly settings: Settings;
  readonly workspace: Workspace;
  readonly index: CodeIndex;
  /** Whether the index holds the whole repository yet. */
  readonly indexed: Completeness;
  readonly typeEngine: TimelyTypeEngine | undefined;
  readonly model: Model;
  /** How much lines of code surprise a model of the project, where there is one. */
  readonly surprise?: Surprise | undefined;
  locate(document: Document, offset: number, signal: AbortSignal): Promise<Cursor>;
  read(path: string, signal: AbortSignal): Promise<SourceFile | undefined>;
  /** What the n-gram model says of names and texts at a cursor, where there is one. */
  judge?(question: NgramQuestion, signal: AbortSignal): Promise<NgramJudgement>;
}

/** A stretch of a file. */
interface Stretch {
  readonly path: string;
  readonly language: string;
  readonly text: string;
}

/** For each text mean bits per token for each of its lines; 0 where there is no token. */
export type Surprise = (
  stretches: readonly Stretch[],
  signal: AbortSignal,
) => Promise<readonly (readonly number[])[]>;
