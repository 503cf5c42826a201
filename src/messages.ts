/** What the server has to tell a person: whole, and with the way to more. */

import * as vscode from 'vscode';
import { MessageType, type ShowMessageParams } from 'vscode-languageclient/node';

/** Shows a message; one with a button is not cut to a line. */
export async function showMessage({ type, message }: ShowMessageParams): Promise<void> {
  const showLog = vscode.l10n.t('Show Log');
  const answer = await shower(type)(message, showLog);
  if (answer === showLog) await vscode.commands.executeCommand('keyhole.showLog');
}

function shower(type: MessageType): (message: string, ...buttons: string[]) => Thenable<string | undefined> {
  if (type === MessageType.Error) return vscode.window.showErrorMessage;
  if (type === MessageType.Warning) return vscode.window.showWarningMessage;
  return vscode.window.showInformationMessage;
}
