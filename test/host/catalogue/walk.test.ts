import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type WalkResult, walk } from '../../../server/host/catalogue/walk.ts';
import { fixture } from '../../support/fixture.ts';

const never = new AbortController().signal;

function listed(result: WalkResult, root: string): string[] {
  return result.files.map(({ path }) => relative(root, path));
}

test('ignore files at every level, negation, and Keyhole’s own', async () => {
  using tree = fixture(`//- /.git/info/exclude
excluded.ts
//- /.gitignore
*.log
!kept.log
build/
/top.ts
//- /top.ts
//- /excluded.ts
//- /a/top.ts
//- /a/b.log
//- /a/kept.log
//- /a/.gitignore
inner.ts
!b.log
//- /a/inner.ts
//- /inner.ts
//- /build/out.ts
//- /.keyholeignore
secret-plans/
//- /secret-plans/x.ts
`);
  expect(listed(await walk(tree.root, never), tree.root)).toEqual([
    '.gitignore',
    '.keyholeignore',
    'a/.gitignore',
    'a/b.log',
    'a/kept.log',
    'a/top.ts',
    'inner.ts',
  ]);
});

test('secrets, binaries, lock files, large files, links and other people’s folders are skipped, and said so', async () => {
  using tree = fixture(`//- /a.ts
//- /.env.local
//- /id_rsa
//- /server.pem
//- /.npmrc
//- /logo.png
//- /yarn.lock
//- /node_modules/x/index.js
//- /id_generator.ts
`);
  writeFileSync(join(tree.root, 'large.ts'), 'a'.repeat(1_000_001));
  symlinkSync(tree.root, join(tree.root, 'loop'));
  const result = await walk(tree.root, never);
  expect(listed(result, tree.root)).toEqual(['a.ts', 'id_generator.ts']);
  expect(result.skipped.map(({ path, why }) => `${relative(tree.root, path)}: ${why}`)).toEqual([
    '.env.local: may hold a secret',
    '.npmrc: may hold a secret',
    'id_rsa: may hold a secret',
    'large.ts: larger than a megabyte',
    'logo.png: binary',
    'loop: symbolic link',
    'node_modules: never read',
    'server.pem: may hold a secret',
    'yarn.lock: lock file',
  ]);
});

test('a named folder is walked even where it is ignored; else the ignore files above it count', async () => {
  using tree = fixture(`//- /.git/HEAD
//- /.gitignore
out/
*.tmp
//- /out/a.ts
//- /out/b.tmp
//- /src/a.ts
//- /src/b.tmp
`);
  expect(listed(await walk(tree.path('out'), never), tree.path('out'))).toEqual(['a.ts', 'b.tmp']);
  expect(listed(await walk(tree.path('src'), never), tree.path('src'))).toEqual(['a.ts']);
});

test('an aborted walk rejects with the reason', async () => {
  using tree = fixture('//- /a.ts\n');
  await expect(walk(tree.root, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
});

const part = fc.constantFrom('a', 'b', 'c', 'foo', 'bar.ts', 'x.log', 'y.log');
const file = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));
const rule = fc
  .tuple(
    fc.constantFrom('', '', '!'),
    fc.constantFrom('', '', '/', '**/'),
    fc.constantFrom(
      'a',
      'b',
      'foo',
      '*.log',
      'x.*',
      'a/b',
      'foo/*',
      'a/**',
      '**/c',
      '[ab]',
      '?',
      '*',
      'bar.ts',
      '*/y.log',
      '[!a]*',
      '[a-c]',
      'a**',
      '**',
      '\\a',
      'x?log',
      '[[:alpha:]]',
      '[]a]',
      '[z',
    ),
    fc.constantFrom('', '', '/'),
  )
  .map((parts) => parts.join(''));
const rules = fc.array(rule, { maxLength: 4 }).map((list) => `${list.join('\n')}\n`);
const ignoreFiles = fc.dictionary(fc.constantFrom('.', 'a', 'b', 'a/b', 'foo', 'a/foo'), rules, {
  maxKeys: 3,
});

/** Files that cannot be made, because a folder has the name or the other way round, are left out. */
function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  } catch {}
}

test('what is left is what Git leaves', async () => {
  const environment = {
    ...process.env,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    XDG_CONFIG_HOME: '/nowhere',
    HOME: '/nowhere',
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(file, { minLength: 1, maxLength: 15 }),
      ignoreFiles,
      rules,
      async (files, ignores, exclude) => {
        const root = realpathSync(mkdtempSync(join(tmpdir(), 'keyhole-walk-')));
        try {
          execFileSync('git', ['init', '-q', root], { env: environment });
          for (const path of files) write(join(root, path), '');
          for (const [folder, text] of Object.entries(ignores)) write(join(root, folder, '.gitignore'), text);
          write(join(root, '.git/info/exclude'), exclude);
          const options = { cwd: root, env: environment, encoding: 'utf8' } as const;
          const output = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], options);
          const expected = output.split('\0').filter(Boolean).sort();
          expect(listed(await walk(root, never), root).toSorted()).toEqual(expected);
        } finally {
          rmSync(root, { recursive: true, force: true });
        }
      },
    ),
    { numRuns: 60 },
  );
});
