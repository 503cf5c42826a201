import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createParsePool } from '../../../server/host/parsing/parse-pool.ts';
import type { RepositoryIndex } from '../../../server/host/repository/repository-index.ts';
import type { Document } from '../../../server/text/text.ts';
import { freshFolder, indexed, pictureOf, scratch, storeAt } from '../../support/indexing.ts';
import { runs } from '../../support/long.ts';

const folder = freshFolder();
const store = storeAt(join(folder.path, 'store'));
const pool = createParsePool({ workers: 1 });
afterAll(async () => {
  await pool.dispose();
  await store[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const places = ['a.ts', 'b.py', 'c/d.ts', 'c/e/f.ts', 'g/a.ts', 'ignored/h.ts', 'i.md'];
const place = fc.constantFrom(...places);
const texts = [
  "import { a } from './a';\nexport const b = a;\n",
  'export function a(x: number) { return x; }\n',
  'export interface Invoice { total: number }\nclass C { m() { return new C(); } }\n',
  'def f(x):\n    return x\n',
  '// Code generated. DO NOT EDIT.\nexport const a = 1;\n',
  '\u0000\u0001',
  '',
];
const text = fc.constantFrom(...texts);

/** What a person or a program does to a repository. */
const deed = fc.oneof(
  fc.record({ do: fc.constant('write' as const), place, text }),
  fc.record({ do: fc.constant('remove' as const), place: fc.constantFrom(...places, 'c', 'c/e', 'g') }),
  fc.record({
    do: fc.constant('rename' as const),
    place: fc.constantFrom(...places, 'c', 'g'),
    to: fc.constantFrom('x', 'c/x', 'a2.ts'),
  }),
  fc.record({
    do: fc.constant('ignore' as const),
    pattern: fc.constantFrom('ignored/\n', 'c/e\n*.py\n', ''),
  }),
  fc.record({ do: fc.constant('switch' as const), branch: fc.constantFrom('one', 'two', 'three') }),
  fc.record({ do: fc.constant('open' as const), place, text }),
  fc.record({ do: fc.constant('close' as const), place }),
);
type Deed = typeof deed extends fc.Arbitrary<infer T> ? T : never;
/** How the index hears of it: of each path, of nothing in particular, or not yet. */
const telling = fc.constantFrom('paths', 'everything', 'later');

class World {
  readonly root: string;
  readonly repository: RepositoryIndex;
  readonly #open = new Map<string, Document>();
  readonly #untold = new Set<string>();
  #told: Promise<unknown>[] = [];

  constructor(root: string, repository: RepositoryIndex) {
    this.root = root;
    this.repository = repository;
  }

  run(what: Deed, how: 'paths' | 'everything' | 'later'): void {
    const before = this.#files();
    this.#act(what);
    for (const [path, seen] of this.#files()) if (before.get(path) !== seen) this.#untold.add(path);
    for (const path of before.keys()) if (!existsSync(path)) this.#untold.add(path);
    if (how !== 'later') this.#tell(how);
  }

  /** The index and one made from scratch, once every change has been told. */
  async pictures(): Promise<readonly [unknown, unknown]> {
    this.#tell('paths');
    await Promise.all(this.#told);
    await this.repository.settled();
    this.#told = [];
    return [pictureOf(this.repository.index), pictureOf(await scratch(this.root, pool, this.#admitted()))];
  }

  #tell(how: 'paths' | 'everything'): void {
    this.#told.push(this.repository.changedOnDisk(how === 'paths' ? [...this.#untold] : 'everything'));
    this.#untold.clear();
  }

  /** Ignored documents stay out. */
  #admitted(): Map<string, Document> {
    const { stdout } = spawnSync('git', ['check-ignore', '--no-index', '--stdin', '-z'], {
      cwd: this.root,
      input: [...this.#open.keys()].join('\0'),
      encoding: 'utf8',
    });
    const ignored = stdout.split('\0');
    return new Map([...this.#open].filter(([path]) => !ignored.includes(path)));
  }

  #act(what: Deed): void {
    const path = join(
      this.root,
      'place' in what ? what.place : 'branch' in what ? what.branch : '.gitignore',
    );
    try {
      if (what.do === 'write') put(path, what.text);
      if (what.do === 'remove') rmSync(path, { recursive: true, force: true });
      if (what.do === 'rename') renameSync(path, join(this.root, what.to));
      if (what.do === 'ignore') put(path, `${what.pattern}nothing\n`);
      if (what.do === 'switch') this.#switch(what.branch);
    } catch {
      // What cannot be done is not done.
    }
    if (what.do === 'open')
      this.#change(path, { path, language: path.endsWith('py') ? 'python' : 'typescript', text: what.text });
    if (what.do === 'close') this.#change(path, undefined);
  }

  #change(path: string, document: Document | undefined): void {
    if (document) this.#open.set(path, document);
    else this.#open.delete(path);
    this.repository.change(path, document);
  }

  #switch(branch: string): void {
    git(this.root, 'add', '-A');
    git(this.root, 'commit', '-qm', 'x', '--allow-empty');
    git(this.root, 'checkout', '-q', '-B', branch, ...(branch === 'one' ? ['HEAD~1'] : []));
  }

  /** Every file and Git's place, with what tells a change. */
  #files(): Map<string, string> {
    const paths = readdirSync(this.root, { recursive: true, encoding: 'utf8' })
      .filter((name) => !name.startsWith('.git/') || name === '.git/HEAD')
      .map((name) => join(this.root, name));
    return new Map(
      paths.flatMap((path) => {
        const stats = statSync(path);
        return stats.isFile() ? [[path, `${stats.ctimeMs} ${stats.ino}`] as const] : [];
      }),
    );
  }
}

function put(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function git(root: string, ...words: string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'core.hooksPath=/nowhere'];
  execFileSync('git', [...who, ...words], { cwd: root, stdio: 'ignore' });
}

test('after any edits, renames, deletions and branch switches the index is the one made from scratch', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(deed, telling), { minLength: 1, maxLength: 25 }),
      fc.array(fc.tuple(deed, telling), { maxLength: 10 }),
      async (first, second) => {
        using tree = freshFolder();
        git(tree.path, 'init', '-q', '-b', 'one');
        for (const name of places.slice(0, 4)) put(join(tree.path, name), texts[name.length % texts.length]!);
        git(tree.path, 'add', '-A');
        git(tree.path, 'commit', '-qm', 'first');
        await using opened = await indexed(tree.path, store);
        const world = new World(tree.path, opened.repository);
        for (const deeds of [first, second]) {
          for (const [what, how] of deeds) world.run(what, how);
          const [incremental, fromScratch] = await world.pictures();
          expect(incremental).toEqual(fromScratch);
        }
        // What was stored meanwhile gives the same once more.
        await using again = await indexed(tree.path, store);
        expect(pictureOf(again.repository.index)).toEqual(pictureOf(await scratch(tree.path, pool)));
      },
    ),
    { numRuns: runs(8, 150) },
  );
}, 900_000);
