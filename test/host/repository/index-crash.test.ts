import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { createParsePool } from '../../../server/host/parsing/parse-pool.ts';
import { freshFolder, indexed, pictureOf, scratch, storeAt } from '../../support/indexing.ts';
import { runs } from '../../support/long.ts';
import { projectRoot } from '../../support/sources.ts';

const folder = freshFolder();
const pool = createParsePool({ workers: 1 });
afterAll(async () => {
  await pool.dispose();
  folder[Symbol.dispose]();
});

/** Real sources, a hundred files. */
function sources(name: string): string {
  const root = join(folder.path, name);
  cpSync(join(projectRoot, 'node_modules/rxjs/src/internal/operators'), root, { recursive: true });
  return root;
}

/** Every file gets a text that no store has seen. */
function touch(root: string, round: number): void {
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }))
    if (name.endsWith('.ts')) appendFileSync(join(root, name), `// ${round}\n`);
}

function start(root: string, store: string) {
  const child = spawn(process.execPath, [join(projectRoot, 'test/support/index-process.ts'), root, store]);
  return { child, said: text(child.stdout), ended: once(child, 'exit') };
}

const hashOf = (picture: unknown) => createHash('sha256').update(JSON.stringify(picture)).digest('hex');
const answerOf = (said: string) => JSON.parse(said.trim().split('\n').at(-1)!);

test('killed at any moment while it writes, a process leaves a store that opens and is right', async () => {
  const root = sources('killed');
  const path = join(folder.path, 'killed-store');
  for (let round = 0; round < runs(3, 50); round++) {
    touch(root, round);
    const { child, ended } = start(root, path);
    await once(child.stdout, 'data');
    const delay = 300 + Math.random() * 2_000;
    await Promise.race([sleep(delay), ended]);
    child.kill('SIGKILL');
    await ended;
    await using store = storeAt(path);
    await using opened = await indexed(root, store);
    expect([store.log, store.problems]).toEqual([[], []]);
    if (round % 5 === 0)
      expect(pictureOf(opened.repository.index)).toEqual(pictureOf(await scratch(root, pool)));
  }
  const database = new DatabaseSync(join(path, 'facts-1.sqlite'));
  expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  const left = database.prepare('SELECT count(*) AS n FROM finding WHERE id NOT IN (SELECT id FROM content)');
  expect(left.get()).toEqual({ n: 0 });
  database.close();
}, 900_000);

test('two processes index one folder with one store at once, and both are right', async () => {
  const root = sources('shared');
  const path = join(folder.path, 'shared-store');
  const both = [start(root, path), start(root, path)];
  const answers = (await Promise.all(both.map(({ said }) => said))).map(answerOf);
  const right = hashOf(pictureOf(await scratch(root, pool)));
  expect(answers.map(({ picture, problems }) => [picture, problems])).toEqual([
    [right, []],
    [right, []],
  ]);
  await using store = storeAt(path);
  await using opened = await indexed(root, store);
  expect(opened.parsed).toBe(0);
}, 120_000);
