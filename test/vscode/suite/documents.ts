/** Documents that are not a plain file of the workspace. */

import assert from 'node:assert/strict';
import { setup, suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import { accepted, closeAll, explained, fileUri, ready, show, until } from './steps.ts';

suite('documents', () => {
  suiteSetup(ready);
  setup(closeAll);

  test('an untitled one is completed', async () => {
    const content = 'const word = { onlyHere: 1 };\nexport const size: number = word.';
    const document = await vscode.workspace.openTextDocument({ language: 'typescript', content });
    assert.match((await accepted(await show(document, 'number = word.'))) ?? '', /^onlyHere/);
  });

  test('one with CRLF keeps its line ends', async () => {
    const editor = await show(fileUri('windows.ts'), 'return invoice.');
    assert.equal(editor.document.eol, vscode.EndOfLine.CRLF);
    assert.match((await accepted(editor)) ?? '', /^total/);
    assert.doesNotMatch(editor.document.getText(), /[^\r]\n/);
    await explained(/^windows\.ts:4:/);
  });

  test('a very large one is completed from what stands before the cursor, and the trace says so', async () => {
    const editor = await show(fileUri('large.ts'), 'return invoice.');
    await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
    await until('there is a trace', () =>
      explained(/^large\.ts:4:/, /over 1 MB/).then(
        () => true,
        () => false,
      ),
    );
    assert.ok(editor.document.lineCount > 10_000);
  });

  test('a comparison is left alone', async () => {
    await vscode.commands.executeCommand('vscode.diff', fileUri('windows.ts'), fileUri('main.ts'));
    const editor = await until('the comparison is open', () => vscode.window.activeTextEditor);
    assert.equal(editor.document.uri.toString(), fileUri('main.ts').toString());
    editor.selection = new vscode.Selection(3, 17, 3, 17);
    assert.equal(await accepted(editor, 2), undefined);
  });

  test('a cell of a notebook is completed, with the cells before it', async () => {
    const code = (text: string) =>
      new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'typescript');
    const cells = [code('const earlier = { onlyHere: 1 };'), code('const size: number = earlier.')];
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData(cells),
    );
    await vscode.window.showNotebookDocument(notebook, { selections: [new vscode.NotebookRange(1, 2)] });
    const last = notebook.cellAt(1).document;
    await until('the cell can be typed into', async () => {
      await vscode.commands.executeCommand('notebook.cell.edit');
      return vscode.window.activeTextEditor?.document === last;
    });
    const editor = vscode.window.activeTextEditor!;
    const end = last.positionAt(last.getText().length);
    editor.selection = new vscode.Selection(end, end);
    assert.match((await accepted(editor)) ?? '', /^onlyHere/);
  });
});
