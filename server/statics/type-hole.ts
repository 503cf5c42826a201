/** Types the hole at a cursor: the engine where there is one and it is in time, else syntax. */

import type { Completeness } from '../protocol/protocol.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { deadline, messageOf } from '../text/text.ts';
import type { Hole, TypedHole } from './hole.ts';
import { syntacticHole } from './syntactic.ts';
import type { TypeEngine } from './type-engine.ts';

/**
 * The hole, `complete` when everything is known, `partial` with the reason when the engine did not
 * answer within `ms` milliseconds or failed.
 */
export async function typeHole(
  cursor: Cursor,
  engine: TypeEngine | undefined,
  ms: number,
  signal: AbortSignal,
): Promise<Hole> {
  const { path, text } = cursor.document;
  if (!engine?.handles(path)) return { ...syntacticHole(cursor), completeness: { state: 'complete' } };
  const limited = deadline(ms, signal);
  try {
    const query = { path, text, offset: cursor.offset };
    const typed = await limited.race(engine.hole(query, limited.signal));
    if (!typed) return partial(cursor, `${engine.name} has nothing to say about this file`);
    return { ...typed, completeness: completenessOf(engine, typed) };
  } catch (error) {
    signal.throwIfAborted();
    if (limited.signal.aborted) return partial(cursor, `${engine.name} did not answer within ${ms} ms`);
    return partial(cursor, `${engine.name} failed: ${messageOf(error)}`);
  } finally {
    limited[Symbol.dispose]();
  }
}

function completenessOf(engine: TypeEngine, { problems }: TypedHole): Completeness {
  if (!problems) return { state: 'complete' };
  return { state: 'partial', why: `${engine.name} failed on a part: ${problems.join('; ')}` };
}

function partial(cursor: Cursor, why: string): Hole {
  return { ...syntacticHole(cursor), completeness: { state: 'partial', why } };
}
