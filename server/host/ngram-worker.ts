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
  | { readonly kind: 'complete'; readonly id: number; readonly request: NgramRequest }
  | { readonly kind: 'judge'; readonly id: number; readonly question: NgramQuestion };

/** Its answer; `completions` is empty for all but `complete`. */
export interface NgramReply {
  readonly id: number;
  readonly completions: readonly NgramCompletion[];
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
  const { id } = message;
  try {
    if (message.kind === 'complete') return { id, completions: model.complete(message.request) };
    if (message.kind === 'judge') return { id, completions: [], judgement: model.judge(message.question) };
    for (const file of message.files) model.learn(file);
    return { id, completions: [] };
  } catch (error) {
    return { id, completions: [], error: String(error) };
  }
}
