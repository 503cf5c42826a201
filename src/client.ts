/** The language client: how the server is started, which documents it sees, when it is asked. */

import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  InlineCompletionRequest,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  ShowMessageNotification,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import { type InitializationOptions, offeredLanguages } from '../server/protocol/protocol.ts';
import { configurationOf } from './configuration.ts';
import { isSilent } from './ghost-text.ts';
import { showMessage, showStopped } from './messages.ts';
import type { Offers } from './offers.ts';
import type { Pause } from './pause.ts';

export interface ClientParts {
  readonly context: vscode.ExtensionContext;
  /** Where the server's log and the trace of the protocol go. */
  readonly log: vscode.LogOutputChannel;
  readonly pause: Pause;
  readonly offers: Offers;
}

const schemes = ['file', 'untitled'];
const documentSelector = [
  ...schemes.flatMap((scheme) => offeredLanguages.map((language) => ({ scheme, language }))),
  ...offeredLanguages.map((language) => ({ notebook: '*', language })),
];

const automatic = vscode.InlineCompletionTriggerKind.Automatic;

/** So many ends of the server within so many milliseconds are too many. */
const tooMany = { ends: 5, within: 3 * 60_000 };

/** Milliseconds before a server that ended while it started is started again; until then the client cleans up. */
const breath = 500;

/** A client that tells nobody of its own troubles but the log: a person is told once, by this extension. */
class QuietClient extends LanguageClient {
  override error(message: string, about?: unknown): void {
    super.error(message, about, false);
  }
}

/** The client, not started yet. */
export function createClient({ context, log, pause, offers }: ClientParts): LanguageClient {
  const module = context.asAbsolutePath('dist/language-server.js');
  const server: ServerOptions = { module, transport: TransportKind.ipc };
  const initializationOptions: InitializationOptions = {
    acceptedCommand: true,
    editorModels: true,
    storage: context.globalStorageUri.fsPath,
    ...(vscode.env.remoteName ? { remote: vscode.env.remoteName } : {}),
  };
  const options: LanguageClientOptions = {
    documentSelector,
    outputChannel: log,
    traceOutputChannel: log,
    initializationOptions,
    errorHandler: restarting(() => client.state),
    initializationFailedHandler: () => false,
    middleware: {
      // The client's own feature offers the completions; a second provider would offer them twice.
      async provideInlineCompletionItems(document, ...[position, asked, token, next]) {
        const inline = offers.isRenewing(document) ? { ...asked, triggerKind: automatic } : asked;
        if (pause.isOn || isSilent(document, inline.triggerKind)) return [];
        const given = await next(document, position, inline, token);
        if (!token.isCancellationRequested) offers.offer(document, position, given);
        return given;
      },
      workspace: { configuration: configurationOf },
    },
  };
  const { version } = context.extension.packageJSON;
  log.info(`Keyhole ${version}, VS Code ${vscode.version}, Node ${process.versions.node}`);
  const client = new QuietClient('keyhole', 'Keyhole', server, options);
  client.onNotification(ShowMessageNotification.type, (params) => showMessage(params));
  return client;
}

/**
 * Makes the editor ask anew: it keeps its answer for a place, also an empty one, until the text changes or others offer
 * completions. The model may work now, or the pause be over.
 */
export function offerAnew(client: LanguageClient): void {
  const feature = client.getFeature(InlineCompletionRequest.method);
  feature?.clear();
  feature?.register({ id: 'keyhole', registerOptions: { documentSelector } });
}

/** A server that ends is started again, with one line in the log, unless it ends time and again: then with a message. */
function restarting(state: () => State): ErrorHandler {
  let ends: readonly number[] = [];
  return {
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    async closed() {
      const now = Date.now();
      ends = [...ends.filter((end) => now - end < tooMany.within), now];
      if (ends.length < tooMany.ends) {
        if (state() === State.Starting) await setTimeout(breath);
        const message = vscode.l10n.t('The language server has ended and is started again.');
        return { action: CloseAction.Restart, message, handled: true };
      }
      void showStopped(ends.length);
      ends = [];
      const message = vscode.l10n.t('The language server has ended too often and stays off.');
      return { action: CloseAction.DoNotRestart, message, handled: true };
    },
  };
}
