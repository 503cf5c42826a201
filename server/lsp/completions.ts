/**
 * The requests for completions, and when the model is asked for them. Invariant: at most one runs for each document;
 * a newer one ends the older. Keeps the last traces.
 */

import type { CancellationToken } from 'vscode-languageserver/node';
import { Findings } from '../features/features.ts';
import type { Engine } from '../host/host.ts';
import {
  modelKind,
  type OfferSettings,
  type Scheduling,
  type Settings,
  type Trace,
} from '../protocol/protocol.ts';
import {
  type Given,
  realClock,
  type Runner,
  type Running,
  savedBy,
  Schedule,
  type Spot,
} from '../schedule/schedule.ts';
import { abortable, messageOf } from '../text/text.ts';
import type { Failures } from './failures.ts';
import type { AnsweredRequest } from './history.ts';
import { type Asked, askedAfter, askedBelow, placed, requestFor, withBudget } from './question.ts';

/** Documents whose last trace is kept. */
const kept = 100;

/** Why a request ends that begins anew. */
const anew = new Error('the settings changed');

export interface CompletionsPort {
  engineFor(asked: Asked): Promise<Engine>;
  /** The settings for offering completions in a document. */
  offerFor(uri: string): Promise<OfferSettings>;
  /** A version of everything that an answer depends on besides the document's own text. */
  contextOf(asked: Asked): string;
  /** The model has another completion than the one that was given here. */
  improved(asked: Asked): void;
  /** Requests began or ended. */
  thinking(): void;
  failures: Failures;
  /** The remote machine that the server runs on, where that is not the person's own. */
  remote(): string | undefined;
  log(line: string): void;
  /** Tokens of context that the person has set for this window, if any. */
  budget(): number | undefined;
  /** A request was answered. */
  answered(request: AnsweredRequest): void;
}

/** Tells the requests of this server from those of the one before. */
const session = Date.now().toString(36);

/** A spot, and how to ask the engine at it. */
interface Query extends Spot {
  readonly asked: Asked;
  readonly offer: OfferSettings;
  /** What one model's run has found out at the spot, for the other's. */
  readonly findings: Findings;
}

export class Completions {
  readonly #port: CompletionsPort;
  readonly #schedule: Schedule<Query, Trace>;
  readonly #running = new Map<string, AbortController>();
  readonly #traces = new Map<string, Trace>();
  /** The last traces of the chosen model alone, whose prompts may be continued. */
  readonly #prompted = new Map<string, Trace>();
  /** The completion that was given last, and where. */
  #last: { readonly asked: Asked; readonly trace: Trace } | undefined;
  #asked = 0;

  constructor(port: CompletionsPort) {
    this.#port = port;
    const work = {
      run: (query: Query, by: Runner, running: Running) => this.#complete(query, by, running),
      offerOf,
      isLasting,
      isSure: (trace: Trace) => trace.outcome.kind === 'completion',
      improved: ({ asked }: Query) => port.improved(asked),
    };
    this.#schedule = new Schedule(work, realClock);
  }

  get running(): number {
    return this.#running.size;
  }

  /** The last trace of a document, or the last of all. */
  lastTrace(uri: string | undefined): Trace | undefined {
    return uri === undefined ? [...this.#traces.values()].at(-1) : this.#traces.get(uri);
  }

  /** A document has this text now. */
  changed(path: string, text: string): void {
    this.#schedule.changed(path, text);
  }

  /** A completion was accepted: what may come after it is thought of before anybody asks. */
  async accepted(id: string): Promise<void> {
    const { asked, trace } = this.#last ?? {};
    if (!asked || trace?.id !== id) return;
    this.#last = undefined;
    const offer = await this.#port.offerFor(asked.uri);
    const next = askedAfter(asked, trace);
    if (!next || offer.eagerness === 'off' || offer.eagerness === 'on demand') return;
    const found = await this.#schedule.speculate(this.#queryFor(next, offer));
    const isEnd =
      /[;{}:]$/.test(offerOf(trace)) && /^[^\S\r\n]*(?:[\r\n]|$)/.test(next.document.text.slice(next.offset));
    if (found?.outcome.kind === 'none' && isEnd)
      await this.#schedule.speculate(this.#queryFor(askedBelow(next), offer));
  }

  /** Ends every request that runs. */
  cancelAll(why: string): void {
    for (const controller of this.#running.values()) controller.abort(new Error(why));
    this.#schedule.forget(why);
  }

  /** Has every request that runs begin anew, with the settings of the moment: no editor asks twice for one place. */
  renewAll(): void {
    for (const controller of this.#running.values()) controller.abort(anew);
    this.#schedule.forget(anew.message);
  }

  /** The trace of one completion; `undefined` when there is to be none, it was cancelled or the engine failed. Never rejects. */
  async ask(asked: Asked, token: CancellationToken): Promise<Trace | undefined> {
    const controller = new AbortController();
    const cancelled = token.onCancellationRequested(() => controller.abort(new Error('cancelled')));
    if (token.isCancellationRequested) controller.abort(new Error('cancelled'));
    this.#running.get(asked.document.path)?.abort(new Error('there is a newer request'));
    this.#running.set(asked.document.path, controller);
    this.#port.thinking();
    const trace = await this.#scheduled(asked, controller.signal).catch((error: unknown) => {
      if (!controller.signal.aborted) this.#failed(error);
      return undefined;
    });
    cancelled.dispose();
    if (this.#running.get(asked.document.path) === controller) this.#running.delete(asked.document.path);
    this.#port.thinking();
    const isAnew = controller.signal.reason === anew && !token.isCancellationRequested;
    return isAnew ? this.ask(asked, token) : trace;
  }

  async #scheduled(asked: Asked, signal: AbortSignal): Promise<Trace | undefined> {
    const offer = await abortable(this.#port.offerFor(asked.uri), signal);
    if (offer.eagerness === 'off' || (offer.eagerness === 'on demand' && asked.by === 'automatic'))
      return undefined;
    const spot = this.#queryFor(asked, offer);
    const cascade = offer.cascade < 1 && (await this.#hasOther(asked, signal));
    const given = await this.#schedule.ask({ spot, by: asked.by, delay: offer.delay, cascade }, signal);
    if (!given) return undefined;
    const trace = placed(this.#tracedBy(given), asked);
    this.#last = { asked, trace };
    keep(this.#traces, asked.uri, trace);
    this.#port.log(lineOf(trace));
    return trace;
  }

  #queryFor(asked: Asked, offer: OfferSettings): Query {
    const { document, offset } = asked;
    const prefix = document.text.slice(0, offset);
    const suffix = document.text.slice(offset);
    const context = this.#port.contextOf(asked);
    return { asked, offer, path: document.path, prefix, suffix, context, findings: new Findings() };
  }

  /** Whether another model than the embedded one is chosen, which may be asked before it. */
  async #hasOther(asked: Asked, signal: AbortSignal): Promise<boolean> {
    const { settings } = await abortable(this.#port.engineFor(asked), signal);
    return modelKind(settings.model) !== 'embedded';
  }

  async #complete({ asked, offer, findings }: Query, by: Runner, { signal, heard }: Running): Promise<Trace> {
    const engine = await abortable(this.#port.engineFor(asked), signal);
    const id = `${session}-${++this.#asked}`;
    const { settings, ...rest } = requestFor(asked, engine.settings);
    const own = { ...settings, ...offer, ...(by === 'quick' ? quickly(offer) : {}) };
    const previous = by === 'chosen' ? this.#prompted.get(asked.uri) : undefined;
    const request = withBudget({ ...rest, settings: own, id, by, heard, previous }, this.#port.budget());
    const trace = placed(await engine.complete({ ...request, findings }, signal), asked);
    if (by === 'chosen') keep(this.#prompted, asked.uri, trace);
    this.#port.answered({ trace, asked, request, engine });
    if (by === 'chosen') this.#judge(engine, trace);
    return trace;
  }

  /** What is left of an answer, and how it came about. */
  #tracedBy({ answer, text, covers, way, waited }: Given<Trace>): Trace {
    const { tally } = this.#schedule;
    const schedule = { way, waited, tally, saved: savedBy(tally) };
    const outcome =
      answer.outcome.kind === 'completion'
        ? { ...answer.outcome, text, ...(covers > 0 ? { covers } : {}) }
        : answer.outcome;
    return { ...answer, outcome, schedule };
  }

  /** A model that has answered works again; where it was not asked, nothing is known. */
  #judge({ root, settings }: Engine, { outcome, stages }: Trace): void {
    const of = `the model of ${root}`;
    this.#port.failures.worked('engine');
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

function keep(traces: Map<string, Trace>, uri: string, trace: Trace): void {
  traces.delete(uri);
  traces.set(uri, trace);
  const oldest = traces.keys().next().value;
  if (traces.size > kept && oldest !== undefined) traces.delete(oldest);
}

/** The quick model answers first only where it is sure, and only what was checked. */
function quickly({ cascade }: OfferSettings): Partial<Settings> {
  return { confidence: cascade, eagerness: 'verified only', allowErrors: false };
}

function offerOf({ outcome }: Trace): string {
  return outcome.kind === 'completion' ? outcome.text : '';
}

/** What a slow or broken part was the reason for may be another time otherwise. */
function isLasting({ outcome }: Trace): boolean {
  return (
    outcome.kind === 'completion' ||
    (outcome.reason !== 'not checked in time' && outcome.reason !== 'model failed')
  );
}

/** One line of the log for an answer: what, how long each stage took, and what was saved so far. */
function lineOf({ file, line, column, outcome, stages, schedule }: Trace): string {
  const ms = Math.round(stages.reduce((sum, stage) => sum + stage.ms, 0));
  const what = outcome.kind === 'none' ? outcome.reason : 'completion';
  const each = stages.map((spent) => `${spent.stage} ${Math.round(spent.ms)}`).join(', ');
  const how = schedule ? `; ${scheduled(schedule)}` : '';
  return `${file}:${line}:${column}: ${what}, ${ms} ms (${each})${how}`;
}

function scheduled({ way, waited, tally, saved }: Scheduling): string {
  const { asks, calls, dropped, superseded } = tally;
  return `${way} after ${Math.round(waited)} ms; ${asks} requests, ${calls} calls, ${saved} saved, ${dropped} typed past, ${superseded} ended early`;
}

/** In a remote window a refused loopback address says which machine it is of. */
function withMachine(message: string, { model }: Settings, remote: string | undefined): string {
  const host = URL.parse(model.endpoint ?? '')?.hostname ?? '';
  const isLoopback = /^(localhost|127\..*|\[::1\])$/.test(host);
  if (remote === undefined || !isLoopback || !message.includes('ECONNREFUSED')) return message;
  return `${message} Keyhole runs on the remote machine (${remote}): there "${host}" is that machine, not yours.`;
}
