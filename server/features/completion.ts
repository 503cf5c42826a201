/**
 * Inline completion: the straight line from a cursor to a completion. Each stage takes the last one's
 * value and gives the next; the trace is put together from what they returned.
 */

import { type ContextItem, gather } from '../context/context.ts';
import { blockOverhead, formatOf, layOut } from '../layout/layout.ts';
import type { Trace } from '../protocol/protocol.ts';
import { type KeptChoice, select } from '../selection/selection.ts';
import { type Hole, typeHole } from '../statics/statics.ts';
import { answerHole } from './answer-hole.ts';
import type { CompletionParts, CompletionRequest } from './request.ts';
import { type Stopwatch, stopwatch } from './stopwatch.ts';
import { type Answer, type Prepared, traceOf, type Understood } from './trace.ts';

/** The trace of one completion. Rejects only when the signal is aborted, with its reason. */
export async function complete(
  request: CompletionRequest,
  parts: CompletionParts,
  signal: AbortSignal,
): Promise<Trace> {
  const watch = stopwatch();
  const understood = await understand(request, parts, watch, signal);
  const prepared = await prepare(understood, parts, watch);
  const answer = await answerHole(prepared, parts, watch, signal);
  return traceOf({ request, parts, prepared, answer, stages: watch.stages() });
}

export interface Assembled {
  readonly trace: Trace;
  /** The context block exactly as it stands in the prompt. */
  readonly context: string;
  /** What stands in it, best first. */
  readonly kept: readonly KeptChoice[];
  readonly hole: Hole;
}

/** Everything up to the prompt, once for each token budget: for `hole`, `context` and the inspector. */
export async function assemble(
  request: CompletionRequest,
  parts: CompletionParts,
  budgets: readonly number[],
  signal: AbortSignal,
): Promise<readonly Assembled[]> {
  const watch = stopwatch();
  const understood = await understand(request, parts, watch, signal);
  const answer: Answer = { outcome: { kind: 'none', reason: 'not asked' }, steps: [] };
  const assembled: Assembled[] = [];
  for (const budget of budgets) {
    const own = { ...parts, settings: { ...parts.settings, budget } };
    const prepared = await prepare(understood, own, watch);
    const trace = traceOf({ request, parts: own, prepared, answer, stages: watch.stages() });
    const { context, kept } = prepared.layout;
    assembled.push({ trace, context, kept, hole: prepared.hole });
  }
  return assembled;
}

/** Where the cursor is, what belongs there, and what the repository knows about it. */
async function understand(
  { document, offset, sources }: CompletionRequest,
  parts: CompletionParts,
  watch: Stopwatch,
  signal: AbortSignal,
): Promise<Understood> {
  const { settings, typeEngine } = parts;
  const cursor = await watch.time('locate', () => parts.locate(document, offset, signal));
  const hole = await watch.time('type the hole', () =>
    typeHole(cursor, typeEngine, settings.typeDeadline, signal),
  );
  const gathered = await watch.time('gather', () =>
    gather({ ...parts, cursor, hole }, settings.sourceDeadline, signal, sources),
  );
  return { cursor, hole, gathered };
}

/** Tokens of the open file for which the context has to leave room in a small window. */
const leastFile = 256;

/** What of it the model sees, and how. */
async function prepare(understood: Understood, parts: CompletionParts, watch: Stopwatch): Promise<Prepared> {
  const { settings, model, workspace } = parts;
  const { document } = understood.cursor;
  const style = { root: workspace.root, language: document.language };
  const overhead = (item: ContextItem) => blockOverhead(item, style, model.tokenizer);
  const window = model.contextWindow - settings.model.maxTokens;
  const tokens = Math.min(settings.budget, Math.max(0, window - leastFile));
  const budget = { tokens, tokenizer: model.tokenizer, overhead };
  const shown = { path: document.path, offset: understood.cursor.offset };
  const format = formatOf(model.format);
  const selection = await watch.time('select', () => select(understood.gathered.items, budget, shown));
  const layout = await watch.time('lay out', () =>
    layOut({ ...understood, selection, format, budget, window, root: workspace.root }),
  );
  return { ...understood, layout };
}
