import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { createParsePool } from '../../../server/host/parsing/parse-pool.ts';
import { createRepositoryIndex } from '../../../server/host/repository/repository-index.ts';
import { watchFolder } from '../../../server/host/catalogue/watch.ts';
import { until } from '../../support/editor.ts';
import { fixture } from '../../support/fixture.ts';
import { freshFolder, indexed, pictureOf, scratch, storeAt } from '../../support/indexing.ts';

const folder = freshFolder();
const store = storeAt(join(folder.path, 'store'));
const pool = createParsePool({ workers: 1 });
afterAll(async () => {
  await pool.dispose();
  await store[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const shop = (letter: string) =>
  fixture(`
//- /invoice.ts
export interface Invoice${letter} { total: number }
//- /main.ts
import type { Invoice${letter} } from './invoice';
export const first${letter}: Invoice${letter} = { total: 1 };
//- /notes.md
# Notes ${letter}
`);
const git = (root: string, ...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...words], {
    cwd: root,
    encoding: 'utf8',
  });
const symbols = (opened: Awaited<ReturnType<typeof indexed>>, root: string) => {
  const { index } = opened.repository;
  return index
    .files()
    .map((path) => [relative(root, path), index.facts(path)?.symbols.map(({ name }) => name)]);
};

describe('what is known of texts', () => {
  test('and which files there were, before a walk is over', async () => {
    using tree = shop('R');
    for (const name of tree.files.keys()) utimesSync(tree.path(name), 1_700_000_000, 1_700_000_000.5);
    await sleep(60);
    await (await indexed(tree.root, store)).repository.dispose();
    const files = store.catalogue.open(tree.root, 'stored');
    const remembered = await files.remembered(AbortSignal.timeout(20_000));
    expect(remembered.toSorted()).toEqual([...tree.files.keys()].map((name) => tree.path(name)).toSorted());
    files.expect([tree.path('main.ts'), tree.path('never.ts')]);
    const { found, gone } = await files.next(AbortSignal.timeout(20_000));
    expect([found.map(({ path }) => path), gone]).toEqual([[tree.path('main.ts')], []]);
    files.leave();
  });

  test('is kept: reopening, renaming, copying and switching back parse nothing', async () => {
    using tree = shop('A');
    // Older than the clock's tick, so that what was read may be remembered.
    for (const name of tree.files.keys()) utimesSync(tree.path(name), 1_700_000_000, 1_700_000_000.5);
    await sleep(60);
    {
      await using first = await indexed(tree.root, store);
      expect(first.parsed).toBe(3);
      expect(pictureOf(first.repository.index)).toEqual(pictureOf(await scratch(tree.root, pool)));
    }
    await using second = await indexed(tree.root, store);
    expect(second.parsed).toBe(0);
    expect(pictureOf(second.repository.index)).toEqual(pictureOf(await scratch(tree.root, pool)));
    renameSync(tree.path('main.ts'), tree.path('start.ts'));
    await second.repository.changedOnDisk([tree.path('main.ts'), tree.path('start.ts')]);
    expect(pictureOf(second.repository.index)).toEqual(pictureOf(await scratch(tree.root, pool)));
    using copy = shop('A');
    await using third = await indexed(copy.root, store);
    expect(third.parsed).toBe(0);
  });

  test('counts for nothing when the index is rebuilt anew', async () => {
    using tree = shop('B');
    await (await indexed(tree.root, store)).repository.dispose();
    const anew = createRepositoryIndex({
      root: tree.root,
      catalogue: store.catalogue,
      trust: 'anew',
      indexSize: 1,
      workers: 1,
    });
    expect((await anew.indexed).parsed).toBe(3);
    await anew.dispose();
    await using after = await indexed(tree.root, store);
    expect(after.parsed).toBe(0);
  });
});

describe('changes', () => {
  test('of an open document count while it is open, and its file counts again afterwards', async () => {
    using tree = shop('C');
    await using opened = await indexed(tree.root, store);
    const { repository } = opened;
    const path = tree.path('main.ts');
    repository.change(path, { path, language: 'typescript', text: 'export function unsaved() {}' });
    await repository.settled();
    expect(symbols(opened, tree.root)).toContainEqual(['main.ts', ['unsaved']]);
    writeFileSync(path, 'export function saved() {}');
    await repository.changedOnDisk([path]);
    expect(symbols(opened, tree.root)).toContainEqual(['main.ts', ['unsaved']]);
    repository.change(path, undefined);
    await repository.settled();
    expect(symbols(opened, tree.root)).toContainEqual(['main.ts', ['saved']]);
  });

  test('of documents that may hold a secret, are ignored or lie elsewhere never enter the index', async () => {
    using tree = shop('D');
    writeFileSync(tree.path('.gitignore'), 'ignored.ts\n');
    await using opened = await indexed(tree.root, store);
    const before = pictureOf(opened.repository.index);
    for (const path of [tree.path('.env'), tree.path('ignored.ts'), '/elsewhere/x.ts']) {
      opened.repository.change(path, { path, language: 'typescript', text: 'export const secret = 1;' });
    }
    await opened.repository.settled();
    expect(pictureOf(opened.repository.index)).toEqual(before);
  });

  test('by a branch switch and by ignore files are taken over', async () => {
    using tree = shop('E');
    git(tree.root, 'init', '-q', '-b', 'one');
    git(tree.root, 'add', '.');
    git(tree.root, 'commit', '-qm', 'one');
    await using opened = await indexed(tree.root, store);
    const before = pictureOf(opened.repository.index);
    git(tree.root, 'switch', '-qc', 'two');
    mkdirSync(tree.path('deep/er'), { recursive: true });
    git(tree.root, 'mv', 'main.ts', 'deep/er/main.ts');
    writeFileSync(tree.path('invoice.ts'), 'export interface Bill {}\n');
    git(tree.root, 'commit', '-qam', 'two');
    await opened.repository.changedOnDisk([tree.path('.git/HEAD')]);
    expect(pictureOf(opened.repository.index)).toEqual(pictureOf(await scratch(tree.root, pool)));
    git(tree.root, 'switch', '-q', 'one');
    await opened.repository.changedOnDisk('everything');
    expect(pictureOf(opened.repository.index)).toEqual(before);
    writeFileSync(tree.path('.gitignore'), 'invoice.ts\n');
    await opened.repository.changedOnDisk([tree.path('.gitignore')]);
    expect(pictureOf(opened.repository.index)).toEqual(pictureOf(await scratch(tree.root, pool)));
    expect(opened.repository.index.facts(tree.path('invoice.ts'))).toBeUndefined();
  });

  test('thousands at once are taken over', async () => {
    using tree = shop('F');
    await using opened = await indexed(tree.root, store);
    const paths = Array.from({ length: 1_500 }, (_, i) => tree.path(`many/${i % 30}/f${i}.ts`));
    for (let i = 0; i < 30; i++) mkdirSync(tree.path(`many/${i}`), { recursive: true });
    for (const [i, path] of paths.entries()) writeFileSync(path, `export const v${i % 50} = 1;\n`);
    await opened.repository.changedOnDisk(paths);
    expect(opened.repository.index.statistics().files).toBe(1_503);
    await rm(tree.path('many'), { recursive: true });
    await opened.repository.changedOnDisk([tree.path('many')]);
    expect(opened.repository.index.statistics().files).toBe(3);
  });
});

test('the open file and what it imports are indexed first', async () => {
  using tree = fixture(
    '//- /zz/open.ts\nimport { a } from "../yy/near";\n//- /yy/near.ts\nexport const a = 1;\n',
  );
  mkdirSync(tree.path('aa'));
  const text = 'export const same = [1, 2].map((x) => x + 1);\n'.repeat(60);
  for (let i = 0; i < 400; i++) writeFileSync(tree.path(`aa/f${i}.ts`), `${text}// ${i}\n`);
  const repository = createRepositoryIndex({
    root: tree.root,
    catalogue: store.catalogue,
    indexSize: 1,
    workers: 1,
  });
  const path = tree.path('zz/open.ts');
  repository.change(path, { path, language: 'typescript', text: tree.files.get('zz/open.ts')! });
  await until(() => repository.index.facts(tree.path('yy/near.ts')));
  expect(repository.index.statistics().files).toBeLessThan(300);
  expect(repository.completeness).toMatchObject({
    state: 'partial',
    why: expect.stringContaining('still being indexed'),
  });
  await repository.indexed;
  expect(repository.completeness).toEqual({ state: 'complete' });
  await repository.dispose();
});

test('stopped in the middle, an index says so and still takes over changes', async () => {
  using tree = shop('G');
  for (let i = 0; i < 300; i++) writeFileSync(tree.path(`f${i}.ts`), `export const c${i} = 1;\n`);
  const stop = new AbortController();
  const repository = createRepositoryIndex({
    root: tree.root,
    catalogue: store.catalogue,
    indexSize: 1,
    workers: 1,
    stopIndexing: stop.signal,
    onProgress: ({ done }) => done > 10 && stop.abort(new Error('enough')),
  });
  await expect(repository.indexed).rejects.toThrow('enough');
  expect(repository.completeness).toEqual({ state: 'partial', why: 'indexing was stopped' });
  writeFileSync(tree.path('late.ts'), 'export const late = 1;\n');
  await repository.changedOnDisk([tree.path('late.ts')]);
  expect(repository.index.symbolsNamed('late')).toHaveLength(1);
  await repository.dispose();
});

describe('what is left out', () => {
  test('is said with the reason, and all other files are read as they are written', async () => {
    using tree = fixture('//- /plain.ts\nexport const plain = 1;\n');
    const write = (name: string, bytes: string | Uint8Array) => writeFileSync(tree.path(name), bytes);
    const utf16 = Buffer.from('\ufeffexport const wide = 1;\n', 'utf16le');
    write('bom.ts', '\ufeffexport const marked = 1;\n');
    write('little.ts', utf16);
    write('big.ts', Buffer.from(utf16).swap16());
    write('latin.ts', Buffer.from('export const latin = 1; // K\xf6ln\n', 'latin1'));
    write('binary.ts', Buffer.from([101, 0, 1, 2, 255]));
    write('minified.ts', `export const a=1;${'b();'.repeat(2_000)}`);
    write('generated.ts', '// Code generated by protoc-gen. DO NOT EDIT.\nexport const g = 1;\n');
    write('large.ts', `// ${'long\n'.repeat(250_000)}`);
    write('Upper.ts', 'export const upper = 1;\n');
    const odd = [
      'line\nend.ts',
      'quote"\'.ts',
      '😀.ts',
      ' space .ts',
      '-dash.ts',
      '$(x).ts',
      `${'n'.repeat(252)}.ts`,
    ];
    for (const name of odd) write(name, 'export const odd = 1;\n');
    symlinkSync(tree.root, tree.path('loop'));
    await using opened = await indexed(tree.root, store);
    const { skipped } = await opened.repository.indexed;
    expect(skipped.map(({ path, why }) => `${basename(path)}: ${why}`)).toEqual([
      'binary.ts: binary',
      'generated.ts: generated',
      'large.ts: larger than a megabyte',
      'loop: symbolic link',
      'minified.ts: minified: a line of over 5,000 characters',
    ]);
    expect(opened.repository.index.symbolsNamed('odd')).toHaveLength(odd.length);
    for (const name of ['plain', 'marked', 'latin', 'upper'])
      expect(opened.repository.index.symbolsNamed(name)).toHaveLength(1);
    expect(opened.repository.index.symbolsNamed('wide').map(({ fact }) => fact.range)).toEqual(
      Array.from({ length: 2 }, () => ({ start: 0, end: 22 })),
    );
  });

  test('are the repository’s other worktrees, but not submodules and nested folders of their own', async () => {
    using tree = shop('H');
    git(tree.root, 'init', '-q', '-b', 'one');
    git(tree.root, 'add', '.');
    git(tree.root, 'commit', '-qm', 'one');
    git(tree.root, 'worktree', 'add', '-q', 'trees/two');
    git(tree.root, 'clone', '-q', '.', 'nested');
    writeFileSync(tree.path('.git/info/exclude'), 'notes.md\n');
    await using opened = await indexed(tree.root, store);
    const { skipped } = await opened.repository.indexed;
    expect(skipped.map(({ path, why }) => `${relative(tree.root, path)}: ${why}`)).toContain(
      'trees/two: another worktree',
    );
    expect(symbols(opened, tree.root).map(([name]) => name)).toEqual([
      'invoice.ts',
      'main.ts',
      'nested/invoice.ts',
      'nested/main.ts',
    ]);
    await using inside = await indexed(tree.path('trees/two'), store);
    expect(symbols(inside, tree.path('trees/two')).map(([name]) => name)).toEqual(['invoice.ts', 'main.ts']);
  });
});

test('a catalogue that dies begins again, and the index is whole', async () => {
  using tree = shop('I');
  for (let i = 0; i < 300; i++) writeFileSync(tree.path(`f${i}.ts`), `export const c${i} = 1;\n`);
  const repository = createRepositoryIndex({
    root: tree.root,
    catalogue: store.catalogue,
    indexSize: 1,
    workers: 1,
  });
  await until(() => repository.index.statistics().files > 20);
  // A message that it does not understand is more than a thread of this kind can bear.
  store.catalogue.open(tree.root, 'stored').prefer(undefined as unknown as string[]);
  await repository.indexed;
  expect(pictureOf(repository.index)).toEqual(pictureOf(await scratch(tree.root, pool)));
  await repository.dispose();
});

test('watching hears of changes by others', async () => {
  using tree = shop('J');
  await using opened = await indexed(tree.root, store);
  const stop = new AbortController();
  await watchFolder({
    root: tree.root,
    changed: (paths) => opened.repository.changedOnDisk(paths),
    signal: stop.signal,
  });
  mkdirSync(tree.path('new'));
  writeFileSync(tree.path('new/file.ts'), 'export const heard = 1;\n');
  rmSync(tree.path('main.ts'));
  await until(
    () =>
      opened.repository.index.symbolsNamed('heard').length === 1 &&
      opened.repository.index.files().length === 3,
  );
  stop.abort();
});
