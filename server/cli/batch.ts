/** `keyhole batch`: JSON lines in, JSON lines out, one process for many requests, answered in order. */

import { createInterface } from 'node:readline';
import { createEngine, type Engine } from '../host/host.ts';
import type { Settings, Trace } from '../protocol/protocol.ts';
import { messageOf } from '../text/text.ts';
import { type BatchRequest, batchRequest, idOf, parseLine } from './batch-request.ts';
import { type CommonOptions, readSettings } from './settings.ts';
import { toStandardError } from './standard-error.ts';

/** Repositories kept open at the same time; the one used longest ago is closed first. */
const openRepositories = 3;

export async function batch(options: CommonOptions): Promise<void> {
  const settings = await readSettings(options);
  const engines = new Engines(settings);
  const controller = new AbortController();
  try {
    for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
      if (line.trim() === '') continue;
      const answer = await answerLine(line, settings, engines, controller.signal);
      process.stdout.write(`${JSON.stringify(options.json ? answer : withoutTrace(answer))}\n`);
    }
  } finally {
    await engines.dispose();
  }
}

type Answer = Readonly<Record<string, unknown>>;

async function answerLine(
  line: string,
  settings: Settings,
  engines: Engines,
  signal: AbortSignal,
): Promise<Answer> {
  const start = performance.now();
  let id: string | number | null = null;
  try {
    const fields = parseLine(line);
    id = idOf(fields);
    const request = await batchRequest(fields, settings.budget);
    const engine = await engines.at(request.root);
    if (request.changed.length > 0) await engine.changedOnDisk(request.changed);
    const answer = await answerRequest(request, engine, signal);
    return { id, ...answer, ms: Math.round((performance.now() - start) * 10) / 10 };
  } catch (error) {
    return { id, error: messageOf(error) };
  }
}

async function answerRequest(request: BatchRequest, engine: Engine, signal: AbortSignal): Promise<Answer> {
  const { id, document, offset, method, budgets, several } = request;
  const [budget] = budgets;
  const at = { id: String(id), document, offset };
  if (method === 'complete')
    return completionAnswer(await engine.complete({ ...at, settings: { budget } }, signal));
  const assembled = await engine.assemble(at, budgets, signal);
  const last = assembled.at(-1);
  if (!last) return {};
  if (method === 'hole') return { hole: last.trace.hole, ...tail(last.trace) };
  const contexts = Object.fromEntries(assembled.map(({ trace, context }) => [trace.budget, context]));
  return { ...(several ? { contexts } : { context: last.context }), ...tail(last.trace) };
}

function completionAnswer(trace: Trace): Answer {
  const { outcome } = trace;
  if (outcome.kind === 'completion') return { completion: outcome.text, ...tail(trace) };
  return { completion: '', reason: outcome.reason, ...tail(trace) };
}

function tail(trace: Trace): Answer {
  return { tokens: trace.contextTokens, completeness: trace.completeness, trace };
}

function withoutTrace({ trace: _, ...answer }: Answer): Answer {
  return answer;
}

/** The engines of the repositories asked about last. */
class Engines {
  readonly #settings: Settings;
  readonly #open = new Map<string, Engine>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /** The repository's engine, with its index whole. */
  async at(root: string): Promise<Engine> {
    const engine = this.#open.get(root) ?? this.#started(root);
    this.#open.delete(root);
    this.#open.set(root, engine);
    const oldest = this.#open.entries().next().value;
    if (this.#open.size > openRepositories && oldest) {
      this.#open.delete(oldest[0]);
      await oldest[1].dispose();
    }
    await engine.indexed;
    return engine;
  }

  /** It hears by itself of what changes between two requests. */
  #started(root: string): Engine {
    const engine = createEngine({ root, settings: this.#settings, onProblem: toStandardError });
    void engine.watch();
    return engine;
  }

  async dispose(): Promise<void> {
    await Promise.all([...this.#open.values()].map((engine) => engine.dispose()));
  }
}
