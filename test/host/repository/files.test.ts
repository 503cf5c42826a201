import { expect, test } from 'vitest';
import { SourceFiles } from '../../../server/host/repository/files.ts';
import { CodeIndex } from '../../../server/index/index.ts';
import { createParsePool } from '../../../server/host/parsing/parse-pool.ts';
import type { Document } from '../../../server/text/text.ts';

test('however many ask for an open document, each of its texts is parsed once', async () => {
  await using pool = { ...createParsePool(), [Symbol.asyncDispose]: () => pool.dispose() };
  const open = new Map<string, Document>();
  const parsed: string[] = [];
  const factsOf = (document: Document, signal: AbortSignal) => {
    parsed.push(document.text);
    return pool.document(document, signal);
  };
  const files = new SourceFiles(new CodeIndex(), pool, { factsOf }, open);
  const { signal } = new AbortController();
  for (const text of ['const one = 1;', 'const two = 2;']) {
    open.set('/a.ts', { path: '/a.ts', language: 'typescript', text });
    const [first, ...more] = await Promise.all([1, 2, 3].map(() => files.read('/a.ts', signal)));
    expect(first?.facts.symbols.map(({ name }) => name)).toEqual([text.split(' ')[1]]);
    for (const other of more) expect(other).toBe(first);
  }
  expect(parsed).toEqual(['const one = 1;', 'const two = 2;']);
});
