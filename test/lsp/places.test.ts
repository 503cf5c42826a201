import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { homeOf, nameFor, pathOf, projectOf } from '../../server/lsp/places.ts';
import { fixture } from '../support/fixture.ts';

const disk = fixture(`
//- /repository/package.json
{}
//- /repository/tsconfig.json
{}
//- /repository/src/deep/a.ts
export {};
//- /stray/b.ts
export {};
`);
afterAll(() => disk[Symbol.dispose]());

const folderAt = (path: string) => ({ path, uri: pathToFileURL(path).href });
const [outer, inner] = [folderAt(disk.path('repository')), folderAt(disk.path('repository/src'))];

test('a file belongs to the nearest open folder around it', () => {
  expect(homeOf(disk.path('repository/src/deep/a.ts'), [outer, inner])).toMatchObject({
    root: inner.path,
    uri: inner.uri,
  });
  expect(homeOf(disk.path('repository/b.ts'), [inner, outer])).toMatchObject({
    root: outer.path,
    uri: outer.uri,
  });
  expect(homeOf(disk.path('repository/srcs/b.ts'), [inner])).toMatchObject({ root: outer.path });
});

test('a file outside every folder belongs to its repository, and where there is none nothing is indexed', () => {
  expect(homeOf(disk.path('repository/src/deep/a.ts'), [])).toEqual({
    root: outer.path,
    indexes: 'repository',
  });
  expect(homeOf(disk.path('stray/b.ts'), [outer])).toEqual({ root: disk.path('stray'), indexes: 'nothing' });
});

test('a document without a path belongs to the first folder, or nowhere', () => {
  expect(homeOf(undefined, [inner, outer])).toMatchObject({ root: inner.path });
  expect(homeOf(undefined, [])).toMatchObject({ indexes: 'nothing' });
});

test.each([
  ['file:///a/b%20c.ts', '/a/b c.ts'],
  ['file:///c%3A/a.ts', '/c:/a.ts'],
  ['untitled:Untitled-1', undefined],
  ['untitled:/a/new.ts', '/a/new.ts'],
  ['vscode-vfs://github/a/b.ts', undefined],
  ['output:tasks', undefined],
  ['no address', undefined],
])('the path of %s is %s', (uri, path) => {
  expect(pathOf(uri)).toBe(path);
});

test('the project of a file is the nearest configuration above it, within the folder', () => {
  expect(projectOf(disk.path('repository/src/deep/a.ts'), outer.path)).toBe(
    disk.path('repository/tsconfig.json'),
  );
  expect(projectOf(disk.path('repository/src/deep/a.ts'), inner.path)).toBeNull();
});

test('a name gets the ending of its language once', () => {
  expect(nameFor('Untitled-1', 'python')).toBe('Untitled-1.py');
  expect(nameFor('a.ts', 'typescript')).toBe('a.ts');
  expect(nameFor('a.ipynb', 'typescriptreact')).toBe('a.ipynb.tsx');
  expect(nameFor('notes', 'plaintext')).toBe('notes');
});
