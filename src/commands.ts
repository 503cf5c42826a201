/** The commands. Each says in a message what it could not do. */

import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  explainLastMethod,
  type LastTraceParams,
  pauseMethod,
  rebuildIndexMethod,
} from '../server/protocol/protocol.ts';
import type { KeyStore } from './key-store.ts';
import type { Pause } from './pause.ts';
import type { TraceDocuments } from './trace-documents.ts';

export interface CommandParts {
  readonly client: LanguageClient;
  readonly log: vscode.LogOutputChannel;
  readonly pause: Pause;
  readonly keys: KeyStore;
  readonly traces: TraceDocuments;
}

export function registerCommands(parts: CommandParts): vscode.Disposable[] {
  const { client, log, pause, keys } = parts;
  const setPaused = async (paused: boolean) => {
    pause.set(paused);
    await client.sendNotification(pauseMethod, { paused });
  };
  const commands: Readonly<Record<string, () => unknown>> = {
    'keyhole.completeHere': completeHere,
    'keyhole.explainLast': () => explainLast(parts),
    'keyhole.pause': () => setPaused(true),
    'keyhole.resume': () => setPaused(false),
    'keyhole.rebuildIndex': () => client.sendRequest(rebuildIndexMethod),
    'keyhole.showLog': () => log.show(),
    'keyhole.setApiKey': () => keys.ask(),
    'keyhole.showMenu': () => showMenu(pause),
    // Learns of accepted completions; the server has the trace of each.
    'keyhole.accepted': () => {},
  };
  return Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run));
}

/** Asks anew, as a person who is ready to wait. */
async function completeHere(): Promise<void> {
  await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
}

async function explainLast({ client, traces }: CommandParts): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const params: LastTraceParams =
    uri && uri.scheme !== 'keyhole-trace' ? { uri: client.code2ProtocolConverter.asUri(uri) } : {};
  const text: string | null =
    (await client.sendRequest<string | null>(explainLastMethod, params)) ??
    (await client.sendRequest<string | null>(explainLastMethod, {}));
  if (text) return traces.show(text);
  await vscode.window.showInformationMessage(
    vscode.l10n.t('There is no completion to explain yet: type in a file, or run "Keyhole: Complete Here".'),
  );
}

async function showMenu(pause: Pause): Promise<void> {
  const entries = [
    { label: `$(key) ${vscode.l10n.t('Complete Here')}`, command: 'keyhole.completeHere' },
    { label: `$(info) ${vscode.l10n.t('Explain Last Completion')}`, command: 'keyhole.explainLast' },
    pause.isOn
      ? { label: `$(debug-start) ${vscode.l10n.t('Resume')}`, command: 'keyhole.resume' }
      : { label: `$(debug-pause) ${vscode.l10n.t('Pause')}`, command: 'keyhole.pause' },
    { label: `$(refresh) ${vscode.l10n.t('Rebuild Index')}`, command: 'keyhole.rebuildIndex' },
    { label: `$(lock) ${vscode.l10n.t('Set API Key')}`, command: 'keyhole.setApiKey' },
    { label: `$(output) ${vscode.l10n.t('Show Log')}`, command: 'keyhole.showLog' },
    {
      label: `$(gear) ${vscode.l10n.t('Settings')}`,
      command: 'workbench.action.openSettings',
      argument: 'keyhole',
    },
  ];
  const chosen = await vscode.window.showQuickPick(entries, { title: 'Keyhole' });
  if (chosen)
    await vscode.commands.executeCommand(chosen.command, ...('argument' in chosen ? [chosen.argument] : []));
}
