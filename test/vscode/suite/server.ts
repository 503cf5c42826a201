/** The language server's life under the extension: paused, rebuilt, cancelled, killed. */

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { setup, suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import type { KeyholeApi } from '../../../src/extension.ts';
import { accepted, closeAll, commit, fileUri, ready, serverProcess, show, until } from './steps.ts';

suite('server', () => {
  let api: KeyholeApi;
  suiteSetup(async () => {
    api = await ready();
  });
  setup(closeAll);

  test('pause silences, resume speaks again', async () => {
    const editor = await show(fileUri('main.ts'), 'return invoice.');
    await vscode.commands.executeCommand('keyhole.pause');
    await until('the server is paused', () => api.state().state === 'paused');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await sleep(1_500);
    assert.equal(await commit(editor), undefined);
    await vscode.commands.executeCommand('keyhole.resume');
    await ready();
    assert.match((await accepted(editor)) ?? '', /^total/);
  });

  test('the index can be rebuilt', async () => {
    await vscode.commands.executeCommand('keyhole.rebuildIndex');
    await ready();
    assert.match((await accepted(await show(fileUri('main.ts'), 'return invoice.'))) ?? '', /^total/);
  });

  test('one that is killed comes back with what is open and not saved', async () => {
    const editor = await show(fileUri('main.ts'), "makeInvoice('a');\n");
    const line = 'const unsaved = { onlyHere: 1 };\nexport const seen: number = unsaved.\n';
    await editor.edit((edit) => edit.insert(editor.selection.active, line));
    const killed = serverProcess();
    assert.ok(killed, 'there is no server');
    process.kill(killed, 'SIGKILL');
    await until('another server runs', () => {
      const now = serverProcess();
      return now !== undefined && now !== killed;
    });
    await ready();
    assert.match((await accepted(await show(editor.document, '= unsaved.'))) ?? '', /^onlyHere/);
  });

  test('a pause outlives the server', async () => {
    await vscode.commands.executeCommand('keyhole.pause');
    const killed = serverProcess();
    assert.ok(killed, 'there is no server');
    process.kill(killed, 'SIGKILL');
    await until('it comes back paused', () => serverProcess() !== killed && api.state().state === 'paused');
    await vscode.commands.executeCommand('keyhole.resume');
    await ready();
  });
});
