import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { changesIn, coChanges } from '../../../server/host/repository/co-change.ts';
import { fixture } from '../../support/fixture.ts';

const never = new AbortController().signal;

test('files that are committed together more than once, by how often', async () => {
  using made = fixture('//- /a.ts\n');
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', made.root, '-c', 'user.name=x', '-c', 'user.email=x@x', ...words]);
  mkdirSync(made.path('ü b'));
  const commit = (...names: string[]): void => {
    for (const name of names) writeFileSync(made.path(name), `${Math.random()}`);
    git('add', '.');
    git('commit', '-q', '-m', 'x');
  };
  git('init', '-q');
  commit('a.ts', 'ü b/c.ts');
  commit('a.ts', 'ü b/c.ts', 'once.ts');
  commit('a.ts');
  expect(await coChanges(made.root, never)).toEqual([
    { files: [made.path('a.ts'), made.path('ü b/c.ts')], weight: 2 / 3 },
  ]);
});

test('nothing where there is no repository', async () => {
  using made = fixture('//- /a.ts\n');
  expect(await coChanges(made.root, never)).toEqual([]);
});

test('a commit of everything says nothing', () => {
  const all = Array.from({ length: 40 }, (_, at) => `/f${at}`);
  expect(changesIn([all, all, all])).toEqual([]);
});
