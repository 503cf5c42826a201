/** Types the hole at a cursor: the engine where there is one and it is in time, else syntax. */

import type { CodeIndex } from '../index/index.ts';
import type { Completeness } from '../protocol/protocol.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { DeadlineError, messageOf } from '../text/text.ts';
import type { Hole, TypedHole } from './hole.ts';
import { reachableHeaders } from './reachable-headers.ts';
import { syntacticHole } from './syntactic.ts';
import type { TimelyTypeEngine, UnfinishedHole } from './type-engine.ts';

/** What answers questions about types, and what knows the rest of the repository. */
export interface Typing {
  readonly engine: TimelyTypeEngine | undefined;
  readonly index: CodeIndex;
  /** Milliseconds for all of it. */
  readonly ms: number;
}

/**
 * The hole, `complete` when everything is known, `partial` with the reason when the engine did not
 * answer in time or failed. What other files export and yield the expected type is among its headers.
 */
export async function typeHole(cursor: Cursor, typing: Typing, signal: AbortSignal): Promise<Hole> {
  const { path, text } = cursor.document;
  const { engine, ms } = typing;
  if (!engine?.handles(path)) return { ...syntacticHole(cursor), completeness: { state: 'complete' } };
  const start = performance.now();
  try {
    const query = { path, text, offset: cursor.offset };
    const found = await engine.holeWithin(query, ms, signal);
    if (!found) return partial(cursor, `${engine.name} has nothing to say about this file`);
    if ('unfinished' in found)
      return unfinished(cursor, found, `${engine.name} was not done within ${ms} ms`);
    const left = { engine, index: typing.index, ms: ms - (performance.now() - start) };
    const more = await reachableHeaders(cursor, found, left, signal);
    const relevantHeaders = [...found.relevantHeaders, ...more].toSorted((a, b) => b.score - a.score);
    return { ...found, relevantHeaders, completeness: completenessOf(engine.name, found) };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DeadlineError)
      return partial(cursor, `${engine.name} did not answer within ${ms} ms`);
    return partial(cursor, `${engine.name} failed: ${messageOf(error)}`);
  }
}

function unfinished(cursor: Cursor, { unfinished: what, ...known }: UnfinishedHole, why: string): Hole {
  return { ...syntacticHole(cursor), ...known, completeness: { state: 'partial', why: `${why}: ${what}` } };
}

function completenessOf(engine: string, { problems }: TypedHole): Completeness {
  if (!problems) return { state: 'complete' };
  return { state: 'partial', why: `${engine} failed on a part: ${problems.join('; ')}` };
}

function partial(cursor: Cursor, why: string): Hole {
  return { ...syntacticHole(cursor), completeness: { state: 'partial', why } };
}
