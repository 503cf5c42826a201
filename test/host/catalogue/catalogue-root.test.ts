import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CatalogueRoot } from '../../../server/host/catalogue/catalogue-root.ts';
import { MemoryFactStore } from '../../../server/host/catalogue/fact-store.ts';
import { freshFolder, never } from '../../support/indexing.ts';

function folderWith(files: number) {
  const folder = freshFolder();
  for (let at = 0; at < files; at++) {
    mkdirSync(join(folder.path, `d${at % 20}`), { recursive: true });
    writeFileSync(join(folder.path, `d${at % 20}`, `f${at}.ts`), `export const a = ${at};\n`);
  }
  return folder;
}

test('what a walk comes upon is told while it goes on, and each file once', async () => {
  using folder = folderWith(400);
  const root = new CatalogueRoot(folder.path, new MemoryFactStore(), 'stored');
  let isOver = false;
  const surveying = root.survey(never).finally(() => (isOver = true));
  // A question that comes with the survey's, and not before it.
  await Promise.resolve();
  const told: string[] = [];
  const early: string[] = [];
  for (let left = 1; left > 0; ) {
    const answers = await root.next();
    const paths = answers.missing.map(({ path }) => path);
    told.push(...paths);
    if (!isOver) early.push(...paths);
    left = answers.left;
  }
  const { files, changed, said } = await surveying;
  expect(early.length).toBeGreaterThan(0);
  expect(told.toSorted()).toEqual(files.map(({ path }) => path));
  expect([...said, ...changed].toSorted()).toEqual(files.map(({ path }) => path));
});

test('who waits for a walk goes on when it is stopped', async () => {
  using folder = folderWith(1);
  const root = new CatalogueRoot(folder.path, new MemoryFactStore(), 'stored');
  const surveying = root.survey(AbortSignal.abort(new Error('enough')));
  surveying.catch(() => {});
  await Promise.resolve();
  expect((await root.next()).left).toBe(0);
  await expect(surveying).rejects.toThrow('enough');
});
