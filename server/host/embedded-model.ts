/**
 * The embedded n-gram model as a `Model`: the client of the thread that holds it. Learning is cut into
 * slices, so that a request never waits for more than one of them; a dead thread is started again.
 */

import type { Worker } from 'node:worker_threads';
import type { Surprise } from '../features/features.ts';
import {
  type GenerateRequest,
  leastCapabilities,
  type Model,
  ModelError,
  type NextNames,
  type NgramCompletion,
  type NgramFile,
  type NgramJudgement,
  type NgramQuestion,
  type NgramRequest,
  type Piece,
  type TokenGuard,
  type Tokenizer,
} from '../models/models.ts';
import type { NgramMessage, NgramReply } from './ngram-worker.ts';
import { startThread } from './threads.ts';

export interface EmbeddedModel extends Model {
  /**
   * Learns files, each in place of an earlier version of its path; give the nearest first. Resolves
   * when they are learned. @throws {ModelError} when the thread died meanwhile or is disposed.
   */
  learn(files: readonly NgramFile[]): Promise<void>;
  forget(path: string): void;
  /** How likely names come next, and how much texts say of the code before the cursor. */
  judge(question: NgramQuestion, signal: AbortSignal): Promise<NgramJudgement>;
  readonly surprise: Surprise;
  dispose(): Promise<void>;
}

export interface EmbeddedModelOptions {
  /** Called after the thread died and a new one, which knows no files, stands ready. */
  readonly onRestart?: () => void;
}

// A slice holds the learning thread for about 20 ms.
const sliceLength = 100_000;
const answerDeadline = 5_000;
const mostRestarts = 5;
/** The model itself has no window; this bounds what is laid out and counted. */
const contextWindow = 16_384;

type Ask =
  | { kind: 'learn' | 'surprise'; files: readonly NgramFile[] }
  | { kind: 'complete'; request: NgramRequest; held: boolean }
  | { kind: 'judge'; question: NgramQuestion };

interface Waiting {
  /** Says what alone may follow in a text. */
  readonly after: TokenGuard['after'];
  readonly resolve: (reply: NgramReply) => void;
  readonly reject: (error: Error) => void;
}

/** Starts the thread. It keeps the process alive only while it owes an answer. */
export function createEmbeddedModel(tokenizer: Tokenizer, options: EmbeddedModelOptions = {}): EmbeddedModel {
  const thread = new NgramThread(options);
  let last: { key: string; completions: readonly NgramCompletion[] } | undefined;
  const surprises = new Map<string, readonly number[]>();

  async function completions(
    request: GenerateRequest,
    signal: AbortSignal,
  ): Promise<readonly NgramCompletion[]> {
    const asked = { ...ngramRequest(request), rejected: [] };
    const key = JSON.stringify(asked);
    if (last?.key === key) return last.completions;
    const { completions: found } = await thread.ask(
      { kind: 'complete', request: asked, held: request.guard?.after !== undefined },
      AbortSignal.any([signal, AbortSignal.timeout(answerDeadline)]),
      request.guard,
    );
    last = { key, completions: found };
    return found;
  }

  async function* generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<Piece> {
    const found = await completions(request, signal).catch((error: unknown) => quietly(error, signal));
    const rejected = new Set(request.rejected);
    const best = signal.aborted ? undefined : found.find(({ text }) => !rejected.has(text));
    if (best) yield { text: best.text, confidence: best.confidence };
  }

  async function learn(files: readonly NgramFile[]): Promise<void> {
    last = undefined;
    for (const slice of slices(files)) await thread.ask({ kind: 'learn', files: slice });
    last = undefined;
  }

  async function judge(question: NgramQuestion, signal: AbortSignal): Promise<NgramJudgement> {
    const { judgement } = await thread.ask({ kind: 'judge', question }, signal);
    return judgement ?? { next: [], reached: [], information: [] };
  }

  async function surprise(stretches: readonly NgramFile[], signal: AbortSignal) {
    const unknown = stretches.filter((one) => !surprises.has(keyOf(one)));
    if (unknown.length > 0) {
      const reply = await thread.ask({ kind: 'surprise', files: unknown }, signal);
      if (surprises.size > rememberedSurprises) surprises.clear();
      for (const [at, one] of unknown.entries()) surprises.set(keyOf(one), reply.surprise[at] ?? []);
    }
    return stretches.map((one) => surprises.get(keyOf(one)) ?? []);
  }

  function forget(path: string): void {
    last = undefined;
    thread.tell({ kind: 'forget', path });
  }

  const fixed = {
    name: 'embedded',
    tokenizer,
    format: 'plain',
    attempts: 8,
    contextWindow,
    capabilities: { ...leastCapabilities, fim: 'native', contextLength: contextWindow, exactMask: true },
    prose: false,
  } as const;
  return { ...fixed, generate, learn, judge, surprise, forget, dispose: () => thread.dispose() };
}

/** Stretches whose surprise is remembered: it changes little while the project is learned on. */
const rememberedSurprises = 400;

function keyOf({ path, text }: NgramFile): string {
  return `${path}\n${text}`;
}

/** An aborted request ends without a word; any other failure is told. */
function quietly(error: unknown, signal: AbortSignal): readonly NgramCompletion[] {
  if (signal.aborted) return [];
  if (error instanceof ModelError) throw error;
  throw new ModelError('timed out', 'The embedded model did not answer in time; try again.', {
    cause: error,
  });
}

function ngramRequest({
  prompt,
  legal,
  likely,
  inScope,
  maxTokens,
  rejected,
}: GenerateRequest): NgramRequest {
  const { path, language, prefix, suffix, segments } = prompt;
  const contexts = segments.filter(({ kind }) => kind === 'context').map(({ text }) => text);
  return {
    path,
    language,
    prefix,
    suffix,
    contexts,
    likely,
    maxTokens,
    rejected,
    ...(legal ? { legal } : {}),
    ...(inScope ? { inScope } : {}),
  };
}

/** Files in order, cut so that no slice is much longer than the limit. */
function slices(files: readonly NgramFile[]): NgramFile[][] {
  const cut: NgramFile[][] = [];
  let length = sliceLength;
  for (const file of files) {
    if (length >= sliceLength) {
      cut.push([]);
      length = 0;
    }
    cut.at(-1)?.push({ path: file.path, text: file.text, language: file.language });
    length += file.text.length;
  }
  return cut;
}

/** The thread and what is asked of it. Invariant: every question is answered, refused or aborted. */
class NgramThread {
  readonly #options: EmbeddedModelOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #restarts = 0;
  #next = 0;

  constructor(options: EmbeddedModelOptions) {
    this.#options = options;
    this.#worker = this.#start();
  }

  /** Questions that come back are put to the guard. */
  ask(question: Ask, signal?: AbortSignal, guard?: TokenGuard): Promise<NgramReply> {
    signal?.throwIfAborted();
    const worker = this.#worker;
    if (!worker) return Promise.reject(new ModelError('failed', 'The embedded model has stopped.'));
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const abort = () => settle(() => reject(signal?.reason));
      const settle = (end: () => void) => {
        this.#waiting.delete(id);
        if (this.#waiting.size === 0) this.#worker?.unref();
        signal?.removeEventListener('abort', abort);
        end();
      };
      signal?.addEventListener('abort', abort);
      this.#waiting.set(id, {
        after: guard?.after?.bind(guard),
        resolve: (reply) => settle(() => resolve(reply)),
        reject: (error) => settle(() => reject(error)),
      });
      worker.ref();
      worker.postMessage({ ...question, id } satisfies NgramMessage);
    });
  }

  tell(message: NgramMessage): void {
    this.#worker?.postMessage(message);
  }

  async dispose(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#refuseAll('The embedded model was stopped.');
    await worker?.terminate();
  }

  #start(): Worker {
    const name = import.meta.url.endsWith('.ts') ? './ngram-worker.ts' : './ngram-worker.js';
    const worker = startThread(new URL(name, import.meta.url), { heap: 1024 });
    worker.unref();
    worker.on('message', (reply: NgramReply) => this.#answer(reply));
    // An error is always followed by the exit, which is where the thread is replaced.
    worker.on('error', () => undefined);
    worker.on('exit', () => this.#replace(worker));
    return worker;
  }

  #answer(reply: NgramReply): void {
    const { id, error, asks } = reply;
    const waiting = this.#waiting.get(id);
    if (asks) void this.#tell(asks, waiting?.after);
    else if (error === undefined) waiting?.resolve(reply);
    else waiting?.reject(new ModelError('failed', `The embedded model failed: ${error}.`));
  }

  /** One after the other: the type engine answers no faster for being asked all at once. */
  async #tell(texts: readonly string[], after: TokenGuard['after']): Promise<void> {
    const rules: (readonly NextNames[])[] = [];
    for (const text of texts) rules.push((await after?.(text)) ?? []);
    this.tell({ kind: 'told', rules });
  }

  #replace(dead: Worker): void {
    if (this.#worker !== dead) return;
    this.#worker = this.#restarts++ < mostRestarts ? this.#start() : undefined;
    this.#refuseAll('The embedded model crashed and was started again; try again.');
    if (this.#worker) this.#options.onRestart?.();
  }

  #refuseAll(message: string): void {
    for (const waiting of this.#waiting.values()) waiting.reject(new ModelError('failed', message));
  }
}
