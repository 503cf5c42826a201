import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { find, mapRepository, type RepositoryMap } from '../../server/features/features.ts';
import { CodeIndex } from '../../server/index/index.ts';
import { tokenizerFor } from '../../server/models/models.ts';
import { projectRoot } from '../support/sources.ts';
import { factsIn } from '../syntax/outline.ts';

const root = join(projectRoot, 'node_modules/@reduxjs/toolkit/src');
const index = new CodeIndex();
const texts = new Map<string, string>();
const tokenizer = tokenizerFor('embedded');
const signal = new AbortController().signal;

const read = (path: string) => {
  const text = texts.get(path);
  const facts = index.facts(path);
  return Promise.resolve(text !== undefined && facts ? { path, text, facts } : undefined);
};

beforeAll(async () => {
  for (const path of globSync(join(root, '**/*.{ts,tsx}'))) {
    texts.set(path, readFileSync(path, 'utf8'));
    index.put(path, await factsIn(texts.get(path)!, path.endsWith('x') ? 'typescriptreact' : 'typescript'));
  }
});

const map = (budget: number): Promise<RepositoryMap> =>
  mapRepository({ root, budget }, { index, tokenizer, read }, signal);

describe('a map of a repository', () => {
  test.each([1, 7, 40, 100, 333, 1024, 2500])('of %i tokens at most is counted exactly', async (budget) => {
    const { text, tokens } = await map(budget);
    expect(tokenizer.count(text)).toBe(tokens);
    expect(tokens).toBeLessThanOrEqual(budget);
    if (budget >= 100) expect(tokens).toBeGreaterThan(0.8 * budget);
  });

  test('has whole lines as they are written, in order, with a mark for each gap', async () => {
    const { text, files } = await map(800);
    const parts = text.split(/\n(?=[^\s…].*:\n)/);
    expect(parts.map((part) => part.split(':\n')[0])).toEqual(files.map(({ path }) => path));
    for (const part of parts) {
      const [name = '', ...shown] = part.trimEnd().split('\n');
      const source = texts
        .get(join(root, name.slice(0, -1)))!
        .split('\n')
        .map((line) => line.trimEnd());
      let at = 0;
      for (const line of shown) {
        if (line === '…' || line === '') continue;
        const found = source.indexOf(line, at);
        expect(found, line).toBeGreaterThanOrEqual(at);
        at = found + 1;
      }
    }
  });

  test('shows what the others are built on, and more of it with more room', async () => {
    const small = (await map(400)).files.flatMap(({ symbols }) => symbols.map(({ name }) => name));
    const large = (await map(1600)).files.flatMap(({ symbols }) => symbols.map(({ name }) => name));
    expect(large).toEqual(expect.arrayContaining(['buildSlice', 'createReducer', 'EntityId']));
    expect(large.length).toBeGreaterThan(2 * small.length);
  });

  test('around a file shows that file and what it stands on', async () => {
    const path = join(root, 'createReducer.ts');
    const request = { root, budget: 400, focus: [{ path, weight: 1 }] };
    const { files } = await mapRepository(request, { index, tokenizer, read }, signal);
    expect(files[0]?.path).toBe('createReducer.ts');
    expect(files.map((file) => file.path)).toContain('mapBuilders.ts');
  });

  test('says which files it could not read', async () => {
    const [missing = ''] = (await map(400)).files.map(({ path }) => join(root, path));
    const text = texts.get(missing)!;
    texts.delete(missing);
    const { unread, files } = await map(400);
    expect(unread).toContain(missing);
    expect(files.map(({ path }) => join(root, path))).not.toContain(missing);
    texts.set(missing, text);
  });
});

describe('search', () => {
  const search = async (query: string, options = {}) => {
    const found = await find({ query, root, limit: 10, ...options }, { index, read }, signal);
    return found.map(
      ({ path, line, match, symbol }) => `${match} ${symbol?.name} ${path.slice(root.length + 1)}:${line}`,
    );
  };

  test('finds a declaration by name before the lines that use it', async () => {
    const [first, ...rest] = await search('createReducer');
    expect(first).toMatch(/^exact createReducer createReducer\.ts:\d+$/);
    expect(rest.join()).toContain('content');
  });

  test('finds lines by words that no name has together', async () => {
    expect((await search('immer draft freeze state')).some((one) => one.startsWith('content'))).toBe(true);
    expect(await search('zzqqxy')).toEqual([]);
  });

  test('finds only declarations of a kind where one is asked for', async () => {
    const found = await find(
      { query: 'middleware', root, limit: 10, kinds: new Set(['type']) },
      { index, read },
      signal,
    );
    expect(found.length).toBeGreaterThan(2);
    expect(new Set(found.map(({ symbol }) => symbol?.kind))).toEqual(new Set(['type']));
  });
});
