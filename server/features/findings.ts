/** What was found out at a spot before any model was asked, kept for the next model that is asked at the same spot. */

import type { Gathered } from '../context/context.ts';
import type { FailedCompletion } from '../layout/layout.ts';
import type { Hole } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';

/** What the stages before the selection gave; it does not depend on the budget. */
export interface Understood {
  readonly cursor: Cursor;
  readonly hole: Hole;
  readonly gathered: Gathered;
  /** The completion of the round before, where this is a further one. */
  readonly failed?: FailedCompletion;
}

/** Invariant: holds only what is whole, so that nobody lives with what another had no time for. */
export class Findings {
  #understood: Understood | undefined;

  get understood(): Understood | undefined {
    return this.#understood;
  }

  keep(understood: Understood): void {
    const { hole, gathered } = understood;
    if (hole.completeness.state === 'complete' && gathered.problems.length === 0)
      this.#understood = understood;
  }
}
