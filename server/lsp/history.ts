/**
 * The last requests as they were asked and answered, for the inspector. Invariant: newest last, at most so many and
 * with at most so much text; what is held of a request is enough to ask it again.
 */

import type { Engine, EngineRequest } from '../host/host.ts';
import type { RequestedBy, RequestSummary, Trace } from '../protocol/protocol.ts';
import type { Asked } from './question.ts';

/** Requests, and UTF-16 units of their documents together. */
const most = { requests: 100, text: 20_000_000 };

export interface PastRequest {
  readonly summary: RequestSummary;
  readonly trace: Trace;
  /** As it was asked, with the document of that moment. */
  readonly asked: Asked;
  readonly request: EngineRequest;
}

/** A request that was answered just now, and what did. */
export type AnsweredRequest = Omit<PastRequest, 'summary'> & { readonly engine: Engine };

export class History {
  readonly #requests = new Map<string, PastRequest>();
  #text = 0;

  /** Newest first. */
  get summaries(): readonly RequestSummary[] {
    return [...this.#requests.values()].map(({ summary }) => summary).reverse();
  }

  at(id: string): PastRequest | undefined {
    return this.#requests.get(id);
  }

  add({ trace, asked, request, engine }: AnsweredRequest, by: RequestedBy): PastRequest {
    const past = { trace, asked, request, summary: summaryOf({ trace, asked, engine }, by) };
    this.#put(past);
    return past;
  }

  /** Puts what was answered before the server started before everything else. */
  restore(older: readonly PastRequest[]): void {
    const newer = [...this.#requests.values()];
    this.#requests.clear();
    this.#text = 0;
    for (const past of [...older, ...newer]) this.#put(past);
  }

  #put(past: PastRequest): void {
    const newest = past.summary.id;
    this.#requests.set(newest, past);
    this.#text += past.request.document.text.length;
    for (const [id, { request }] of this.#requests) {
      if (this.#requests.size <= most.requests && (this.#text <= most.text || id === newest)) break;
      this.#requests.delete(id);
      this.#text -= request.document.text.length;
    }
  }
}

function summaryOf(
  { trace, asked, engine }: Pick<AnsweredRequest, 'trace' | 'asked' | 'engine'>,
  by: RequestedBy,
): RequestSummary {
  const { id, file, line, column, model, outcome, contextTokens, budget, stages } = trace;
  const ms = stages.reduce((sum, stage) => sum + stage.ms, 0);
  return {
    id: id.replace(/\/\d+$/, ''),
    feature: 'completion',
    by,
    uri: asked.uri,
    folder: engine.root,
    file,
    line,
    column,
    model,
    contextTokens,
    budget,
    at: Date.now(),
    ms: Math.round(ms * 10) / 10,
    ...(outcome.kind === 'none' ? { reason: outcome.reason } : { text: firstLine(outcome.text) }),
  };
}

function firstLine(text: string): string {
  return /[^\r\n]*/.exec(text.trim())?.[0].slice(0, 120) ?? '';
}
