/**
 * Asks the editor's own models through the client: one request for each question; the text comes piece by piece as
 * notifications. Invariant: every question ends, with its text, an error in a sentence, or its signal.
 */

import { CancellationTokenSource } from 'vscode-languageserver/node';
import type { EditorModelPort, EditorPrompt } from '../models/models.ts';
import {
  type AskEditorModelParams,
  askEditorModelMethod,
  editorModelTextMethod,
  isFields,
} from '../protocol/protocol.ts';
import { messageOf } from '../text/text.ts';
import type { Connection } from './transport.ts';

/** Pieces that have come and were not taken yet. */
interface Channel {
  readonly pieces: string[];
  wake(): void;
}

export class EditorModels implements EditorModelPort {
  readonly #connection: Connection;
  readonly #channels = new Map<number, Channel>();
  #next = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
    connection.onNotification(editorModelTextMethod, (params: unknown) => this.#take(params));
  }

  async *send({ family, messages }: EditorPrompt, signal: AbortSignal): AsyncGenerator<string> {
    if (signal.aborted) return;
    const id = this.#next++;
    const token = new CancellationTokenSource();
    const abort = () => token.cancel();
    signal.addEventListener('abort', abort, { once: true });
    let wake = () => {};
    const channel: Channel = { pieces: [], wake: () => wake() };
    this.#channels.set(id, channel);
    let ended: { readonly problem?: string } | undefined;
    const params: AskEditorModelParams = { id, messages, ...(family === undefined ? {} : { family }) };
    const end = (how: { readonly problem?: string }) => {
      ended = how;
      channel.wake();
    };
    this.#connection.sendRequest(askEditorModelMethod, params, token.token).then(
      () => end({}),
      (error: unknown) => end({ problem: messageOf(error) }),
    );
    signal.addEventListener('abort', () => end({}), { once: true });
    try {
      for (;;) {
        yield* channel.pieces.splice(0);
        if (channel.pieces.length > 0) continue;
        if (signal.aborted) return;
        if (ended?.problem !== undefined) throw new Error(ended.problem);
        if (ended) return;
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    } finally {
      token.cancel();
      this.#channels.delete(id);
    }
  }

  #take(params: unknown): void {
    if (!isFields(params) || typeof params.id !== 'number' || typeof params.text !== 'string') return;
    const channel = this.#channels.get(params.id);
    channel?.pieces.push(params.text);
    channel?.wake();
  }
}
