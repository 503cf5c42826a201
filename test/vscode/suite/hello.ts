/** The fixture extension in the real extension host. */

import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';

suite('hello', () => {
  test('activates by itself', async () => {
    const extension = vscode.extensions.getExtension('keyhole-test.hello');
    assert.ok(extension, 'the extension is not there');
    for (let waited = 0; !extension.isActive && waited < 20_000; waited += 50) await pause(50);
    assert.ok(extension.isActive, 'the extension did not activate');
  });

  test('its command runs, with the settings that the run was given', async () => {
    assert.equal(await vscode.commands.executeCommand('hello.greet'), 'Hello, rig!');
  });

  test('the workspace is open and readable', async () => {
    const [file] = await vscode.workspace.findFiles('**/main.ts');
    assert.ok(file, 'main.ts is not there');
    const document = await vscode.workspace.openTextDocument(file);
    assert.equal(document.languageId, 'typescript');
    assert.match(document.getText(), /export function greet/);
  });
});

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
