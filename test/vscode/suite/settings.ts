/** Settings hold from the moment at which they change, and a workspace cannot choose who is sent its code. */

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { setup, suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import { accepted, closeAll, commit, configure, explained, fileUri, ready, show } from './steps.ts';

suite('settings', () => {
  suiteSetup(ready);
  setup(closeAll);

  test('enable off: nothing comes by itself, and a completion still on request', async () => {
    const editor = await showBefore('.');
    await using _ = await configure('enable', false);
    await vscode.commands.executeCommand('type', { text: '.' });
    await sleep(1_500);
    assert.equal(await commit(editor), undefined);
    assert.match((await accepted(editor)) ?? '', /^total/);
  });

  test('what a person types is completed by itself', async () => {
    const editor = await showBefore('.');
    assert.match((await typed(editor, '.')) ?? '', /^total/);
  });

  test('an extension that is stood aside for silences what comes by itself', async () => {
    const editor = await showBefore('.');
    await using _ = await configure('standAsideFor', ['keyhole.keyhole', 7]);
    await vscode.commands.executeCommand('type', { text: '.' });
    await sleep(1_500);
    assert.equal(await commit(editor), undefined);
  });

  test('the budget is in the next trace', async () => {
    const editor = await show(fileUri('main.ts'), 'return invoice.');
    await using _ = await configure('budget', 321, vscode.ConfigurationTarget.Workspace);
    await accepted(editor);
    await explained(/ of 321 tokens/);
  });

  test('a confidence that no model has silences the embedded one, and the trace says so', async () => {
    const editor = await show(fileUri('main.ts'), 'return invoice.');
    await using _ = await configure('confidence', 1);
    assert.equal(await accepted(editor, 3), undefined);
    await explained(/none: .*confiden/);
  });

  test('the workspace cannot set the endpoint', async () => {
    const file = await vscode.workspace.openTextDocument(fileUri('.vscode/settings.json'));
    assert.match(file.getText(), /"keyhole.model.endpoint": "http/);
    const settings = vscode.workspace.getConfiguration('keyhole', fileUri('main.ts'));
    assert.equal(settings.get('model.endpoint'), '');
    assert.equal(settings.get('budget'), 900, 'the file of the workspace was not read at all');
    const editor = await show(fileUri('main.ts'), 'return invoice.');
    assert.match((await accepted(editor)) ?? '', /^total/);
    await explained(/model embedded/);
  });
});

/** The place of the fixture without the character that is to be typed. */
async function showBefore(text: string): Promise<vscode.TextEditor> {
  const editor = await show(fileUri('main.ts'), `return invoice${text}`);
  for (const _ of text) await vscode.commands.executeCommand('deleteLeft');
  return editor;
}

/** Types into a fresh copy of the place until ghost text has come by itself, and accepts it. */
async function typed(editor: vscode.TextEditor, text: string): Promise<string | undefined> {
  for (let attempt = 0; attempt < 3; attempt++) {
    await vscode.commands.executeCommand('type', { text });
    for (let look = 0; look < 10; look++) {
      await sleep(300);
      const inserted = await commit(editor);
      if (inserted) return inserted;
    }
    await vscode.commands.executeCommand('deleteLeft');
  }
  return undefined;
}
