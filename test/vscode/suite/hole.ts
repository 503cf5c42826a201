/** What the editor shows of a hole, and what an accepted completion brings along. */

import assert from 'node:assert/strict';
import { setup, suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import { openAIServer } from '../../support/openai-server.ts';
import { closeAll, fileUri, ready, show, until, useModel } from './steps.ts';

suite('a hole', () => {
  suiteSetup(ready);
  setup(closeAll);

  test('is shown whole, in a document of its own', async () => {
    await show(fileUri('main.ts'), 'return invoice.');
    await vscode.commands.executeCommand('keyhole.inspectHole');
    const text = () =>
      vscode.window.visibleTextEditors
        .find(({ document }) => document.uri.path === 'Keyhole: Hole')
        ?.document.getText() ?? '';
    await until('the hole is shown', () => /^main\.ts:4:\d+\nkind +member\n/.test(text()), 10);
    assert.match(text(), /receiver +Invoice: 2 members, nothing else is legal/);
    assert.match(text(), /TypeScript \S+, [\d.]+ ms/);
  });

  test('is filled together with the import that it needs', async () => {
    await using model = await openAIServer(() => ["makeInvoice('b');"]);
    await using _ = await useModel(model);
    const editor = await show(fileUri('later.ts'), 'later: Invoice = ');
    await until('the completion is in', async () => {
      await vscode.commands.executeCommand('keyhole.completeHere');
      return until('ghost text is committed', () => commit(editor), 5).catch(() => false);
    });
    await until('its import is in', () =>
      editor.document.getText().includes("import { makeInvoice } from './invoice';\n"),
    );
    assert.match(editor.document.getText(), /later: Invoice = makeInvoice\('b'\);\n$/);
  });

  test('that was written down gives way to what fills it', async () => {
    await using model = await openAIServer(() => ["makeInvoice('c')"]);
    await using _ = await useModel(model);
    const editor = await show(fileUri('holed.ts'), 'holed = _(');
    const { document } = editor;
    await until('the completion is in', async () => {
      await vscode.commands.executeCommand('keyhole.completeHere');
      return until('ghost text is committed', () => commit(editor), 5).catch(() => false);
    });
    await until('the hole is gone', () => !document.getText().includes('_('));
    assert.match(document.getText(), /holed = makeInvoice\('c'\);\n$/);
  });
});

async function commit({ document }: vscode.TextEditor): Promise<boolean> {
  await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
  return document.isDirty;
}
