/** The port of a context source, and what sources stand on. */

import type { ChunkHit, CodeIndex } from '../index/index.ts';
import type { Steering } from '../protocol/protocol.ts';
import type { NgramJudgement, NgramQuestion } from '../models/models.ts';
import type { Hole } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import type { Workspace } from '../text/text.ts';
import type { PlaceWords } from './import-query.ts';
import type { ContextItem, SourceFile, SourceName } from './item.ts';

/** What a request brings along. Everything is a snapshot of one moment. */
export interface Situation {
  readonly cursor: Cursor;
  readonly hole: Hole;
  readonly workspace: Workspace;
  readonly index: CodeIndex;
  /** What a person pinned, banned, or wants at a level. */
  readonly steering?: Steering | undefined;
  /** Names that an earlier completion at this place got wrong. */
  readonly failing?: readonly string[];
  /** A file of the repository or of an installed package; `undefined` when it cannot be read. */
  read(path: string, signal: AbortSignal): Promise<SourceFile | undefined>;
  /** What the n-gram model says of names and texts at a cursor, where there is one. */
  judge?(question: NgramQuestion, signal: AbortSignal): Promise<NgramJudgement>;
}

/** What a source may look at. */
export interface Surroundings extends Situation {
  /** The chunks of other files that are most like the place of the cursor, best first. */
  readonly alike: readonly ChunkHit[];
  readonly words: PlaceWords;
}

/** One way to find context. It may be late or fail: then it yields nothing and the trace says so. */
export interface ContextSource {
  readonly name: SourceName;
  find(surroundings: Surroundings, signal: AbortSignal): Promise<readonly ContextItem[]>;
}
