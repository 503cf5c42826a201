/** The thread of the embedded model: it owns the one `NgramModel` and answers messages in order. */

import { parentPort } from 'node:worker_threads';
import {
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
  | { readonly kind: 'complete'; readonly id: number; readonly request: NgramRequest }
  | { readonly kind: 'judge'; readonly id: number; readonly question: NgramQuestion };

/** Its answer; what was not asked for is empty. */
export interface NgramReply {
  readonly id: number;
  readonly completions: readonly NgramCompletion[];
  /** Of each file mean bits per token for each line. */
  readonly surprise: readonly (readonly number[])[];
  /** For `judge`. */
  readonly judgement?: NgramJudgement;
  /** What went wrong: the message of an error that is a bug. */
  readonly error?: string;
}

const model = new NgramModel();

parentPort?.on('message', (message: NgramMessage) => {
  if (message.kind === 'forget') {
    model.forget(message.path);
    return;
  }
  parentPort?.postMessage(answer(message));
});

function answer(message: Exclude<NgramMessage, { kind: 'forget' }>): NgramReply {
  const nothing = { id: message.id, completions: [], surprise: [] };
  try {
    if (message.kind === 'complete') return { ...nothing, completions: model.complete(message.request) };
    if (message.kind === 'surprise')
      return { ...nothing, surprise: message.files.map((file) => model.surprise(file)) };
    if (message.kind === 'judge') return { ...nothing, judgement: model.judge(message.question) };
    for (const file of message.files) model.learn(file);
    return nothing;
  } catch (error) {
    return { ...nothing, error: String(error) };
  }
}
