/** What came of the items: at which level each is shown, or why it is not. */

import type { ContextItem, Weigh } from '../context/context.ts';
import type { Tokenizer } from '../models/models.ts';
import type { Level } from '../protocol/protocol.ts';

/** An item at a level, as a text. */
export interface Shown {
  readonly item: ContextItem;
  readonly level: Level;
  readonly text: string;
  /** What it is worth: the layout puts the best next to the cursor. */
  readonly value: number;
}

export interface KeptChoice extends Shown {
  /** Tokens of the rendering alone; the layout counts the whole. */
  readonly tokens: number;
  /** One sentence or two: why it is in, and at this level. */
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
  /** In the order in which they were chosen: what a smaller budget keeps stands first. */
  readonly kept: readonly KeptChoice[];
  readonly dropped: readonly DroppedChoice[];
  /** The item within which the budget ends, where some of its lines are shown for that. */
  readonly cut?: Cut;
}

export interface Cut {
  readonly item: ContextItem;
  /** As much of it, its lines by other weights; `undefined` where none of these fit. */
  again(weigh: Weigh): KeptChoice | undefined;
}

export interface TokenBudget {
  readonly tokens: number;
  readonly tokenizer: Tokenizer;
  /** Value that each token has to add at least, of all that is not pinned; nothing unless told. */
  readonly least?: number;
  /** Tokens that the layout adds to an item beside its text: the line that names its owner, a line end. */
  overhead(item: ContextItem): number;
  /** Tokens of the line that names an item's file: only the first of the items that have one costs them. */
  header(item: ContextItem): number;
  /** Tokens of the finished text of these items. */
  measure(shown: readonly Shown[]): number;
}
