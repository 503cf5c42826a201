/** A model behind HTTP: it answers, and its socket is closed as soon as nobody waits for the answer any more. */

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { setup, suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import { openAIServer } from '../../support/openai-server.ts';
import { accepted, closeAll, explained, fileUri, forever, ready, show, until, useModel } from './steps.ts';

suite('a model behind HTTP', () => {
  suiteSetup(ready);
  setup(closeAll);

  test('answers, and the trace names it', async () => {
    await using model = await openAIServer(() => ['total']);
    await using _ = await useModel(model);
    const editor = await show(fileUri('main.ts'), 'return invoice.');
    assert.match((await accepted(editor)) ?? '', /^total/);
    await explained(/model test-model/);
  });

  test('is not asked again while the person types into its answer, and hung up on when the document is closed', async () => {
    await using model = await openAIServer(async function* () {
      await sleep(forever, undefined, { ref: false });
      yield 'never';
    });
    await using _ = await useModel(model);
    const { requests, hangUps } = model;
    const waiting = () => requests.length - hangUps.length;
    const asks = (end: string) => waiting() === 1 && requests.at(-1)?.prompt.includes(`${end}<HOLE/>`);
    await show(fileUri('main.ts'), 'return invoice.');
    // The command ends with the answer.
    void vscode.commands.executeCommand('keyhole.completeHere');
    await until('the model is asked', () => asks('return invoice.'));
    await vscode.commands.executeCommand('type', { text: 't' });
    // Longer than the delay after which a keystroke asks by itself.
    await sleep(1_000);
    assert.ok(asks('return invoice.'), `${requests.length} requests, ${hangUps.length} ended`);
    await closeAll();
    await until('nobody waits', () => waiting() === 0);
  });
});
