/**
 * Monitors keep a model inside what is legal at a hole: each turns what the types say into the names
 * that may come next. Adding a monitor = one file and one line below.
 */

import type { LegalNames, Piece, TokenGuard } from '../models/models.ts';
import type { MonitorStep } from '../protocol/protocol.ts';
import type { Hole } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { memberMonitor } from './members.ts';
import type { Monitor } from './monitor.ts';
import { nameGuard } from './name-guard.ts';

const monitors: readonly Monitor[] = [memberMonitor];

export interface Guarded {
  /** Names that may stand at the cursor; for models that take them with the request. */
  readonly legal: LegalNames | undefined;
  /** Names that mean something at the cursor: no rule, for a model only a reason to doubt others. */
  readonly inScope: readonly string[] | undefined;
  /** Names of what yields the expected type, best first. */
  readonly likely: readonly string[];
  readonly steps: readonly MonitorStep[];
  /** A fresh guard, for one stream of text. */
  open(): TokenGuard;
}

/** What the monitors that apply at a cursor have to say. */
export function guardAt(cursor: Cursor, hole: Hole): Guarded {
  const applied = monitors.flatMap(({ name, legal }) => {
    const names = legal(cursor, hole);
    return names ? [{ name, names }] : [];
  });
  const trigger = triggerOf(cursor);
  const legal = applied[0]?.names;
  const typed = cursor.member ? cursor.document.text.slice(cursor.member.nameStart, cursor.offset) : '';
  return {
    legal,
    inScope: hole.namesInScope,
    likely: hole.relevantHeaders.map(({ name }) => name),
    steps: applied.map(({ name, names }) => ({ monitor: name, trigger, legal: names.names.length })),
    open: () => nameGuard(legal, typed),
  };
}

/** What came of a guarded stream. */
export interface GuardedText {
  readonly text: string;
  /** Lowest confidence that the model gave with a piece, where it gives one. */
  readonly confidence?: number;
  /** The text at which the stream broke a rule and was cut; nothing of it is in `text`. */
  readonly forbidden?: string;
}

/** Reads a model's stream to its end, or cuts it (down to its socket) at the first break of a rule. */
export async function readGuarded(pieces: AsyncIterable<Piece>, guard: TokenGuard): Promise<GuardedText> {
  let text = '';
  let confidence: number | undefined;
  for await (const piece of pieces) {
    if (!(await guard.advance(piece.text))) return { text: '', forbidden: text + piece.text };
    text += piece.text;
    if (piece.confidence !== undefined) confidence = Math.min(confidence ?? 1, piece.confidence);
  }
  if (text !== '' && !(await guard.advance('\n'))) return { text: '', forbidden: text };
  return { text, ...(confidence === undefined ? {} : { confidence }) };
}

function triggerOf({ member, document }: Cursor): string {
  return member ? `${document.text.slice(member.receiver.start, member.receiver.end)}.` : '';
}
