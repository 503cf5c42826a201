/** The doctor in the editor: what it looks at, step by step, in a document; and the ways on from what is wrong. */

import * as vscode from 'vscode';
import { type DoctorParams, doctorMethod, type DoctorStep } from '../server/protocol/protocol.ts';
import type { Server } from './server.ts';
import type { TraceDocuments } from './trace-documents.ts';

const marks: Readonly<Record<DoctorStep['state'], string>> = {
  ok: '✓',
  warning: '!',
  failed: '✗',
  skipped: '–',
};

/** Shows each step as it comes, and offers another model where one has failed. */
export async function runDoctor(server: Server, traces: TraceDocuments): Promise<void> {
  const title = vscode.l10n.t('Keyhole: Doctor');
  const steps: DoctorStep[] = [];
  const listening = server.onDidDoctor((step) => {
    steps.push(step);
    traces.write(title, steps.map(lineOf).join('\n'));
  });
  const uri = vscode.window.activeTextEditor?.document.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const params: DoctorParams = uri?.scheme === 'file' ? { uri: uri.toString() } : {};
  try {
    await traces.show(title, vscode.l10n.t('Looking…'));
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
      server.request(doctorMethod, params),
    );
  } finally {
    listening.dispose();
  }
  const failed = steps.find(({ state }) => state === 'failed');
  if (!failed) return;
  const choose = vscode.l10n.t('Choose Model…');
  const answer = await vscode.window.showWarningMessage(failed.text, choose);
  if (answer === choose) await vscode.commands.executeCommand('keyhole.chooseModel');
}

function lineOf({ name, state, text, ms }: DoctorStep): string {
  const time = ms === undefined ? '' : ` (${Math.round(ms)} ms)`;
  return `${marks[state]} ${name}${time}\n    ${text}\n`;
}
