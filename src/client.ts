/** The language client: how the server is started, which documents it sees, when it is asked. */

import * as vscode from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import type { InitializationOptions } from '../server/protocol/protocol.ts';
import { isSilent } from './ghost-text.ts';
import type { Pause } from './pause.ts';

export interface ClientParts {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly pause: Pause;
}

const languages = ['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python'];
const schemes = ['file', 'untitled'];

/** The client, not started yet. */
export function createClient({ context, log, pause }: ClientParts): LanguageClient {
  const module = context.asAbsolutePath('dist/language-server.js');
  const server: ServerOptions = { module, transport: TransportKind.ipc };
  const initializationOptions: InitializationOptions = {
    acceptedCommand: true,
    ...(vscode.env.remoteName ? { remote: vscode.env.remoteName } : {}),
  };
  const options: LanguageClientOptions = {
    documentSelector: [
      ...schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language }))),
      ...languages.map((language) => ({ notebook: '*', language })),
    ],
    outputChannel: log,
    initializationOptions,
    middleware: {
      // The client's own feature offers the completions; a second provider would offer them twice.
      provideInlineCompletionItems: (document, ...[position, inline, token, next]) =>
        pause.isOn || isSilent(document) ? [] : next(document, position, inline, token),
    },
  };
  return new LanguageClient('keyhole', 'Keyhole', server, options);
}
