import { describe, expect, test } from 'vitest';
import { gather, type Situation } from '../../server/context/context.ts';
import { CodeIndex } from '../../server/index/index.ts';
import type { Cursor } from '../../server/syntax/syntax.ts';

const text = 'send(';
const cursor: Cursor = {
  document: { path: '/r/main.ts', language: 'typescript', text },
  offset: text.length,
  path: [],
  region: 'code',
  enclosing: [],
  names: [],
  prefix: text,
  suffix: '',
};
const range = { start: 0, end: 30 };
const invoice = {
  name: 'Invoice',
  kind: 'interface',
  path: '/r/invoice.ts',
  range,
  signature: 'interface Invoice',
  distance: 0,
  via: 'the expected type',
};

function surroundings(read: Situation['read']): Situation {
  return {
    cursor,
    hole: {
      kind: 'argument',
      typingContext: [],
      relevantTypes: [invoice],
      relevantHeaders: [],
      completeness: { state: 'complete' },
    },
    workspace: { root: '/r', open: new Map(), recent: [] },
    index: new CodeIndex(),
    read,
  };
}

const file = {
  path: '/r/invoice.ts',
  text: 'interface Invoice { id: number }',
  facts: { language: 'typescript', symbols: [], imports: [], references: [], chunks: [] },
};
const signal = new AbortController().signal;

describe('gather', () => {
  test('shows nothing of a package that the open one cannot import, but for what its types are made of', async () => {
    const edited = { range, terms: [['send', 1] as const] };
    const found = { ...file, facts: { ...file.facts, chunks: [edited] } };
    const around = surroundings(async (path) => ({ ...found, path }));
    const other = (name: string) => ({ folder: `/r/${name}`, name, dependencies: [] });
    around.index.setManifests([
      { folder: '/r', name: 'own', dependencies: ['near'] },
      other('near'),
      other('far'),
    ]);
    const { items } = await gather(
      {
        ...around,
        hole: { ...around.hole, relevantTypes: [{ ...invoice, path: '/r/far/invoice.ts' }] },
        workspace: { ...around.workspace, recent: ['/r/far/a.ts', '/r/near/b.ts'] },
      },
      1000,
      signal,
    );
    expect(items.map(({ source, symbol }) => `${source} ${symbol.path}`)).toEqual([
      'types /r/far/invoice.ts',
      'recently edited /r/near/b.ts',
    ]);
  });

  test('gives each item its reason', async () => {
    const { items, problems } = await gather(
      surroundings(async () => file),
      1000,
      signal,
    );
    expect(problems).toEqual([]);
    expect(items.map(({ symbol, reason }) => [symbol.name, reason])).toEqual([
      ['Invoice', 'the expected type is this type'],
    ]);
  });

  test('goes on without a source that fails, and says so', async () => {
    const failing = surroundings(() => Promise.reject(new Error('the disk is gone')));
    expect(await gather(failing, 1000, signal)).toEqual({
      items: [],
      problems: ['The context source "types" failed: the disk is gone.'],
    });
  });

  test('goes on without a source that is late, and says so', async () => {
    const start = performance.now();
    const late = surroundings(() => new Promise(() => {}));
    expect((await gather(late, 30, signal)).problems).toEqual([
      'The context source "types" was not ready within 30 ms.',
    ]);
    expect(performance.now() - start).toBeLessThan(1000);
  });

  test('ends at once when the request is cancelled', async () => {
    const controller = new AbortController();
    const waiting = gather(
      surroundings(() => new Promise(() => {})),
      60_000,
      controller.signal,
    );
    controller.abort(new Error('typed on'));
    await expect(waiting).rejects.toThrow('typed on');
  });
});
