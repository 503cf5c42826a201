/** The extension: puts client, status, commands and documents together. Nothing waits in `activate`. */

import * as vscode from 'vscode';
import { createClient } from './client.ts';
import { registerCommands } from './commands.ts';
import { KeyStore } from './key-store.ts';
import { LanguageStatus } from './language-status.ts';
import { Pause } from './pause.ts';
import { StatusBar } from './status-bar.ts';
import { TraceDocuments } from './trace-documents.ts';

/** What the extension gives to tests and to other extensions. */
export interface KeyholeApi {
  /** Resolves when the language server answers. */
  readonly ready: Promise<void>;
  /** Milliseconds that `activate` took. */
  readonly activationTime: number;
}

export function activate(context: vscode.ExtensionContext): KeyholeApi {
  const start = performance.now();
  const log = vscode.window.createOutputChannel('Keyhole', { log: true });
  const pause = new Pause();
  const client = createClient({ context, log, pause });
  const parts = { client, log, pause, keys: new KeyStore(context.secrets, client) };
  const statusBar = new StatusBar(client, pause);
  const traces = new TraceDocuments();
  context.subscriptions.push(log, statusBar, new LanguageStatus(client), traces);
  context.subscriptions.push(...registerCommands({ ...parts, traces }), client);
  // The server starts after `activate` has returned: typing never waits for it.
  const ready = new Promise<void>((resolve) => setImmediate(resolve)).then(() => client.start());
  ready.then(
    () => parts.keys.send(),
    (error: unknown) => statusBar.failed(error instanceof Error ? error.message : String(error)),
  );
  return { ready, activationTime: performance.now() - start };
}
