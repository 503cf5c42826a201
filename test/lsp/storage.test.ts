import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startEditor, until, uriOf } from '../support/editor.ts';
import { fixture } from '../support/fixture.ts';
import { freshFolder } from '../support/indexing.ts';

const folder = freshFolder();
const shop = fixture('//- /a.ts\nexport const a = 1;\n//- /b.ts\nexport const b = 1;\n');
afterAll(() => {
  shop[Symbol.dispose]();
  folder[Symbol.dispose]();
});

async function indexedWith(storage: string) {
  const editor = await startEditor({ folders: [shop.root], initializationOptions: { storage } });
  await editor.open(uriOf(shop.path('a.ts')), 'typescript', 'export const a = 1;\n');
  await until(() => editor.heard.statuses.some(({ status }) => status.state === 'indexing'));
  await editor.ready();
  return editor;
}

test('what is known of files is kept in the folder that the editor gives', async () => {
  const storage = join(folder.path, 'storage');
  const editor = await indexedWith(storage);
  expect(await editor.quit()).toBe(0);
  expect(existsSync(join(storage, 'facts', 'facts-1.sqlite'))).toBe(true);
});

test('a folder that cannot be written is told of once, and everything works in memory', async () => {
  const storage = join(folder.path, 'blocked');
  writeFileSync(storage, '');
  await using editor = await indexedWith(storage);
  expect(editor.heard.messages).toEqual([expect.stringMatching(/cannot be kept in .+ in memory only/)]);
  await editor.request('keyhole/rebuildIndex', null);
  await editor.ready();
  expect(editor.heard.messages).toHaveLength(1);
});
