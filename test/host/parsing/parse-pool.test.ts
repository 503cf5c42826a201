import { afterAll, expect, test } from 'vitest';
import { createParsePool } from '../../../server/host/parsing/parse-pool.ts';

const never = new AbortController().signal;
const pool = createParsePool({ workers: 1 });
afterAll(() => pool.dispose());

test('facts and cursors come from the workers', async () => {
  const facts = await pool.facts('/a.ts', 'typescript', 'export function f() {}', never);
  expect(facts.symbols.map(({ name }) => name)).toEqual(['f']);
  const cursor = await pool.locate({ path: '/a.py', language: 'python', text: 'x = 1\nx.' }, 8, never);
  expect(cursor.member).toEqual({ receiver: { start: 6, end: 7 }, nameStart: 8 });
  expect((await pool.facts('/a.md', 'markdown', 'words', never)).chunks).toHaveLength(1);
});

test('a cursor does not wait for a backlog of files', async () => {
  const text = 'export const a = [1, 2, 3].map((x) => x + 1);\n'.repeat(300);
  // More than any machine parses meanwhile; what is left when the cursor is answered is given up.
  const rest = new AbortController();
  const files = Array.from({ length: 2_000 }, (_, n) =>
    pool.facts(`/${n}.ts`, 'typescript', text, rest.signal),
  );
  const parsed = Promise.allSettled(files);
  await pool.locate({ path: '/b.ts', language: 'typescript', text: 'a.b' }, 3, never);
  rest.abort();
  expect((await parsed).some(({ status }) => status === 'rejected')).toBe(true);
});

test('a text that ends the parser is searched as a text, and the next one is read', async () => {
  const deadly = await pool.facts('/a.py', 'python', '/*'.repeat(5_000).replace(/(.{100})/g, '$1\n'), never);
  expect([deadly.unread, deadly.chunks.length > 0]).toEqual([true, true]);
  const next = await pool.facts('/b.py', 'python', 'def f(): pass', never);
  expect(next.symbols.map(({ name }) => name)).toEqual(['f']);
});

test('a disposed pool rejects', async () => {
  const gone = createParsePool({ workers: 1 });
  await gone.dispose();
  await expect(gone.facts('/a.ts', 'typescript', '', never)).rejects.toThrow('disposed');
});
