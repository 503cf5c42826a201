/**
 * Inline completion: the straight line from a cursor to a completion. Each stage takes the last one's
 * value and gives the next; the trace is put together from what they returned. A completion that adds
 * errors may start a further round, which is told of them.
 */

import type { ContextItem } from '../context/context.ts';
import type { Range, Trace } from '../protocol/protocol.ts';
import type { KeptChoice } from '../selection/selection.ts';
import { type Hole, openedHoleAt } from '../statics/statics.ts';
import { answerHole, spentOn } from './answer-hole.ts';
import { metered } from './metered.ts';
import { prepare } from './prepare.ts';
import type { CompletionParts, CompletionRequest } from './request.ts';
import { stopwatch } from './stopwatch.ts';
import type { Understood } from './findings.ts';
import { type Answer, traceOf } from './trace.ts';
import { gatherFor, type Round, understand } from './understand.ts';

/** Further rounds at most: more bring little (Blinn et al., "Statically Contextualizing Large Language Models", 2024). */
const mostFurtherRounds = 2;

/** The trace of one completion. Rejects only when the signal is aborted, with its reason. */
export async function complete(
  request: CompletionRequest,
  parts: CompletionParts,
  signal: AbortSignal,
): Promise<Trace> {
  const { opened, hole: written } = openHole(request);
  let round: Round = { request: opened, parts, watch: stopwatch(), signal, earlier: [] };
  const { findings } = request;
  let understood = findings?.understood ?? (await understand(round));
  findings?.keep(understood);
  for (;;) {
    const { trace, answer } = await completeRound(understood, round);
    const next = furtherRound(round, trace, answer);
    if (!next || answer.turnedDown === undefined) return replacing(trace, written);
    const failed = { text: answer.turnedDown, errors: trace.check?.diagnostics ?? [] };
    const { cursor, hole } = understood;
    round = next;
    understood = { cursor, hole, failed, gathered: await gatherFor(cursor, hole, round, answer.failing) };
  }
}

/** The request as it were if the explicit hole at its cursor were empty. */
function openHole(request: CompletionRequest): { opened: CompletionRequest; hole?: Range } {
  const { document, offset } = request;
  const found = openedHoleAt(document.text, offset);
  if (!found) return { opened: request };
  const { text, hole } = found;
  return { opened: { ...request, document: { ...document, text }, offset: hole.start }, hole };
}

/** The trace, whose completion takes the place of a hole that was written down. */
function replacing(trace: Trace, replaces: Range | undefined): Trace {
  const { outcome } = trace;
  if (!replaces || outcome.kind === 'none') return trace;
  return { ...trace, outcome: { ...outcome, replaces } };
}

async function completeRound(understood: Understood, round: Round) {
  const { request, parts, watch, signal, earlier } = round;
  const prepared = await prepare(understood, round);
  const { model, usage } = metered(parts.model);
  const answer = await answerHole(prepared, { ...parts, model }, watch, signal);
  const spent = { usage, stages: watch.stages() };
  return { answer, trace: traceOf({ request, parts, prepared, answer, ...spent, earlier }) };
}

/**
 * The round after one whose completion added errors, with what is left of the time for checks. A model that
 * has other completions to offer has offered them by then and gets none.
 */
function furtherRound({ parts, watch, ...round }: Round, trace: Trace, answer: Answer): Round | undefined {
  const { settings, model } = parts;
  const checkDeadline = settings.checkDeadline - spentOn('check', watch);
  if (answer.turnedDown === undefined || model.attempts > 1 || checkDeadline <= 0) return undefined;
  if (round.earlier.length >= mostFurtherRounds) return undefined;
  const { earlier: _, ...own } = trace;
  return {
    ...round,
    parts: { ...parts, settings: { ...settings, checkDeadline } },
    watch: stopwatch(),
    earlier: [...round.earlier, own],
  };
}

export interface Assembled {
  readonly trace: Trace;
  /** The context block exactly as it stands in the prompt. */
  readonly context: string;
  /** What stands in it, best first. */
  readonly kept: readonly KeptChoice[];
  readonly hole: Hole;
  /** Everything that was found, whatever the budget. */
  readonly items: readonly ContextItem[];
}

/** Everything up to the prompt, once for each token budget: for `hole`, `context` and the inspector. */
export async function assemble(
  request: CompletionRequest,
  parts: CompletionParts,
  budgets: readonly number[],
  signal: AbortSignal,
): Promise<readonly Assembled[]> {
  const round = { request, parts, watch: stopwatch(), signal, earlier: [] };
  const understood = await understand(round);
  const answer: Answer = { outcome: { kind: 'none', reason: 'not asked' }, steps: [] };
  const assembled: Assembled[] = [];
  for (const budget of budgets) {
    const own = { ...parts, settings: { ...parts.settings, budget } };
    const prepared = await prepare(understood, { ...round, parts: own });
    const stages = round.watch.stages();
    const trace = traceOf({ request, parts: own, prepared, answer, stages, earlier: [] });
    const { context, kept } = prepared.layout;
    const { hole, gathered } = prepared;
    assembled.push({ trace, context, kept, hole, items: gathered.items });
  }
  return assembled;
}
