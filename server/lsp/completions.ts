/**
 * The requests for completions. Invariant: at most one runs for each document; a newer one ends the older,
 * down to the model's socket. Keeps the last traces.
 */

import type { CancellationToken } from 'vscode-languageserver/node';
import type { Engine } from '../host/host.ts';
import type { Settings, Trace } from '../protocol/protocol.ts';
import { abortable, messageOf } from '../text/text.ts';
import type { Failures } from './failures.ts';
import type { PastRequest } from './history.ts';
import { type Asked, placed, requestFor, withBudget } from './question.ts';

/** Documents whose last trace is kept. */
const kept = 100;

/** Why a request ends that begins anew. */
const anew = new Error('the settings changed');

export interface CompletionsPort {
  engineFor(asked: Asked): Promise<Engine>;
  /** Requests began or ended. */
  thinking(): void;
  failures: Failures;
  /** The remote machine that the server runs on, where that is not the person's own. */
  remote(): string | undefined;
  log(line: string): void;
  /** Tokens of context that the person has set for this window, if any. */
  budget(): number | undefined;
  /** A request was answered. */
  answered(past: Omit<PastRequest, 'summary'>): void;
}

export class Completions {
  readonly #port: CompletionsPort;
  readonly #running = new Map<string, AbortController>();
  readonly #traces = new Map<string, Trace>();
  #asked = 0;

  constructor(port: CompletionsPort) {
    this.#port = port;
  }

  get running(): number {
    return this.#running.size;
  }

  /** The last trace of a document, or the last of all. */
  lastTrace(uri: string | undefined): Trace | undefined {
    return uri === undefined ? [...this.#traces.values()].at(-1) : this.#traces.get(uri);
  }

  /** Ends every request that runs. */
  cancelAll(why: string): void {
    for (const controller of this.#running.values()) controller.abort(new Error(why));
  }

  /** Has every request that runs begin anew, with the settings of the moment: no editor asks twice for one place. */
  renewAll(): void {
    for (const controller of this.#running.values()) controller.abort(anew);
  }

  /** The trace of one completion; `undefined` when it was cancelled or the engine failed. Never rejects. */
  async ask(asked: Asked, token: CancellationToken): Promise<Trace | undefined> {
    const controller = new AbortController();
    const cancelled = token.onCancellationRequested(() => controller.abort(new Error('cancelled')));
    if (token.isCancellationRequested) controller.abort(new Error('cancelled'));
    this.#running.get(asked.document.path)?.abort(new Error('there is a newer request'));
    this.#running.set(asked.document.path, controller);
    this.#port.thinking();
    try {
      return await this.#complete(asked, controller.signal);
    } catch (error) {
      if (controller.signal.reason === anew && !token.isCancellationRequested) return this.ask(asked, token);
      if (!controller.signal.aborted) this.#failed(error);
      return undefined;
    } finally {
      cancelled.dispose();
      if (this.#running.get(asked.document.path) === controller) this.#running.delete(asked.document.path);
      this.#port.thinking();
    }
  }

  async #complete(asked: Asked, signal: AbortSignal): Promise<Trace> {
    const engine = await abortable(this.#port.engineFor(asked), signal);
    const id = `${++this.#asked}`;
    const request = withBudget(
      { ...requestFor(asked, engine.settings), id, previous: this.#traces.get(asked.uri) },
      this.#port.budget(),
    );
    const trace = placed(await abortable(engine.complete(request, signal), signal), asked);
    this.#keep(asked.uri, trace);
    this.#port.answered({ trace, asked, request, engine });
    this.#judge(engine, trace);
    return trace;
  }

  #keep(uri: string, trace: Trace): void {
    this.#traces.delete(uri);
    this.#traces.set(uri, trace);
    const oldest = this.#traces.keys().next().value;
    if (this.#traces.size > kept && oldest !== undefined) this.#traces.delete(oldest);
  }

  /** A model that has answered works again; where it was not asked, nothing is known. */
  #judge({ root, settings }: Engine, trace: Trace): void {
    const { outcome, file, line, column, stages } = trace;
    const of = `the model of ${root}`;
    const ms = Math.round(stages.reduce((sum, stage) => sum + stage.ms, 0));
    this.#port.failures.worked('engine');
    this.#port.log(
      `${file}:${line}:${column}: ${outcome.kind === 'none' ? outcome.reason : 'completion'}, ${ms} ms`,
    );
    if (outcome.kind === 'none' && outcome.reason === 'model failed') {
      this.#port.failures.tell(
        of,
        withMachine(outcome.detail ?? 'The model failed.', settings, this.#port.remote()),
      );
    } else if (stages.some(({ stage }) => stage === 'generate')) {
      this.#port.failures.worked(of);
    }
  }

  #failed(error: unknown): void {
    const message = messageOf(error);
    this.#port.failures.tell('engine', `Keyhole could not complete: ${message}`);
    if (error instanceof Error && error.stack) this.#port.log(error.stack);
  }
}

/** In a remote window a refused loopback address says which machine it is of. */
function withMachine(message: string, { model }: Settings, remote: string | undefined): string {
  const host = URL.parse(model.endpoint ?? '')?.hostname ?? '';
  const isLoopback = /^(localhost|127\..*|\[::1\])$/.test(host);
  if (remote === undefined || !isLoopback || !message.includes('ECONNREFUSED')) return message;
  return `${message} Keyhole runs on the remote machine (${remote}): there "${host}" is that machine, not yours.`;
}
