/** The part of a completion that loops: generate, guard, check, and once more when the last was bad. */

import { ModelError } from '../models/models.ts';
import { decode, openGuard } from '../monitors/monitors.ts';
import type { Outcome, Settings, StageName } from '../protocol/protocol.ts';
import { type ErrorReport, reportErrors } from './error-report.ts';
import { finish, silentAt, spanning } from './finish.ts';
import type { CompletionParts } from './request.ts';
import { spanAt } from './span.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { Answer, Prepared } from './trace.ts';

/** Deadlines of the type engine that all questions about one text may take together. */
const questionTime = 3;

/**
 * Generate, guard, check: again with another completion while the model has one, the last was bad, and
 * there is time; all checks together have `checkDeadline`.
 */
export async function answerHole(
  prepared: Prepared,
  parts: CompletionParts,
  watch: Stopwatch,
  signal: AbortSignal,
): Promise<Answer> {
  const { cursor, failed } = prepared;
  const silent = silentAt(cursor, parts.model, parts.settings);
  if (silent) return { outcome: silent, steps: [] };
  const { checkDeadline } = parts.settings;
  const rejected: string[] = failed ? [failed.text] : [];
  const first = await attempt({ prepared, parts, rejected, ms: checkDeadline }, watch, signal);
  for (let last = first; last.turnedDown !== undefined && rejected.length + 1 < parts.model.attempts; ) {
    const ms = checkDeadline - spentOn('check', watch);
    if (ms <= 0) return first;
    rejected.push(last.turnedDown);
    last = await attempt({ prepared, parts, rejected, ms }, watch, signal);
    if (last.outcome.kind === 'completion') return last;
  }
  return first;
}

export function spentOn(stage: StageName, watch: Stopwatch): number {
  return watch.stages().find((spent) => spent.stage === stage)?.ms ?? 0;
}

interface Attempt {
  readonly prepared: Prepared;
  readonly parts: CompletionParts;
  readonly rejected: readonly string[];
  /** Milliseconds left for its check. */
  readonly ms: number;
}

async function attempt(
  { prepared, parts, rejected, ms }: Attempt,
  watch: Stopwatch,
  signal: AbortSignal,
): Promise<Answer> {
  const { cursor, hole, layout } = prepared;
  const { model, settings, typeEngine } = parts;
  const { monitors: held, typeDeadline } = settings;
  const guard = openGuard({
    cursor,
    hole,
    held,
    engine: typeEngine,
    ms: typeDeadline,
    mostMs: questionTime * typeDeadline,
    signal,
  });
  const { maxTokens } = settings.model;
  const told = held
    ? { inScope: hole.namesInScope, likely: hole.relevantHeaders.map(({ name }) => name) }
    : { likely: [] };
  const request = { prompt: layout.prompt, ...told, maxTokens, rejected };
  const span = spanAt(cursor, hole.kind, settings);
  const writer = spanning(model, span);

  try {
    const written = await watch.time('generate', () =>
      decode({ model: writer, request, guard, patience: typeDeadline, signal }),
    );
    signal.throwIfAborted();
    const outcome = finish(written, cursor, span, leastConfidence(settings));
    const { steps } = guard;
    const { decoding } = written;
    if (outcome.kind === 'none') return { outcome, steps, decoding };
    // What a model with more to offer spelled wrong is better left: put right it is seldom what was meant.
    const fixes = model.attempts > 1 ? 'imports' : 'safe';
    const report = await watch.time('check', () =>
      reportErrors({ cursor, completion: outcome.text, ms, fixes }, parts, signal),
    );
    const checkable = typeEngine?.handles(cursor.document.path) ?? false;
    return {
      ...judge(outcome, report, shownAs(settings, checkable)),
      check: report.verdict,
      steps,
      decoding,
    };
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ModelError)) throw error;
    return { outcome: { kind: 'none', reason: 'model failed', detail: error.message }, steps: [] };
  }
}

/** Who wants to see much is shown what the model is only half as sure of. */
function leastConfidence({ eagerness, confidence }: Settings): number {
  return eagerness === 'eager' ? confidence / 2 : confidence;
}

/** What is shown of what is not known to be clean. */
interface Lenience {
  readonly unchecked: boolean;
  readonly errors: boolean;
}

/** Where nothing can check, nothing is held back. */
function shownAs({ eagerness, allowErrors }: Settings, checkable: boolean): Lenience {
  return { unchecked: !checkable || eagerness === 'eager', errors: !checkable || allowErrors };
}

/** Shows only what adds no error, and, where there is a checker, only what it has looked at, unless told otherwise. */
function judge(
  outcome: Outcome & { kind: 'completion' },
  { verdict: { verdict, diagnostics }, text, edits, failing }: ErrorReport,
  shown: Lenience,
): Pick<Answer, 'outcome' | 'turnedDown' | 'failing'> {
  if (verdict === 'clean') return { outcome: { ...outcome, text, ...(edits.length > 0 ? { edits } : {}) } };
  if (verdict === 'unchecked' ? shown.unchecked : shown.errors) return { outcome };
  const reason = verdict === 'unchecked' ? 'not checked in time' : 'adds an error';
  const turnedDown = verdict === 'adds errors' ? outcome.text : undefined;
  return { outcome: { kind: 'none', reason, detail: diagnostics[0] }, turnedDown, failing };
}
