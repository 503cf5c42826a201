import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { keyhole } from '../support/keyhole.ts';

const shop = fixture(`
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler"}}
//- /invoice.ts
export interface Invoice { id: string; total: number }
export function makeInvoice(id: string): Invoice { return { id, total: 0 }; }
//- /main.ts
import type { Invoice } from './invoice';
export function total(invoice: Invoice): number {
  return $0
}
//- /open.ts
import type { Invoice } from './invoice';
export const first: Invoice = _();
//- /script.py
total = 1
`);
afterAll(() => shop[Symbol.dispose]());
const hole = `${shop.path('main.ts')}:3:10`;
const check = (words: readonly string[], input = '') => keyhole(['check', hole, ...words], { input });

describe('keyhole check', () => {
  test('gives 0 for a text that adds no error', async () => {
    const { stdout, stderr, code } = await check(['--with', 'invoice.total;']);
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
    expect(stdout).toMatch(/^No new errors \(\d+ ms\)\.\n$/);
  });

  test('puts the text in place of an explicit hole', async () => {
    const { stdout, code } = await keyhole([
      'check',
      `${shop.path('open.ts')}:2:32`,
      '--with',
      "{ id: 'a', total: 1 }",
    ]);
    expect({ stdout: stdout.replace(/\d+ ms/, 'ms'), code }).toEqual({
      stdout: 'No new errors (ms).\n',
      code: 0,
    });
  });

  test('gives 1 and each error with what is declared behind it', async () => {
    const { stdout, code } = await check(['--with', 'invoice.sum;']);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^1 new error \(\d+ ms\):\n3:18 TS2339: Property 'sum' does not exist on type 'Invoice'\./,
    );
    expect(stdout).toContain('  invoice.ts:1  export interface Invoice { id: string; total: number }\n');
  });

  test('says what can be put right, reads standard input, and writes nothing', async () => {
    const { stdout, code } = await check(['--with', '-', '--json'], "makeInvoice('a').totl;");
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      verdict: 'adds errors',
      errors: [{ term: 'makeInvoice', place: 'completion' }],
      fixed: {
        verdict: 'clean',
        text: "makeInvoice('a').total;",
        fixes: [{ kind: 'import' }, { kind: 'spelling' }],
        edits: [{ text: "\nimport { makeInvoice } from './invoice';" }],
      },
    });
    expect((await check(['--with', 'invoice.totl;'])).stdout).toContain(
      'Can be put right (without an error):\n  writes `total` for `totl`\n  | invoice.total;\n',
    );
    expect(readFileSync(shop.path('main.ts'), 'utf8')).toBe(shop.files.get('main.ts'));
  });

  test.each([
    [['check', hole], 'Give the text to check: --with TEXT'],
    [['check', 'nowhere.ts:1:1', '--with', 'x'], 'Cannot read "nowhere.ts"'],
    [['check', `${shop.path('script.py')}:1:1`, '--with', 'x'], 'only TypeScript and JavaScript'],
  ])('gives 2 and one line for bad input: %j', async (words, message) => {
    const { stdout, stderr, code } = await keyhole(words);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('gives 3 where the checker was not in time', async () => {
    const { stdout, code } = await check(['--with', 'invoice.total;', '--deadline', '1']);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^Not checked:\n.+\n$/);
  });
});

describe('keyhole hole', () => {
  test('tells everything about the hole as JSON', async () => {
    const { stdout } = await keyhole(['hole', hole, '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      file: 'main.ts',
      line: 3,
      column: 10,
      kind: 'return value',
      expectedType: { name: 'number' },
      typingContext: expect.arrayContaining([{ name: 'invoice', type: 'Invoice' }]),
      relevantTypes: [
        {
          name: 'Invoice',
          kind: 'interface',
          path: 'invoice.ts',
          start: { line: 1, column: 1 },
          text: expect.stringMatching(/interface Invoice \{\s*id: string;\s*total: number;?\s*\}$/),
          tokens: expect.any(Number),
          reason: expect.any(String),
        },
      ],
      completeness: { state: 'complete' },
      engine: expect.stringMatching(/^TypeScript/),
      stages: expect.arrayContaining([{ stage: 'type the hole', ms: expect.any(Number) }]),
    });
  });
});
