/** The commands. Each says in a message what it could not do. */

import * as vscode from 'vscode';
import {
  type AcceptedParams,
  acceptedMethod,
  type CompleteParams,
  explainLastMethod,
  inspectHoleMethod,
  type LastTraceParams,
  type Offered,
  rebuildIndexMethod,
} from '../server/protocol/protocol.ts';
import type { KeyStore } from './key-store.ts';
import type { Pause } from './pause.ts';
import type { Server } from './server.ts';
import type { TraceDocuments } from './trace-documents.ts';
import type { Views } from './views.ts';

export interface CommandParts {
  readonly server: Server;
  readonly log: vscode.LogOutputChannel;
  readonly pause: Pause;
  readonly keys: KeyStore;
  readonly traces: TraceDocuments;
  readonly views: () => Promise<Views>;
}

export function registerCommands(parts: CommandParts): vscode.Disposable[] {
  const { server, log, pause, keys, views } = parts;
  const commands: Readonly<Record<string, (...words: never[]) => unknown>> = {
    'keyhole.completeHere': () => completeHere(parts),
    'keyhole.explainLast': () => explainLast(parts),
    'keyhole.inspectLast': async () => (await views()).showPanel(),
    'keyhole.chooseModel': async () => (await views()).chooseModel(),
    'keyhole.doctor': async () => (await views()).doctor(),
    'keyhole.trySample': async () => (await views()).trySample(),
    'keyhole.openWalkthrough': openWalkthrough,
    'keyhole.inspectHole': () => inspectHole(parts),
    'keyhole.pause': () => pause.set(true),
    'keyhole.resume': () => pause.set(false),
    'keyhole.rebuildIndex': () => server.request(rebuildIndexMethod),
    'keyhole.restart': () => server.restart(),
    'keyhole.showLog': () => log.show(),
    'keyhole.setApiKey': () => keys.ask(server),
    'keyhole.showMenu': () => showMenu(pause),
    'keyhole.accepted': (offered: Offered) => accepted(server, offered),
  };
  return Object.entries(commands).map(([id, run]) => vscode.commands.registerCommand(id, run));
}

/** Makes what an accepted completion needs besides its text, such as an import; the server has the trace of each. */
async function accepted(server: Server, { id, change }: Offered): Promise<void> {
  const params: AcceptedParams = { id };
  await server.notify(acceptedMethod, params);
  if (!change) return;
  const edit = new vscode.WorkspaceEdit();
  for (const {
    range: { start, end },
    newText,
  } of change.edits) {
    const range = new vscode.Range(start.line, start.character, end.line, end.character);
    edit.replace(vscode.Uri.parse(change.uri), range, newText);
  }
  await vscode.workspace.applyEdit(edit);
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

function openWalkthrough(): Thenable<unknown> {
  return vscode.commands.executeCommand('workbench.action.openWalkthrough', 'keyhole.keyhole#start', false);
}

async function explainLast({ server, traces }: CommandParts): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const ask = (params: LastTraceParams) => server.request<string | null>(explainLastMethod, params);
  const own = uri && uri.scheme !== 'keyhole-trace' ? await ask({ uri: uri.toString() }) : null;
  const text = own ?? (await ask({}));
  if (text) return traces.show(vscode.l10n.t('Keyhole: Last Completion'), text);
  await vscode.window.showInformationMessage(
    vscode.l10n.t('There is no completion to explain yet: type in a file, or run "Keyhole: Complete Here".'),
  );
}

async function inspectHole({ server, traces }: CommandParts): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const { line = 0, character = 0 } = editor?.selection.active ?? {};
  const params: CompleteParams = {
    uri: editor?.document.uri.toString() ?? '',
    position: { line: line + 1, column: character + 1 },
  };
  const text = await server.request<string | null>(inspectHoleMethod, params);
  if (text) return traces.show(vscode.l10n.t('Keyhole: Hole'), text);
  await vscode.window.showInformationMessage(
    vscode.l10n.t('There is no hole to inspect: put the cursor into a file that Keyhole completes in.'),
  );
}

async function showMenu(pause: Pause): Promise<void> {
  const entry = (icon: string, title: string, command: string, ...words: string[]) => ({
    label: `$(${icon}) ${title}`,
    run: () => vscode.commands.executeCommand(command, ...words),
  });
  const { t } = vscode.l10n;
  const separator = { label: '', kind: vscode.QuickPickItemKind.Separator, run: () => undefined };
  const chosen = await vscode.window.showQuickPick(
    [
      entry('key', t('Complete Here'), 'keyhole.completeHere'),
      entry('inspect', t('Inspect Last Request'), 'keyhole.inspectLast'),
      entry('info', t('Explain Last Completion'), 'keyhole.explainLast'),
      entry('search', t('Inspect Hole'), 'keyhole.inspectHole'),
      pause.isOn
        ? entry('debug-start', t('Resume'), 'keyhole.resume')
        : entry('debug-pause', t('Pause'), 'keyhole.pause'),
      separator,
      entry('hubot', t('Choose Model…'), 'keyhole.chooseModel'),
      entry('lock', t('Set API Key'), 'keyhole.setApiKey'),
      entry('pulse', t('Doctor'), 'keyhole.doctor'),
      separator,
      entry('refresh', t('Rebuild Index'), 'keyhole.rebuildIndex'),
      entry('sync', t('Restart'), 'keyhole.restart'),
      entry('output', t('Show Log'), 'keyhole.showLog'),
      entry('gear', t('Settings'), 'workbench.action.openSettings', 'keyhole'),
    ],
    { title: 'Keyhole' },
  );
  await chosen?.run();
}
