/** Checks a completion in place: only what it adds counts, not what was wrong before. */

import type { CheckVerdict } from '../protocol/protocol.ts';
import { applyEdit, deadline, type Edit, lineColumnAt, messageOf } from '../text/text.ts';
import type { Diagnostic, TypeEngine } from './type-engine.ts';

export interface CheckRequest {
  readonly path: string;
  readonly text: string;
  readonly completion: Edit;
  /** Milliseconds after which the verdict is `unchecked`. */
  readonly ms: number;
}

/** The verdict on a completion: `unchecked` without an engine for the file or when it is late. */
export async function check(
  engine: TypeEngine | undefined,
  request: CheckRequest,
  signal: AbortSignal,
): Promise<CheckVerdict> {
  if (!engine?.handles(request.path)) return { verdict: 'unchecked', diagnostics: [] };
  const limited = deadline(request.ms, signal);
  try {
    const { path, text, completion } = request;
    const after = applyEdit(text, completion);
    const found = await limited.race(engine.diagnostics({ path, text: after }, limited.signal));
    if (found.length === 0) return { verdict: 'clean', diagnostics: [] };
    const known = await limited.race(engine.diagnostics({ path, text }, limited.signal));
    const added = addedBy(completion, known, found).map((diagnostic) => describe(after, diagnostic));
    return { verdict: added.length === 0 ? 'clean' : 'adds errors', diagnostics: added };
  } catch (error) {
    signal.throwIfAborted();
    return { verdict: 'unchecked', diagnostics: [messageOf(error)] };
  } finally {
    limited[Symbol.dispose]();
  }
}

/**
 * The diagnostics that are there only with the completion. One of before matches one of after with the
 * same number, message and kind, whether or not it has moved.
 */
function addedBy(
  completion: Edit,
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
): readonly Diagnostic[] {
  const left = new Map<string, number>();
  for (const diagnostic of before) left.set(keyOf(diagnostic), (left.get(keyOf(diagnostic)) ?? 0) + 1);
  const inside = (d: Diagnostic) =>
    d.range.start < completion.range.start + completion.text.length && d.range.end > completion.range.start;
  const outsideFirst = after.toSorted((a, b) => Number(inside(a)) - Number(inside(b)));
  return outsideFirst.filter((diagnostic) => {
    const count = left.get(keyOf(diagnostic)) ?? 0;
    left.set(keyOf(diagnostic), count - 1);
    return count <= 0;
  });
}

function keyOf({ code, message, syntactic }: Diagnostic): string {
  return `${syntactic ? 'syntax' : 'type'} ${code} ${message}`;
}

function describe(text: string, { code, message, range }: Diagnostic): string {
  const { line, column } = lineColumnAt(text, range.start);
  return `${line}:${column} TS${code}: ${message}`;
}
