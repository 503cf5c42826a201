/** The port of a monitor. */

import type { LegalNames } from '../models/models.ts';
import type { Hole } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';

/** One rule about what may stand at a cursor. */
export interface Monitor {
  readonly name: string;
  /** The names that may stand there, or `undefined` when the rule does not apply. */
  legal(cursor: Cursor, hole: Hole): LegalNames | undefined;
}
