/** What a person has to be told: whole, and with the ways on from there. */

import * as vscode from 'vscode';
import { MessageType, type ShowMessageParams } from 'vscode-languageclient/node';

/** A button, and the command that it runs. */
interface Way extends vscode.MessageItem {
  readonly command: string;
}

/** Shows a message with these ways, and the one to the log; one with a button is not cut to a line. */
export async function showMessage({ type, message }: ShowMessageParams, ...ways: Way[]): Promise<void> {
  const toLog = { title: vscode.l10n.t('Show Log'), command: 'keyhole.showLog' };
  const way = await shower(type)(message, ...ways, toLog);
  if (way) await vscode.commands.executeCommand(way.command);
}

/** Says that the server stays off, and offers to start it. */
export function showStopped(ends: number): Promise<void> {
  const message = vscode.l10n.t(
    'Keyhole is off: its language server has ended {0} times in three minutes. The log says why; restart it when that is mended.',
    ends,
  );
  const restart = { title: vscode.l10n.t('Restart'), command: 'keyhole.restart' };
  return showMessage({ type: MessageType.Error, message }, restart);
}

function shower(type: MessageType): (message: string, ...ways: Way[]) => Thenable<Way | undefined> {
  if (type === MessageType.Error) return vscode.window.showErrorMessage;
  if (type === MessageType.Warning) return vscode.window.showWarningMessage;
  return vscode.window.showInformationMessage;
}
