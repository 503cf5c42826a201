import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FactStore, Finding } from '../../../server/host/catalogue/fact-store.ts';
import { openFactStore } from '../../../server/host/catalogue/stored-facts.ts';
import { freshFolder } from '../../support/indexing.ts';
import { runs } from '../../support/long.ts';

let folder: ReturnType<typeof freshFolder>;
let log: string[];
let problems: string[];
beforeEach(() => {
  folder = freshFolder();
  log = [];
  problems = [];
});
afterEach(() => folder[Symbol.dispose]());

const open = (options: { most?: number; version?: string; folder?: string } = {}): Promise<FactStore> =>
  openFactStore({
    folder: folder.path,
    most: 1_000_000_000,
    version: 'v1',
    log: (line) => log.push(line),
    problem: (sentence) => problems.push(sentence),
    ...options,
  });
const file = () => join(folder.path, 'facts-1.sqlite');
const facts = (...bytes: number[]): Finding => ({ kind: 'facts', facts: new Uint8Array(bytes) });
const key = (hash: string) => ({ hash, language: 'typescript' });
const record = (size: number) => ({ stamp: { size, mtime: 1.25, ctime: 2.5 }, hash: `h${size}` });

test('what was saved is found, at once and by the next one who opens the store', async () => {
  const store = await open();
  store.save(key('a'), facts(1, 2, 3));
  store.save(key('b'), { kind: 'left out', why: 'generated' });
  store.record('/r', 'x\n"😀".ts', record(1));
  store.record('/r', 'gone.ts', record(2));
  store.record('/r', 'gone.ts', undefined);
  expect(store.find(key('a'))).toEqual(facts(1, 2, 3));
  store.close();
  const next = await open();
  expect(next.find(key('a'))).toEqual(facts(1, 2, 3));
  expect(next.find(key('b'))).toEqual({ kind: 'left out', why: 'generated' });
  expect(next.find({ hash: 'a', language: 'python' })).toBeUndefined();
  expect([...next.recordsOf('/r')]).toEqual([['x\n"😀".ts', record(1)]]);
  expect([...next.recordsOf('/other')]).toEqual([]);
  next.close();
  expect([log, problems]).toEqual([[], []]);
});

test('another version of the extraction finds nothing of this one', async () => {
  const store = await open();
  store.save(key('a'), facts(1));
  store.close();
  const next = await open({ version: 'v2' });
  expect(next.find(key('a'))).toBeUndefined();
  next.close();
});

test('two use one file at once, and each sees what the other wrote', async () => {
  const [one, two] = [await open(), await open()];
  for (let i = 0; i < 600; i++) (i % 2 ? one : two).save(key(`k${i}`), facts(i & 255));
  one.close();
  two.close();
  const next = await open();
  for (let i = 0; i < 600; i++) expect(next.find(key(`k${i}`))).toEqual(facts(i & 255));
  next.close();
});

test.each([
  ['a text', () => writeFileSync(file(), 'This is no database. '.repeat(500))],
  ['the database of somebody else', () => new DatabaseSync(file()).exec('CREATE TABLE theirs (a)')],
  [
    'a store whose tables are others',
    () =>
      new DatabaseSync(file()).exec(
        'CREATE TABLE finding (a); PRAGMA application_id = 1264142412; PRAGMA user_version = 1',
      ),
  ],
  [
    'a store of the future',
    () => new DatabaseSync(file()).exec('PRAGMA application_id = 1264142412; PRAGMA user_version = 99'),
  ],
])('%s in its place is set aside, and told in one line of the log', async (_, put) => {
  put();
  const before = readFileSync(file());
  const store = await open();
  store.save(key('a'), facts(7));
  store.close();
  const next = await open();
  expect(next.find(key('a'))).toEqual(facts(7));
  next.close();
  expect(log).toEqual([expect.stringContaining('rebuilt')]);
  expect(problems).toEqual([]);
  expect(readFileSync(join(folder.path, 'facts-1.damaged.sqlite'))).toEqual(before);
});

test('a folder in its place is set aside too', async () => {
  mkdirSync(file());
  const store = await open();
  store.save(key('a'), facts(7));
  expect(store.find(key('a'))).toEqual(facts(7));
  store.close();
  expect([log.length, problems]).toEqual([1, []]);
});

test.each([
  ['the version that may be written', 18],
  ['the format of the tables', 47],
])('a header that spells %s wrongly is damage', async (_, at) => {
  const store = await open();
  store.save(key('a'), facts(7));
  store.close();
  const bytes = readFileSync(file());
  bytes[at] = 99;
  writeFileSync(file(), bytes);
  const next = await open();
  next.save(key('b'), facts(8));
  next.close();
  expect([log.length, problems]).toEqual([1, []]);
});

test('tables that are spelt otherwise are damage, not a collection without end', async () => {
  const most = 100_000;
  const store = await open({ most });
  for (let i = 0; i < 300; i++) store.save(key(`k${i}`), { kind: 'facts', facts: new Uint8Array(200) });
  store.close();
  const bytes = readFileSync(file());
  // Without its primary key the table has no rows by number.
  bytes.write('id INTEGER /* key */  ,', bytes.indexOf('id INTEGER PRIMARY KEY, extraction'));
  writeFileSync(file(), bytes);
  const next = await open({ most });
  next.save(key('a'), { kind: 'facts', facts: new Uint8Array(20_000_000) });
  next.close();
  expect([log.length, problems]).toEqual([1, []]);
});

test('whatever happens to its bytes, a store gives what was saved or nothing, and saves again', async () => {
  const store = await open();
  for (let i = 0; i < 300; i++) {
    store.save(key(`k${i}`), { kind: 'facts', facts: new Uint8Array(200).fill(i) });
    store.record('/r', `f${i}`, record(i));
  }
  store.close();
  const intact = readFileSync(file());
  const damages = fc.array(fc.tuple(fc.nat(intact.length - 1), fc.nat(255), fc.nat(300)), {
    minLength: 1,
    maxLength: 20,
  });
  await fc.assert(
    fc.asyncProperty(damages, fc.nat(intact.length), async (places, length) => {
      const bytes = Buffer.from(length % 4 === 0 ? intact.subarray(0, length) : intact);
      for (const [at, value, count] of places) bytes.subarray(at, at + count).fill(value);
      writeFileSync(file(), bytes);
      const damaged = await open();
      for (let i = 0; i < 300; i += 7) {
        const found = damaged.find(key(`k${i}`));
        if (found) expect(found).toEqual({ kind: 'facts', facts: new Uint8Array(200).fill(i) });
      }
      for (const [path, found] of damaged.recordsOf('/r'))
        expect(found).toEqual(record(Number(path.slice(1))));
      damaged.save(key('new'), facts(1));
      expect(damaged.find(key('new'))).toEqual(facts(1));
      damaged.close();
      expect(problems).toEqual([]);
    }),
    { numRuns: runs(60, 2_000) },
  );
});

test('where nothing can be written, memory has to do, and a person is told once', async () => {
  writeFileSync(join(folder.path, 'file'), '');
  const store = await open({ folder: join(folder.path, 'file', 'below') });
  store.save(key('a'), facts(1));
  expect(store.find(key('a'))).toEqual(facts(1));
  expect(store.find(key('a'))).toEqual(facts(1));
  store.record('/r', 'a', record(1));
  expect(store.recordsOf('/r').size).toBe(0);
  store.close();
  expect(problems).toEqual([expect.stringContaining('in memory only')]);
});

test('above its cap a store forgets what was used least recently, and gives the room back', async () => {
  const most = 6_000_000;
  const store = await open({ most });
  const content = (i: number): Finding => ({ kind: 'facts', facts: new Uint8Array(20_000).fill(i) });
  store.save(key('old'), content(0));
  for (let i = 1; i < 1_000; i++) store.save(key(`k${i}`), content(i));
  store.close();
  expect(statSync(file()).size).toBeLessThan(most * 1.2);
  const next = await open({ most });
  expect(next.find(key('old'))).toBeUndefined();
  expect(next.find(key('k999'))).toEqual(content(999));
  next.close();
  expect(readdirSync(folder.path).filter((name) => name.includes('damaged'))).toEqual([]);
  expect(existsSync(file())).toBe(true);
});
