import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { freshFolder, indexed, storeAt } from '../../support/indexing.ts';
import { runs } from '../../support/long.ts';

const folder = freshFolder();
const store = storeAt(join(folder.path, 'store'));
afterAll(async () => {
  await store[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const ending = fc.constantFrom('ts', 'tsx', 'js', 'py', 'md', 'json', 'go', 'rs', 'c', 'java', 'sh', '');
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 3_000 }),
  // UTF-16 that ends within a unit or between surrogates.
  fc
    .tuple(
      fc.constantFrom('utf16le' as const, 'utf8' as const),
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc.nat(3),
    )
    .map(([encoding, text, cut]) => {
      const whole = Buffer.from(`\ufeff${text}`, encoding);
      return whole.subarray(0, Math.max(0, whole.length - cut));
    }),
  fc
    .tuple(
      fc.constantFrom('(', '[', '{', '<', '<a>', 'if(', 'f(', '`${', '"', '/*', '- ', '\n  '),
      fc.constantFrom(10, 1_000, 40_000),
    )
    .map(([open, times]) => Buffer.from(open.repeat(times).replace(/(.{100})/gs, '$1\n'))),
  fc
    .array(
      fc.constantFrom(
        'class A {',
        '}',
        'function f(',
        ')',
        'export',
        'import x from',
        "'",
        '`',
        '=>',
        'def f',
        ':',
        '\n',
        '\r',
        '\t',
        '\u2028',
      ),
      { maxLength: 300 },
    )
    .map((words) => Buffer.from(words.join(' '))),
);
const files = fc.array(fc.tuple(ending, bytes), { minLength: 5, maxLength: 20 });

test('no bytes crash or hang the indexing: every file is indexed, or left out with a reason', async () => {
  let round = 0;
  await fc.assert(
    fc.asyncProperty(files, async (contents) => {
      const root = join(folder.path, `round${round++}`);
      mkdirSync(root);
      for (const [at, [end, content]] of contents.entries())
        writeFileSync(join(root, `f${at}.${end}`), content);
      await using opened = await indexed(root, store);
      const { files: count, skipped } = await opened.repository.indexed;
      expect(count + skipped.length).toBe(contents.length);
      expect(skipped.filter(({ why }) => why.startsWith('not parsed'))).toEqual([]);
      expect(opened.repository.completeness).toEqual({ state: 'complete' });
    }),
    { numRuns: runs(3, 200), interruptAfterTimeLimit: 800_000 },
  );
}, 900_000);
