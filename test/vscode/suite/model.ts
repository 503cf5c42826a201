/** A model behind HTTP, of which the process outside judges what it was asked and who hung up. */

import assert from 'node:assert/strict';
import { setup, suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import { accepted, closeAll, explained, fileUri, ready, show, until } from './steps.ts';

suite('a model behind HTTP', () => {
  suiteSetup(ready);
  setup(closeAll);

  test('answers, and the trace names it', async () => {
    const editor = await show(fileUri('main.ts'), 'return invoice.');
    assert.match((await accepted(editor)) ?? '', /^total/);
    await explained(/model test-model/);
  });

  test('is asked, and the person types on', async () => {
    const api = await ready();
    await show(fileUri('slow.ts'), 'return invoice.');
    await vscode.commands.executeCommand('keyhole.completeHere');
    await until('the model is asked', () => api.state().state === 'thinking');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    await vscode.commands.executeCommand('type', { text: 't' });
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
  });
});
