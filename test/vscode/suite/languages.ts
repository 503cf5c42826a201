/** Languages without a type checker, and settings that hold for one language alone. */

import assert from 'node:assert/strict';
import { setup, suite, suiteSetup, test } from 'mocha';
import * as vscode from 'vscode';
import { accepted, closeAll, fileUri, ready, show } from './steps.ts';

/** The fixture's files, a place in each, and what goes on there everywhere else in the file. */
const places = [
  ['shop.py', 'last += invoice.', /^total/],
  ['shop.go', 'last += invoice.', /^Total/],
  ['shop.rs', 'last += invoice.', /^total/],
  ['Shop.java', 'last += invoice.', /^total/],
] as const;

suite('languages', () => {
  suiteSetup(ready);
  setup(closeAll);

  for (const [file, after, expected] of places) {
    test(`${file} is completed`, async () => {
      assert.match((await accepted(await show(fileUri(file), after))) ?? '', expected);
    });
  }

  test('what is set for one of them holds for no other', async () => {
    const python = vscode.workspace.getConfiguration('keyhole', { languageId: 'python' });
    const set = (value: string | undefined) =>
      python.update('eagerness', value, vscode.ConfigurationTarget.Global, true);
    await set('off');
    try {
      assert.equal(await accepted(await show(fileUri('shop.py'), 'last += invoice.'), 3), undefined);
      assert.match((await accepted(await show(fileUri('shop.go'), 'last += invoice.'))) ?? '', /^Total/);
    } finally {
      await set(undefined);
    }
  });
});
