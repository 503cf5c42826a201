/** Ghost text of the embedded model, in all kinds of documents. */

import assert from 'node:assert/strict';
import { suite, suiteSetup, test } from 'mocha';
import { accepted, explained, fileUri, ready, show } from './steps.ts';

suite('completion', () => {
  suiteSetup(ready);

  test('of the embedded model is a member that the types allow', async () => {
    const editor = await show(fileUri('main.ts'), 'return invoice.');
    assert.match((await accepted(editor)) ?? '', /^total;?$/);
  });

  test('can be explained', async () => {
    await show(fileUri('main.ts'), 'return invoice.');
    await explained(/^main\.ts:4:\d+, model embedded/, /receiver Invoice/);
  });
});
