import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { Trace } from '../../server/protocol/protocol.ts';
import { fixture } from '../support/fixture.ts';
import { keyhole } from '../support/keyhole.ts';

const shop = fixture(`
//- /package.json
{"name": "shop"}
//- /src/invoice.ts
export interface Invoice { id: string; total: number }
export function makeInvoice(total: number): Invoice {
  return { id: 'new', total };
}
//- /src/weather/rain.ts
export function isRaining(place: string): boolean {
  return place === 'Bergen';
}
//- /src/main.ts
import { type Invoice, makeInvoice } from './invoice';

export function charge(send: (invoice: Invoice) => void): void {
  send($0);
}
`);
const hole = `${shop.path('src/main.ts')}:4:8`;
afterAll(() => shop[Symbol.dispose]());

async function contextOf(...options: string[]): Promise<string> {
  const { stdout, stderr, code } = await keyhole(['context', hole, ...options]);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  return stdout;
}

describe('context', () => {
  test('leaves out what is banned', async () => {
    expect(await contextOf()).toContain('makeInvoice');
    expect(await contextOf('--ban', '#makeInvoice')).not.toContain('makeInvoice');
    expect(await contextOf('--ban', 'src/invoice.ts')).not.toContain('nvoice');
    expect(await contextOf('--ban', '#nothing', '--ban', '*voice.ts')).not.toContain('nvoice');
  });

  test('shows a symbol at the level that was asked for', async () => {
    expect(await contextOf('--level', '#makeInvoice=body')).toContain("return { id: 'new', total };");
    expect(await contextOf('--level', 'src/invoice.ts#makeInvoice=signature')).not.toContain('return');
  });

  test('has what is pinned first, wherever it lies', async () => {
    expect(await contextOf()).not.toContain('isRaining');
    expect(await contextOf('--pin', '#isRaining', '--budget', '64')).toContain("return place === 'Bergen';");
    expect(await contextOf('--pin', 'src/weather')).toContain('isRaining(place: string): boolean');
    expect(await contextOf('--pin', 'src/weather', '--ban', '#isRaining')).not.toContain('isRaining');
  });

  test('is explained as a table', async () => {
    const table = await contextOf('--explain', '--ban', '#Invoice');
    expect(table).toMatch(
      /^src\/main\.ts:4:8: argument of type Invoice\n\d+ of 1024 tokens \(o200k_base, exact\): /,
    );
    expect(table).toMatch(
      /^in +(signature|body) +\d+ +\d\.\d{3} +function makeInvoice +src\/invoice\.ts:2 +\S/m,
    );
    expect(table).toMatch(/^out +\d\.\d{3} +interface Invoice +src\/invoice\.ts:1 +Banned by "#Invoice"\./m);
  });

  test('is compared over budgets, which are nested', async () => {
    const table = await contextOf('--budgets', '16,64,512');
    expect(table).toMatch(/^item +16 +64 +512$/m);
    expect(table).toMatch(/^function makeInvoice +src\/invoice\.ts:2(?: +\S+ \d+){2} +body \d+$/m);
    const traces: Trace[] = JSON.parse(await contextOf('--budgets', '16,64,512', '--json'));
    expect(traces.map(({ budget }) => budget)).toEqual([16, 64, 512]);
    expect(traces.every(({ contextTokens, budget }) => contextTokens <= budget)).toBe(true);
  });

  test.each([
    [['--budgets', '128,few'], '--budgets takes a whole number above 0, not "few"'],
    [['--pin', ''], '--pin: A rule is empty'],
    [['--ban', '../x'], '--ban: The rule "../x" leaves the repository'],
    [['--level', '#a'], '--level: "#a" is not RULE=LEVEL'],
  ])('%j gets one line and exit code 2', async (options, message) => {
    const { stdout, stderr, code } = await keyhole(['context', hole, ...options]);
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

test('what is said once is kept outside of the repository until it is forgotten', async () => {
  const before = readdirSync(shop.root, { recursive: true });
  const steer = (...words: string[]) => keyhole(['steer', shop.root, ...words]);
  expect((await steer('--ban', '#makeInvoice', '--level', '#Invoice=name')).stdout).toBe(
    'ban    #makeInvoice\nlevel  #Invoice=name\n',
  );
  expect(await contextOf()).not.toContain('makeInvoice');
  expect(await contextOf('--pin', '#makeInvoice')).toContain('makeInvoice');
  expect((await steer('--forget', '#Invoice')).stdout).toBe('ban    #makeInvoice\n');
  expect((await steer('--forget', '#Invoice')).stderr).toContain('There is no rule "#Invoice" to forget');
  expect((await steer('--forget', 'all')).stdout).toBe('Nothing is pinned or banned here.\n');
  expect(readdirSync(shop.root, { recursive: true })).toEqual(before);
});
