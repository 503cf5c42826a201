/** What came of the items: at which level each is shown, or why it is not. */

import type { ContextItem } from '../context/context.ts';
import type { Level } from '../protocol/protocol.ts';

export interface KeptChoice {
  readonly item: ContextItem;
  readonly level: Level;
  readonly text: string;
  /** Tokens of the rendering alone; the layout counts the whole. */
  readonly tokens: number;
  /** Value that the choice adds; the layout drops the lowest first. */
  readonly value: number;
  /** One sentence: why it is in, and at this level. */
  readonly why: string;
}

export interface DroppedChoice {
  readonly item: ContextItem;
  /** The least that could be shown of it, where there is anything. */
  readonly level?: Level;
  readonly tokens: number;
  /** One sentence. */
  readonly why: string;
}

export interface Selection {
  readonly kept: readonly KeptChoice[];
  readonly dropped: readonly DroppedChoice[];
}
