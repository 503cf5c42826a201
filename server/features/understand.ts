/** The stages before the selection: where the cursor is, what belongs there, what is known about it. */

import { gather, type Gathered } from '../context/context.ts';
import type { Trace } from '../protocol/protocol.ts';
import { type Hole, typeHole } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import type { CompletionParts, CompletionRequest } from './request.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { Understood } from './findings.ts';

/** What the stages of one round share. */
export interface Round {
  readonly request: CompletionRequest;
  readonly parts: CompletionParts;
  readonly watch: Stopwatch;
  readonly signal: AbortSignal;
  /** The rounds before, first to last. */
  readonly earlier: readonly Trace[];
}

/** Where the cursor is, what belongs there, and what the repository knows about it. */
export async function understand(round: Round): Promise<Understood> {
  const { request, parts, watch, signal } = round;
  const { settings, typeEngine: engine, index } = parts;
  const cursor = await watch.time('locate', () => parts.locate(request.document, request.offset, signal));
  const hole = await watch.time('type the hole', () =>
    typeHole(cursor, { engine, index, ms: settings.typeDeadline }, signal),
  );
  return { cursor, hole, gathered: await gatherFor(cursor, hole, round) };
}

/** What the context sources have to say; `failing` are names that the round before got wrong. */
export function gatherFor(
  cursor: Cursor,
  hole: Hole,
  { request, parts, watch, signal }: Round,
  failing: readonly string[] = [],
): Promise<Gathered> {
  const surroundings = { ...parts, cursor, hole, failing, steering: request.steering };
  return watch.time('gather', () =>
    gather(surroundings, parts.settings.sourceDeadline, signal, request.sources),
  );
}
