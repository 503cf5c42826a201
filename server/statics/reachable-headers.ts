/**
 * What other files export that yields what a hole expects: looked up by the heads of the expected type,
 * then judged by the type engine.
 */

import type { CodeIndex, Producer } from '../index/index.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { deadline } from '../text/text.ts';
import type { HoleKind, RelevantHeader, TypedHole } from './hole.ts';
import { importLine, wantedOf } from './import-line.ts';
import { importerAt } from './importer.ts';
import type { TypeEngine } from './type-engine.ts';

/** How many producers are judged, and how many headers are shown. */
const mostJudged = 40;
const mostShown = 10;
/** What has to be imported is one step less direct than what is in scope. */
const indirect = 0.8;
/** Below this many milliseconds nothing is begun. */
const leastTime = 5;

/** Where a value of another file can be named. */
const closedKinds: ReadonlySet<HoleKind> = new Set([
  'type',
  'type argument',
  'implements clause',
  'import specifier',
  'export specifier',
  'module path',
  'string',
  'member',
]);

/** What answers, and for how many milliseconds it may be asked. */
export interface Reach {
  readonly engine: TypeEngine;
  readonly index: CodeIndex;
  readonly ms: number;
}

/** Best first; none where the time does not suffice. */
export async function reachableHeaders(
  cursor: Cursor,
  { kind, wantedHeads = [] }: TypedHole,
  { engine, index, ms }: Reach,
  signal: AbortSignal,
): Promise<RelevantHeader[]> {
  if (wantedHeads.length === 0 || closedKinds.has(kind) || ms < leastTime) return [];
  const { path, text } = cursor.document;
  const producers = index.producers({ path, heads: wantedHeads, bound: boundAt(cursor) }, mostJudged);
  const candidates = producers.map(({ path: file, fact, container }) => ({
    path: file,
    name: fact.name,
    start: fact.range.start,
    ...(container && { container: container.name }),
  }));
  if (candidates.length === 0) return [];
  const limited = deadline(ms, signal);
  try {
    const query = { path, text, offset: cursor.offset, candidates };
    const judged = await limited.race(engine.judge(query, limited.signal));
    const found = producers.flatMap((producer, at) => {
      const header = judged[at];
      return header ? [importable(cursor, index, producer, header)] : [];
    });
    return found.toSorted((a, b) => b.score - a.score).slice(0, mostShown);
  } catch {
    signal.throwIfAborted();
    return [];
  } finally {
    limited[Symbol.dispose]();
  }
}

function boundAt({ names }: Cursor): ReadonlySet<string> {
  return new Set(names.map(({ name }) => name));
}

function importable(
  cursor: Cursor,
  index: CodeIndex,
  producer: Producer,
  header: RelevantHeader,
): RelevantHeader {
  const { container, path, fact, weight } = producer;
  const importer = importerAt(cursor);
  const wanted = wantedOf(importer, { path, fact: container ?? fact }, index);
  const line = wanted && importLine(importer, wanted);
  const through = container ? `, reached through \`${container.name}\`` : '';
  return {
    ...header,
    ...(container && { container: container.name }),
    score: Math.round(1000 * header.score * indirect * (0.6 + 0.4 * weight)) / 1000,
    reason: `${header.reason}${through}${line ? `; importable with \`${line}\`` : ''}`,
    ...(line && { importLine: line }),
  };
}
