/** The commands on one position: context, complete, trace; and what all commands on a position share. */

import { compareBudgets, explain, explainOutcome, explainSelection } from '../features/features.ts';
import { createEngine, type Engine, type EngineRequest } from '../host/host.ts';
import type { Settings, Trace } from '../protocol/protocol.ts';
import { type Place, placeAt } from './place.ts';
import { progressBar } from './progress.ts';
import { sampleHoles } from './sample-hole.ts';
import { toStandardError } from './standard-error.ts';
import { type CommonOptions, positive, readSettings } from './settings.ts';
import { type SteeringOptions, steeringOf, withGiven } from './steering.ts';

export const write = (text: string): void => void process.stdout.write(text);

interface ContextOptions extends RequestOptions {
  readonly explain?: boolean;
  readonly budgets?: string;
}

/** The context; with `--explain` why it is that, with `--budgets` what each of several budgets shows. */
export async function context(position: string, options: ContextOptions): Promise<void> {
  const budgets = options.budgets?.split(',').map((one) => positive(one, '--budgets'));
  await atPlace(await placeAt(position), options, async (engine, request, signal) => {
    const assembled = await engine.assemble(request, budgets ?? [engine.settings.budget], signal);
    const traces = assembled.map((one) => one.trace);
    const [first] = assembled;
    if (options.json) return write(json(budgets ? traces : first?.trace));
    if (options.explain) return write(traces.map(explainSelection).join('\n'));
    write(budgets ? compareBudgets(traces) : (first?.context ?? ''));
  });
}

export async function complete(position: string, options: RequestOptions): Promise<void> {
  await atPlace(await placeAt(position), options, async (engine, request, signal) => {
    const trace = await engine.complete(request, signal);
    if (options.json) return write(json(trace));
    const { outcome } = trace;
    if (outcome.kind === 'completion') return write(`${outcome.text}\n`);
    process.stderr.write(
      `No completion: ${outcome.reason}${outcome.detail ? ` (${outcome.detail.trim()})` : ''}.\n`,
    );
    if (outcome.reason === 'model failed') process.exitCode = 1;
  });
}

/**
 * Every stage for a person to read, then the same request without context and without monitors. Without
 * a position a hole is cut into a source file of this folder, one that the model completes if there is one.
 */
export async function trace(position: string | undefined, options: RequestOptions): Promise<void> {
  const [first, ...more] =
    position === undefined ? await sampleHoles(process.cwd()) : [await placeAt(position)];
  if (!first) return;
  await atPlace(first, options, async (engine, request, signal) => {
    const found = await completed(engine, [request, ...more.map(requestAt)], signal);
    if (options.json) return write(json(found.trace));
    write(explain(found.trace));
    const bare = await engine.complete(
      { ...found.request, settings: { budget: 0, monitors: false } },
      signal,
    );
    write(`\n══ The same model without the gathered context ══\n${explainOutcome(bare).join('\n')}\n`);
  });
}

/** The first of the requests that has a completion, or else the first. */
async function completed(engine: Engine, requests: readonly EngineRequest[], signal: AbortSignal) {
  const traced: { request: EngineRequest; trace: Trace }[] = [];
  for (const request of requests) {
    const one = { request, trace: await engine.complete(request, signal) };
    if (one.trace.outcome.kind === 'completion') return one;
    traced.push(one);
  }
  const [first] = traced;
  if (!first) throw new Error('There was no request.');
  return first;
}

/** Options of the commands on a position. */
type RequestOptions = CommonOptions & SteeringOptions;

/** Runs something at a position once the repository is indexed. */
export async function atPlace(
  place: Place,
  options: RequestOptions,
  run: (engine: Engine, request: EngineRequest, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const given = steeringOf(options);
  const settings = await readSettings(options);
  await withEngine(place.root, settings, async (engine, signal) => {
    const request = { ...requestAt(place), steering: withGiven(engine.steering, given) };
    engine.warm(request);
    await engine.indexed;
    await run(engine, request, signal);
  });
}

function requestAt({ document, offset }: Place): EngineRequest {
  return { id: `${document.path}:${offset}`, document, offset };
}

async function withEngine(
  root: string,
  settings: Settings,
  run: (engine: Engine, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const interrupt = () => controller.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  const engine = createEngine({
    root,
    settings,
    onProgress: progressBar(process.stderr),
    onProblem: toStandardError,
  });
  try {
    await run(engine, controller.signal);
  } finally {
    process.off('SIGINT', interrupt);
    await engine.dispose();
  }
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
