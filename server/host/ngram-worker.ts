/**
 * The thread of the embedded model: it owns the one `NgramModel` and answers messages in order. While it completes it
 * asks back what may follow in texts that it has come to; whatever else it is told waits for that.
 */

import { parentPort } from 'node:worker_threads';
import {
  type NextNames,
  type NgramCompletion,
  type NgramFile,
  type NgramJudgement,
  NgramModel,
  type NgramQuestion,
  type NgramRequest,
} from '../models/models.ts';

/** What the thread is told. Only messages with an `id` are answered. */
export type NgramMessage =
  | { readonly kind: 'learn'; readonly id: number; readonly files: readonly NgramFile[] }
  | { readonly kind: 'forget'; readonly path: string }
  | { readonly kind: 'surprise'; readonly id: number; readonly files: readonly NgramFile[] }
  /** `held`: there is a guard to ask back. */
  | { readonly kind: 'complete'; readonly id: number; readonly request: NgramRequest; readonly held: boolean }
  /** For each text that was asked about what alone may follow. */
  | { readonly kind: 'told'; readonly rules: readonly (readonly NextNames[])[] }
  | { readonly kind: 'judge'; readonly id: number; readonly question: NgramQuestion };

/** Its answer; what was not asked for is empty. */
export interface NgramReply {
  readonly id: number;
  readonly completions: readonly NgramCompletion[];
  /** Of each file mean bits per token for each line. */
  readonly surprise: readonly (readonly number[])[];
  /** Not an answer but a question, which `told` answers: texts that the completion has come to. */
  readonly asks?: readonly string[];
  /** For `judge`. */
  readonly judgement?: NgramJudgement;
  /** What went wrong: the message of an error that is a bug. */
  readonly error?: string;
}

const model = new NgramModel();

let told: ((rules: readonly (readonly NextNames[])[]) => void) | undefined;
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', (message: NgramMessage) => {
  if (message.kind === 'told') told?.(message.rules);
  else last = last.then(() => take(message));
});

async function take(message: Exclude<NgramMessage, { kind: 'told' }>): Promise<void> {
  if (message.kind === 'forget') model.forget(message.path);
  else parentPort?.postMessage(await answer(message));
}

async function completed({ id, request, held }: NgramMessage & { kind: 'complete' }) {
  if (!held) return model.complete(request);
  const completing = model.completing(request);
  let step = completing.next([]);
  while (!step.done) {
    const { promise, resolve } = Promise.withResolvers<readonly (readonly NextNames[])[]>();
    told = resolve;
    parentPort?.postMessage({ ...nothingFor(id), asks: step.value } satisfies NgramReply);
    step = completing.next(await promise);
  }
  return step.value;
}

function nothingFor(id: number) {
  return { id, completions: [], surprise: [] };
}

async function answer(message: Exclude<NgramMessage, { kind: 'forget' | 'told' }>): Promise<NgramReply> {
  const nothing = nothingFor(message.id);
  try {
    if (message.kind === 'complete') return { ...nothing, completions: await completed(message) };
    if (message.kind === 'surprise')
      return { ...nothing, surprise: message.files.map((file) => model.surprise(file)) };
    if (message.kind === 'judge') return { ...nothing, judgement: model.judge(message.question) };
    for (const file of message.files) model.learn(file);
    return nothing;
  } catch (error) {
    return { ...nothing, error: String(error) };
  }
}
