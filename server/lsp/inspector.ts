/**
 * The inspector's questions about past requests. Invariant: a question about a request that is no longer kept, or
 * whose folder was closed, is answered with `null`; only "run again" asks a model.
 */

import { pathToFileURL } from 'node:url';
import type { CancellationToken } from 'vscode-languageserver/node';
import { distinctLevels } from '../context/context.ts';
import { exportTrace } from '../features/features.ts';
import type { Engine } from '../host/host.ts';
import {
  budgetMethod,
  checkSteering,
  exportFormats,
  exportRequestMethod,
  inspectItemMethod,
  inspectRequestMethod,
  type InspectedItem,
  type InspectedRequest,
  isFields,
  requestedMethod,
  requestsMethod,
  type RequestedBy,
  type RequestSummary,
  reselectMethod,
  runAgainMethod,
  steerMethod,
  type Steering,
  type Trace,
} from '../protocol/protocol.ts';
import { cancellable } from './cancellable.ts';
import { type AnsweredRequest, History, type PastRequest } from './history.ts';
import type { KeptRequests } from './kept-requests.ts';
import { placed, withBudget } from './question.ts';
import type { Connection } from './transport.ts';

export interface InspectorPort {
  readonly connection: Connection;
  /** The engine of a folder, where that is still in use. */
  engineAt(folder: string): Promise<Engine> | undefined;
  /** Absolute paths of the folders that are open. */
  folders(): readonly string[];
  /** What outlives the server. */
  kept(): KeptRequests;
}

/** A past request, and who can be asked about it. */
interface Question {
  readonly past: PastRequest;
  readonly engine: Engine;
}

/** The items that were found for a request, at every level. */
type Found = Awaited<ReturnType<Engine['assemble']>>[number]['items'];

export class Inspector {
  readonly #port: InspectorPort;
  readonly #history = new History();
  readonly #found = new WeakMap<PastRequest, Promise<Found>>();
  /** Somebody has asked for the requests and wants to hear of new ones. */
  #heard = false;
  #restored: Promise<void> | undefined;
  #again = 0;
  #budget: number | undefined;

  constructor(port: InspectorPort) {
    this.#port = port;
  }

  /** Tokens of context that the person has set for this window, if any. */
  get budget(): number | undefined {
    return this.#budget;
  }

  /** A request was answered. */
  add(answered: AnsweredRequest, by: RequestedBy): RequestSummary {
    const past = this.#history.add(answered, by);
    const { summary } = past;
    this.#port.kept().add(past, answered.engine.settings.keptRequests);
    if (this.#heard) void this.#port.connection.sendNotification(requestedMethod, summary);
    return summary;
  }

  listen(): void {
    const { connection } = this.#port;
    connection.onNotification(budgetMethod, (params: unknown) => {
      this.#budget = isFields(params) ? budgetIn(params) : undefined;
    });
    connection.onRequest(requestsMethod, async () => {
      this.#restored ??= this.#restore();
      await this.#restored;
      this.#heard = true;
      return this.#history.summaries;
    });
    connection.onRequest(inspectRequestMethod, (params: unknown) => this.#inspected(params));
    connection.onRequest(exportRequestMethod, (params: unknown) => this.#exported(params));
    const asking = <T>(answer: (question: Question, params: Fields, signal: AbortSignal) => Promise<T>) => {
      return (params: unknown, token: CancellationToken): Promise<T> | null => {
        const past = this.#at(params);
        const engine = past && this.#port.engineAt(past.summary.folder);
        if (!engine || !isFields(params)) return null;
        return cancellable(token, async (signal) => answer({ past, engine: await engine }, params, signal));
      };
    };
    connection.onRequest(
      reselectMethod,
      asking((...words) => this.#reselected(...words)),
    );
    connection.onRequest(
      runAgainMethod,
      asking((...words) => this.#ranAgain(...words)),
    );
    connection.onRequest(
      steerMethod,
      asking((past, params) => this.#steer(past, params)),
    );
    connection.onRequest(
      inspectItemMethod,
      asking((...words) => this.#item(...words)),
    );
  }

  /** What was asked before this server started. */
  async #restore(): Promise<void> {
    this.#history.restore(await this.#port.kept().read(this.#port.folders()));
  }

  #at(params: unknown): PastRequest | undefined {
    return isFields(params) && typeof params.id === 'string' ? this.#history.at(params.id) : undefined;
  }

  #inspected(params: unknown): InspectedRequest | null {
    const past = this.#at(params);
    return past ? { summary: past.summary, trace: past.trace } : null;
  }

  #exported(params: unknown): string | null {
    const format = isFields(params) ? exportFormats.find((known) => known === params.format) : undefined;
    const past = this.#at(params);
    return past && format ? exportTrace(past.trace, format) : null;
  }

  async #reselected({ past, engine }: Question, params: Fields, signal: AbortSignal): Promise<Trace | null> {
    const budget = budgetIn(params) ?? past.trace.budget;
    const [assembled] = await engine.assemble(past.request, [budget], signal);
    return assembled ? placed(assembled.trace, past.asked) : null;
  }

  async #ranAgain({ past, engine }: Question, params: Fields, signal: AbortSignal): Promise<RequestSummary> {
    const { asked } = past;
    const id = `${past.summary.id}-again-${++this.#again}`;
    const request = { ...withBudget(past.request, budgetIn(params)), id };
    const trace = placed(await engine.complete(request, signal), asked);
    return this.add({ trace, asked, request, engine }, 'inspector');
  }

  async #steer({ engine }: Question, { steering }: Fields): Promise<Steering> {
    if (steering !== undefined) engine.steer(checkSteering(steering).steering);
    return engine.steering;
  }

  async #item(
    question: Question,
    { item, source }: Fields,
    signal: AbortSignal,
  ): Promise<InspectedItem | null> {
    const { past } = question;
    const known = this.#found.get(past) ?? this.#findAgain(question, signal);
    this.#found.set(past, known);
    known.catch(() => this.#found.delete(past));
    const found = (await known).find((one) => one.id === item && one.source === source);
    if (!found) return null;
    const { path, range } = found.symbol;
    return { uri: pathToFileURL(path).href, range, renderings: distinctLevels(found) };
  }

  async #findAgain({ engine, past }: Question, signal: AbortSignal): Promise<Found> {
    const [assembled] = await engine.assemble(past.request, [1], signal);
    return assembled?.items ?? [];
  }
}

type Fields = Readonly<Record<string, unknown>>;

function budgetIn({ budget }: Fields): number | undefined {
  return typeof budget === 'number' && budget > 0 ? budget : undefined;
}
