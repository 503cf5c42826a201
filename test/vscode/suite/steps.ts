/** What suites do in the extension host as a person would: open, type, accept, wait. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { KeyholeApi } from '../../../src/extension.ts';

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

/** Asks for ghost text and accepts it: what was inserted, or `undefined` where none came in time. */
export async function accepted(editor: vscode.TextEditor, seconds = 20): Promise<string | undefined> {
  const { document } = editor;
  const before = document.getText();
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    for (let look = 0; look < 6 && document.getText() === before; look++) {
      await sleep(200);
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    }
    if (document.getText() !== before) return insertion(before, document.getText());
  }
  return undefined;
}

/** The text that was put into one place. */
function insertion(before: string, after: string): string {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  return after.slice(start, start + after.length - before.length);
}

/** Sets a setting for everything, and gives what sets it back. */
export async function configure(name: string, value: unknown): Promise<AsyncDisposable> {
  const target = vscode.ConfigurationTarget.Global;
  const settings = vscode.workspace.getConfiguration('keyhole');
  const before = settings.inspect(name)?.globalValue;
  await settings.update(name, value, target);
  return { [Symbol.asyncDispose]: async () => settings.update(name, before, target) };
}

/** The text of the document that explains the last completion. */
export async function explained(): Promise<string> {
  const isTrace = ({ document }: vscode.TextEditor) => document.uri.scheme === 'keyhole-trace';
  await vscode.commands.executeCommand('keyhole.explainLast');
  const editor = await until('the explanation is shown', () =>
    vscode.window.visibleTextEditors.find(isTrace),
  );
  return editor.document.getText();
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
