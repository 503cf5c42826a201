import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { allControlTokens, tokenizerFor } from '../../server/models/models.ts';
import { fixture } from '../support/fixture.ts';
import { batch, keyhole } from '../support/keyhole.ts';

const shop = fixture(`
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler", "target": "es2022"}}
//- /src/invoice.ts
/** What a customer owes. */
export interface Invoice {
  id: string;
  total: number;
  customer: Customer;
}
export interface Customer { name: string; email: string }
export function makeInvoice(customer: Customer, total: number): Invoice {
  return { id: customer.name, total, customer };
}
export function send(invoice: Invoice): void {
  console.log(invoice.total);
}
//- /src/main.ts
import { type Invoice, makeInvoice, send } from './invoice';

export function charge(invoice: Invoice): number {
  send($0);
  return invoice.total;
}
`);
const hole = `${shop.path('src/main.ts')}:4:8`;
const member = `${shop.path('src/main.ts')}:5:18`;
afterAll(() => shop[Symbol.dispose]());

describe('keyhole', () => {
  test('hole prints what belongs at the cursor', async () => {
    const { stdout, code } = await keyhole(['hole', hole]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/kind +argument\nexpected type +Invoice\n/);
    expect(stdout).toContain('makeInvoice');
  });

  test('context prints the context and nothing else', async () => {
    const { stdout, stderr, code } = await keyhole(['context', hole, '--budget', '200']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^\/\/ \.\/invoice\.ts\n[^]*interface Invoice \{/);
    const { stdout: json } = await keyhole(['context', hole, '--budget', '200', '--json']);
    const trace = JSON.parse(json);
    expect(trace.contextTokens).toBe(tokenizerFor('embedded').count(stdout));
    expect(
      trace.prompt
        .filter(({ kind }: { kind: string }) => kind === 'context')
        .map(({ text }: { text: string }) => text)
        .join(''),
    ).toBe(stdout);
  });

  test.each([1, 16, 64, 512])('context keeps within %i tokens', async (budget) => {
    const { stdout } = await keyhole(['context', hole, '--budget', String(budget)]);
    expect(tokenizerFor('embedded').count(stdout)).toBeLessThanOrEqual(budget);
  });

  test('complete prints a completion, or says why there is none', async () => {
    const { stdout, stderr, code } = await keyhole(['complete', member]);
    expect(code).toBe(0);
    expect(stdout === '' ? stderr : stdout).toMatch(stdout === '' ? /^No completion: .+\.\n$/ : /\S\n$/);
  });

  test('trace prints every stage, with context and without', async () => {
    const { stdout, code } = await keyhole(['trace', hole]);
    expect(code).toBe(0);
    for (const part of [
      'The hole',
      'Kept',
      'Dropped',
      'The prompt',
      'The completion',
      'Time',
      'without the gathered context',
    ]) {
      expect(stdout).toContain(part);
    }
  });

  test('index counts files, symbols, seconds and bytes', async () => {
    const { stdout, code } = await keyhole(['index', shop.root]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+ files, \d+ symbols, \d+\.\d\d s, \d+ bytes; 0 left out, \d+ parsed\n$/);
  });

  test('everything that is kept lies in the cache folder', async () => {
    const before = readdirSync(shop.root, { recursive: true });
    const cache = fixture('//- /empty\n');
    await keyhole(['hole', hole], { environment: { KEYHOLE_CACHE_DIR: cache.path('moved') } });
    expect(readdirSync(cache.path('moved'))).not.toEqual([]);
    expect(readdirSync(shop.root, { recursive: true })).toEqual(before);
    cache[Symbol.dispose]();
  });
});

describe('bad input gets one line and exit code 2', () => {
  test.each([
    [['hole', 'nowhere.ts:1:1'], 'Cannot read "nowhere.ts"'],
    [['hole', hole.replace(/:\d+:\d+$/, '')], 'is not a position: write FILE:LINE:COL'],
    [['complete', hole.replace(/:\d+:\d+$/, ':900:1')], 'the file has 7 lines'],
    [['complete', hole.replace(/:\d+:\d+$/, ':1:900')], 'line 1 is shorter than that'],
    [['context', hole, '--budget', '0'], '--budget takes a whole number above 0'],
    [['context', hole, '--budget', 'lots'], '--budget takes a whole number above 0'],
    [['context', hole, '--bugdet', '5'], "unknown option '--bugdet'"],
    [['context'], "missing required argument 'position'"],
    [['paint'], "unknown command 'paint'"],
    [[], 'No command was given'],
    [['index', join(shop.root, 'nowhere')], 'there is no such folder'],
    [['complete', hole, '--model', 'qwen'], 'needs a server'],
  ])('%j', async (words, message) => {
    const { stdout, stderr, code } = await keyhole(words);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });

  test('a failure inside gets exit code 1, and a stack only when asked for', async () => {
    const words = ['complete', hole, '--endpoint', 'http://127.0.0.1:9/v1', '--model', 'qwen2.5-coder'];
    const { stderr, code } = await keyhole(words);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toContain('127.0.0.1:9');
  });
});

describe('batch', () => {
  const file = 'src/main.ts';
  const offset = shop.document.text.indexOf('send(') + 5;

  test('answers each line in order, by offset or by line and column', async () => {
    const answers = await batch([
      { id: 1, method: 'hole', repo: shop.root, file, offset },
      { id: 'two', method: 'context', repo: shop.root, file, line: 4, column: 8, budget: 100 },
      { id: 3, method: 'context', repo: shop.root, file, offset, budgets: [32, 128] },
      { id: 4, method: 'complete', repo: shop.root, file, offset },
    ]);
    expect(answers.map(({ id }) => id)).toEqual([1, 'two', 3, 4]);
    expect(answers[0]).toMatchObject({
      hole: { kind: 'argument', expectedType: 'Invoice' },
      completeness: { state: 'complete' },
    });
    expect(answers[1]?.context).toContain('interface Invoice');
    expect(Object.keys(answers[2]?.contexts as object)).toEqual(['32', '128']);
    expect(answers[3]).toHaveProperty('completion');
    for (const answer of answers) expect(answer.ms).toBeGreaterThan(0);
  });

  test('a line that cannot be answered gets an error, and the next one its answer', async () => {
    const answers = await batch([
      'not json',
      { id: 1, method: 'paint', repo: shop.root, file, offset },
      { id: 2, method: 'hole', repo: shop.root, file, offset: 1e6 },
      { id: 3, method: 'hole', repo: shop.root, file: 'gone.ts', offset: 0 },
      { id: 4, method: 'hole', repo: shop.root, file, line: 1 },
      { id: 5, method: 'context', repo: shop.root, file, offset, budgets: [0] },
      { id: 6, method: 'hole', repo: shop.root, file, offset },
    ]);
    expect(answers.map(({ id, error }) => [id, typeof error])).toEqual([
      [null, 'string'],
      [1, 'string'],
      [2, 'string'],
      [3, 'string'],
      [4, 'string'],
      [5, 'string'],
      [6, 'undefined'],
    ]);
  });

  test('a file that spells every control token goes through hole, context and complete', async () => {
    using spelled = fixture(`
//- /tokens.ts
export const tokens = ${JSON.stringify(allControlTokens)};
export function firstToken(): string { return tokens[0] ?? ''; }
//- /main.ts
import { firstToken, tokens } from './tokens';
// ${allControlTokens.join(' ')}
const first: string = $0
`);
    const at = { repo: spelled.root, file: 'main.ts', offset: spelled.offset };
    const answers = await batch(
      ['hole', 'context', 'complete'].map((method, id) => ({ id, method, ...at, budget: 2048 })),
    );
    expect(answers.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    expect(allControlTokens.filter((token) => String(answers[1]?.context).includes(token))).toEqual([]);
  });
});
