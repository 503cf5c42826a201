/** The commands. Each says in a message what it could not do. */

import * as vscode from 'vscode';
import { explainLastMethod, type LastTraceParams, rebuildIndexMethod } from '../server/protocol/protocol.ts';
import type { KeyStore } from './key-store.ts';
import type { Pause } from './pause.ts';
import type { Server } from './server.ts';
import type { TraceDocuments } from './trace-documents.ts';

export interface CommandParts {
  readonly server: Server;
  readonly log: vscode.LogOutputChannel;
  readonly pause: Pause;
  readonly keys: KeyStore;
  readonly traces: TraceDocuments;
}

export function registerCommands(parts: CommandParts): vscode.Disposable[] {
  const { server, log, pause, keys } = parts;
  const commands: Readonly<Record<string, () => unknown>> = {
    'keyhole.completeHere': () => completeHere(parts),
    'keyhole.explainLast': () => explainLast(parts),
    'keyhole.pause': () => pause.set(true),
    'keyhole.resume': () => pause.set(false),
    'keyhole.rebuildIndex': () => server.request(rebuildIndexMethod),
    'keyhole.showLog': () => log.show(),
    'keyhole.setApiKey': () => keys.ask(server),
    'keyhole.showMenu': () => showMenu(pause),
    // Learns of accepted completions; the server has the trace of each.
    'keyhole.accepted': () => {},
  };
  return Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run));
}

/** Asks anew, as a person who is ready to wait. */
async function completeHere({ pause, server }: CommandParts): Promise<void> {
  if (pause.isOn) {
    const resume = vscode.l10n.t('Resume');
    const answer = await vscode.window.showInformationMessage(vscode.l10n.t('Keyhole is paused.'), resume);
    if (answer !== resume) return;
    pause.set(false);
  }
  await server.offerAnew();
  await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
}

async function explainLast({ server, traces }: CommandParts): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const ask = (params: LastTraceParams) => server.request<string | null>(explainLastMethod, params);
  const own = uri && uri.scheme !== 'keyhole-trace' ? await ask({ uri: uri.toString() }) : null;
  const text = own ?? (await ask({}));
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
