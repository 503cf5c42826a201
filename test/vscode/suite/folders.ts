/** Several folders in one window. */

import assert from 'node:assert/strict';
import { suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import { accepted, explained, fileUri, ready, show } from './steps.ts';

suite('several folders', () => {
  suiteSetup(ready);

  test('each has its own index, types and budget', async () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 2);
    assert.match((await accepted(await show(fileUri('main.ts', 0), 'return thing.'))) ?? '', /^leftOnly/);
    await explained(/ of 111 tokens/);
    assert.match((await accepted(await show(fileUri('main.ts', 1), 'return thing.'))) ?? '', /^rightOnly/);
    await explained(/ of 222 tokens/);
  });
});
