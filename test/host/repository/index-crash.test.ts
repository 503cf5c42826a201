import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { appendFileSync, cpSync, readdirSync, statSync } from 'node:fs';
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

/** Real sources, a hundred files in each of so many folders. */
function sources(name: string, folders: number): string {
  const root = join(folder.path, name);
  for (let at = 0; at < folders; at++)
    cpSync(join(projectRoot, 'node_modules/rxjs/src/internal/operators'), join(root, `${at}`), {
      recursive: true,
    });
  return root;
}

/** Every file gets a text that no store has seen; gives how many there are. */
function touch(root: string, round: number): number {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  for (const name of names) appendFileSync(join(root, name), `// ${name} ${round}\n`);
  return names.length;
}

/** Waits until facts are written to a store that was closed: then its log holds more than that a root was opened. */
async function written(store: string, by: ChildProcess): Promise<void> {
  const log = join(store, 'facts-1.sqlite-wal');
  while (by.exitCode === null && (statSync(log, { throwIfNoEntry: false })?.size ?? 0) < leastLog)
    await sleep(2);
}

function start(root: string, store: string) {
  const child = spawn(process.execPath, [join(projectRoot, 'test/support/index-process.ts'), root, store]);
  return { child, said: text(child.stdout), ended: once(child, 'exit') };
}

/** Bytes. */
const leastLog = 60_000;
/** Milliseconds after the first write. */
const mostDelay = 250;

const hashOf = (picture: unknown) => createHash('sha256').update(JSON.stringify(picture)).digest('hex');
const answerOf = (said: string) => JSON.parse(said.trim().split('\n').at(-1)!);

test('killed at any moment while it writes, a process leaves a store that opens and is right', async () => {
  const root = sources('killed', 4);
  const path = join(folder.path, 'killed-store');
  let hits = 0;
  const rounds = runs(3, 50);
  for (let round = 0; round < rounds; round++) {
    const files = touch(root, round);
    const { child, ended } = start(root, path);
    await once(child.stdout, 'data');
    await written(path, child);
    await Promise.race([sleep(Math.random() * mostDelay), ended]);
    child.kill('SIGKILL');
    await ended;
    await using store = storeAt(path);
    await using opened = await indexed(root, store);
    expect([store.log, store.problems]).toEqual([[], []]);
    // Some of it was written, and some was not.
    if (opened.parsed > 0 && opened.parsed < files) hits++;
    if (round % 5 === 0)
      expect(pictureOf(opened.repository.index)).toEqual(pictureOf(await scratch(root, pool)));
  }
  console.log(`${hits} of ${rounds} kills hit a process that had written a part`);
  expect(hits).toBeGreaterThan(runs(-1, rounds / 2));
  const database = new DatabaseSync(join(path, 'facts-1.sqlite'));
  expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  const left = database.prepare('SELECT count(*) AS n FROM finding WHERE id NOT IN (SELECT id FROM content)');
  expect(left.get()).toEqual({ n: 0 });
  database.close();
}, 900_000);

test('two processes index one folder with one store at once, and both are right', async () => {
  const root = sources('shared', 1);
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
