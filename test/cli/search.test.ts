import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { tokenizerFor } from '../../server/models/models.ts';
import { fixture } from '../support/fixture.ts';
import { keyhole } from '../support/keyhole.ts';

const shop = fixture(`
//- /package.json
{"name": "shop"}
//- /tsconfig.json
{
  // Other names of folders.
  "compilerOptions": {"paths": {"@/*": ["./src/*"],},},
}
//- /src/invoice.ts
/** What a customer owes. */
export interface Invoice {
  id: string;
  total: number;
}
export class InvoiceBook {
  readonly invoices: Invoice[] = [];
  add(invoice: Invoice): void {
    this.invoices.push(invoice);
  }
}
//- /src/main.ts
import { type Invoice, InvoiceBook } from '@/invoice';

export function makeBook(invoices: readonly Invoice[]): InvoiceBook {
  const book = new InvoiceBook();
  // Every invoice that is overdue gets a reminder.
  for (const invoice of invoices) book.add(invoice);
  return book;
}
//- /notes.txt
The invoice is sent on Mondays.
`);
afterAll(() => shop[Symbol.dispose]());

describe('search', () => {
  test('prints declarations and lines, best first, as places to jump to', async () => {
    const { stdout, code } = await keyhole(['search', 'InvoiceBook'], { cwd: shop.root });
    expect(code).toBe(0);
    const [first, ...rest] = stdout.trimEnd().split('\n');
    expect(first).toBe('src/invoice.ts:6:1: class InvoiceBook: export class InvoiceBook');
    expect(rest).toContainEqual(expect.stringMatching(/^src\/main\.ts:\d+:\d+: in makeBook: /));
  });

  test('finds words in comments and in other text', async () => {
    const { stdout } = await keyhole(['search', 'overdue', 'reminder', '--json'], { cwd: shop.root });
    const { found, completeness } = JSON.parse(stdout);
    expect(found[0]).toMatchObject({ match: 'content', line: 5, symbol: { name: 'makeBook' } });
    expect(completeness).toEqual({ state: 'complete' });
    const { stdout: notes } = await keyhole(['search', 'mondays', '--in', shop.root]);
    expect(notes).toContain('notes.txt:1:1: text: The invoice is sent on Mondays.');
  });

  test('keeps to kinds and to a limit; finding nothing is said and is no error', async () => {
    const { stdout } = await keyhole(['search', 'inv', '--kind', 'interface,property', '--limit', '2'], {
      cwd: shop.root,
    });
    expect(stdout.match(/^.+?: (interface|property) /gm)).toHaveLength(2);
    const none = await keyhole(['search', 'zzqqxy'], { cwd: shop.root });
    expect(none).toMatchObject({ code: 0, stdout: '' });
    expect(none.stderr).toMatch(/^Nothing found for "zzqqxy" in \d+ files of .+\.\n$/);
  });
});

describe('symbols', () => {
  test('prints the outline of a file', async () => {
    const { stdout } = await keyhole(['symbols', shop.path('src/invoice.ts')]);
    expect(stdout).toBe(
      [
        ' 2-5  interface  export interface Invoice',
        '   3  property     id: string',
        '   4  property     total: number',
        '6-11  class      export class InvoiceBook',
        '   7  property     readonly invoices: Invoice[] = []',
        '8-10  method       add(invoice: Invoice): void',
        '',
      ].join('\n'),
    );
  });

  test('as JSON: places from 1, and what holds what', async () => {
    const { stdout } = await keyhole(['symbols', shop.path('src/invoice.ts'), '--json']);
    const { language, symbols } = JSON.parse(stdout);
    expect(language).toBe('typescript');
    expect(symbols.at(-1)).toEqual({
      name: 'add',
      kind: 'method',
      container: 3,
      depth: 1,
      exported: true,
      start: { line: 8, column: 3 },
      end: { line: 10, column: 4 },
      signature: 'add(invoice: Invoice): void',
    });
  });

  test('a text without symbols is said to have none', async () => {
    const { stdout, stderr, code } = await keyhole(['symbols', shop.path('notes.txt')]);
    expect({ stdout, code }).toEqual({ stdout: '', code: 0 });
    expect(stderr).toContain('No symbols in');
  });
});

describe('map', () => {
  test.each([20, 60, 200])('keeps within %i tokens', async (budget) => {
    const { stdout } = await keyhole(['map', shop.root, '--budget', String(budget)]);
    expect(tokenizerFor('embedded').count(stdout)).toBeLessThanOrEqual(budget);
  });

  test('puts what others use first, with what is left out marked', async () => {
    const { stdout } = await keyhole(['map', shop.root]);
    expect(stdout).toMatch(/^src\/invoice\.ts:\n…\nexport interface Invoice \{\n/);
    expect(stdout).toContain('\n  add(invoice: Invoice): void {\n…\n');
    const { files, tokens, budget } = JSON.parse((await keyhole(['map', shop.root, '--json'])).stdout);
    expect(files.map(({ path }: { path: string }) => path)).toEqual(['src/invoice.ts', 'src/main.ts']);
    expect(tokens).toBe(tokenizerFor('embedded').count(stdout));
    expect(budget).toBe(1024);
  });

  test('is about a file or a symbol where one is given', async () => {
    for (const focus of ['makeBook', 'src/main.ts']) {
      const { stdout } = await keyhole(['map', shop.root, '--budget', '40', '--focus', focus]);
      expect(stdout).toMatch(/^src\/main\.ts:\n/);
    }
  });
});

test.each([
  [['search', '...'], 'Search for a name or for words'],
  [['search'], "missing required argument 'words'"],
  [['search', 'x', '--kind', 'klass'], '--kind takes function, method'],
  [['search', 'x', '--limit', 'all'], '--limit takes a whole number above 0'],
  [['search', 'x', '--in', join(shop.root, 'gone')], 'there is no such folder'],
  [['symbols', join(shop.root, 'gone.ts')], 'Cannot read'],
  [['map', join(shop.root, 'gone')], 'there is no such folder'],
  [['map', shop.root, '--budget', '0'], '--budget takes a whole number above 0'],
  [['map', shop.root, '--focus', 'nobody'], 'there is no "nobody"'],
  [['map', shop.root, '--focus', join(shop.root, 'src')], 'is not among the indexed files'],
])('%j gets one line and exit code 2', async (words, message) => {
  const { stdout, stderr, code } = await keyhole(words);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
});
