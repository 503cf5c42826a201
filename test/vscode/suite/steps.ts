/** What suites do in the extension host as a person would: open, type, accept, wait. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { KeyholeApi } from '../../../src/extension.ts';
import type { OpenAIServer } from '../../support/openai-server.ts';

/** Waits until something holds, at most `seconds`, and gives it. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  seconds = 30,
): Promise<T> {
  for (const end = Date.now() + seconds * 1000; ; await sleep(50)) {
    const found = await look();
    if (found) return found;
    if (Date.now() > end) throw new Error(`Not within ${seconds} seconds: ${what}.`);
  }
}

export function extension(): vscode.Extension<KeyholeApi> {
  const found = vscode.extensions.getExtension<KeyholeApi>('keyhole.keyhole');
  assert.ok(found, 'the extension is not there');
  return found;
}

/** The extension's interface, once the server answers and nothing is being indexed. */
export async function ready(): Promise<KeyholeApi> {
  const api = await extension().activate();
  await api.ready;
  await until('the server is ready', () => api.state().state === 'ready').catch((error: Error) => {
    throw new Error(`${error.message} It says ${JSON.stringify(api.state())}.`);
  });
  return api;
}

export function fileUri(name: string, folder = 0): vscode.Uri {
  const root = vscode.workspace.workspaceFolders?.[folder];
  assert.ok(root, 'no folder is open');
  return vscode.Uri.joinPath(root.uri, name);
}

/** Shows a document with the cursor after the first place where `after` stands. */
export async function show(of: vscode.Uri | vscode.TextDocument, after: string): Promise<vscode.TextEditor> {
  const document = of instanceof vscode.Uri ? await vscode.workspace.openTextDocument(of) : of;
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  const at = document.getText().indexOf(after);
  assert.ok(at >= 0, `"${after}" does not stand in the document`);
  const position = document.positionAt(at + after.length);
  editor.selection = new vscode.Selection(position, position);
  return editor;
}

/**
 * Asks for ghost text and accepts it: what was inserted, or `undefined` where none came in time. At times the workbench
 * drops an answer: it is asked anew then, but not while the server thinks, because that would end what it does.
 */
export async function accepted(editor: vscode.TextEditor, seconds = 40): Promise<string | undefined> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    await vscode.commands.executeCommand('keyhole.completeHere');
    for (const anew = Date.now() + 5_000; Date.now() < end; ) {
      await sleep(200);
      const inserted = await commit(editor);
      if (inserted !== undefined) return inserted;
      if (Date.now() > anew && extension().exports.state().state !== 'thinking') break;
    }
  }
  return undefined;
}

/** Accepts the ghost text that is shown: what was inserted, or `undefined` where none is. */
export async function commit({ document }: vscode.TextEditor): Promise<string | undefined> {
  const before = document.getText();
  await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
  return document.getText() === before ? undefined : insertion(before, document.getText());
}

/** The text that was put into one place. */
function insertion(before: string, after: string): string {
  if (after.length <= before.length) throw new Error(`Not an insertion: ${JSON.stringify([before, after])}`);
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  return after.slice(start, start + after.length - before.length);
}

/** Sets a setting, for everything unless told, and gives what sets it back. */
export async function configure(
  name: string,
  value: unknown,
  target = vscode.ConfigurationTarget.Global,
): Promise<AsyncDisposable> {
  const set = (to: unknown) => vscode.workspace.getConfiguration('keyhole').update(name, to, target);
  const known = vscode.workspace.getConfiguration('keyhole').inspect(name);
  const before = target === vscode.ConfigurationTarget.Global ? known?.globalValue : known?.workspaceValue;
  await set(value);
  return { [Symbol.asyncDispose]: async () => set(before) };
}

/** Milliseconds that are longer than any test. */
export const forever = 120_000;

/** Has a model behind HTTP asked, and waited for, until what is given is disposed. */
export async function useModel({ endpoint }: OpenAIServer): Promise<AsyncDisposable> {
  const settings = new AsyncDisposableStack();
  for (const name of ['modelFirstTokenDeadline', 'modelDeadline'])
    settings.use(await configure(name, forever));
  settings.use(await configure('model.name', 'test-model'));
  settings.use(await configure('model.endpoint', endpoint));
  return settings;
}

/** Has the last completion explained, and checks what the document says. */
export async function explained(...says: readonly RegExp[]): Promise<void> {
  const text = () => {
    const isTrace = ({ document }: vscode.TextEditor) => document.uri.scheme === 'keyhole-trace';
    return vscode.window.visibleTextEditors.find(isTrace)?.document.getText() ?? '';
  };
  await vscode.commands.executeCommand('keyhole.explainLast');
  await until('the explanation', () => says.every((pattern) => pattern.test(text())), 5).catch(() => {});
  for (const pattern of says) assert.match(text(), pattern);
}

/** Closes every editor; what was typed is gone. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    // The editor's own settings are open while it writes them.
    const isOwn = document.isUntitled || vscode.workspace.getWorkspaceFolder(document.uri) !== undefined;
    if (!document.isDirty || document.isClosed || !isOwn) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Id of the language server's process. */
export function serverProcess(): number | undefined {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
  const own = lines.map((line) => line.trim().split(/\s+/));
  const found = own.find(
    ([, parent, ...words]) =>
      Number(parent) === process.pid && words.join(' ').includes('language-server.js'),
  );
  return found && Number(found[0]);
}
