/** A repository that nobody here wrote, and the embedded model. */

import assert from 'node:assert/strict';
import { suite, suiteSetup, test } from 'mocha';
import { accepted, explained, fileUri, ready, show } from './steps.ts';

suite('a real repository', () => {
  suiteSetup(ready);

  test('is completed with what its own types allow', async () => {
    const editor = await show(fileUri('internal/stopped.ts'), 'return subscription.');
    assert.match((await accepted(editor)) ?? '', /^closed/);
    await explained(/receiver Subscription/, /expected type boolean/);
  });
});
