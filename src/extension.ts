/** The extension: puts server, status, commands and documents together. Nothing waits in `activate`. */

import * as vscode from 'vscode';
import {
  type AskEditorModelParams,
  askEditorModelMethod,
  type ImprovedParams,
  improvedMethod,
  pauseMethod,
} from '../server/protocol/protocol.ts';
import { BudgetStore } from './budget-store.ts';
import { registerCommands } from './commands.ts';
import { KeyStore } from './key-store.ts';
import { LanguageStatus } from './language-status.ts';
import { Offers } from './offers.ts';
import { Pause } from './pause.ts';
import { redacted } from './redacted-log.ts';
import { Server, type ShownState } from './server.ts';
import { StatusBar } from './status-bar.ts';
import { lazily, registerViews } from './lazy-views.ts';
import { TraceDocuments } from './trace-documents.ts';

/** What the extension gives to tests and to other extensions. */
export interface KeyholeApi {
  /** Resolves when the language server answers. */
  readonly ready: Promise<void>;
  /** Milliseconds that `activate` took. */
  readonly activationTime: number;
  /** What the server is doing. */
  readonly state: () => ShownState;
}

export function activate(context: vscode.ExtensionContext): KeyholeApi {
  const start = performance.now();
  const keys = new KeyStore(context.secrets);
  const log = redacted(vscode.window.createOutputChannel('Keyhole', { log: true }), () => keys.secrets);
  const pause = new Pause();
  const offers = new Offers();
  const server = new Server(async () => {
    // Most of the extension's code belongs to the client: it is read when nobody waits for it.
    const { createClient } = await import('./client.ts');
    return createClient({ context, log, pause, offers });
  });
  const budget = new BudgetStore(context.workspaceState);
  const views = lazily(async () => {
    const { createViews } = await import('./views.ts');
    return createViews({ context, server, budget, keys, traces });
  });
  const tellPause = () => server.notify(pauseMethod, { paused: pause.isOn });
  const traces = new TraceDocuments();
  void server.onRequest(askEditorModelMethod, async (params: AskEditorModelParams, token) => {
    const { answerEditorModel } = await import('./views.ts');
    return answerEditorModel({ params, token }, server, context.languageModelAccessInformation);
  });
  void server.onNotification(improvedMethod, async ({ uri }: ImprovedParams) => {
    if (!offers.isAt(uri)) return;
    await server.offerAnew();
    await offers.renew(uri);
  });
  const statusBar = new StatusBar({ server, pause, offers });
  context.subscriptions.push(log, pause, offers, traces, statusBar, new LanguageStatus(server, offers));
  context.subscriptions.push(...registerCommands({ server, log, pause, keys, traces, views }), server);
  context.subscriptions.push(...registerViews(views));
  context.subscriptions.push(
    pause.onDidChange(tellPause),
    server.onDidStart(() => Promise.all([keys.send(server), tellPause(), budget.send(server)])),
  );
  return { ready: server.ready, activationTime: performance.now() - start, state: () => server.state };
}
