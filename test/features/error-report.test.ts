/** The report on a candidate, by the whole engine over real files. */

import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { createEngine } from '../../server/host/host.ts';
import { defaultSettings } from '../../server/protocol/protocol.ts';
import { applyEdits } from '../../server/text/text.ts';
import { fixture } from '../support/fixture.ts';

const shop = fixture(`
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler"}}
//- /billing.ts
export interface Customer { name: string; email: string }
export interface Invoice { id: string; total: number; customer: Customer }
export function makeInvoice(customer: Customer, total: number): Invoice {
  return { id: customer.name, total, customer };
}
//- /tax/vat.ts
export default function vat(total: number): number { return total / 5; }
//- /north/parcel.ts
export function weigh(): number { return 1; }
//- /south/parcel.ts
export function weigh(): number { return 2; }
//- /main.ts
import type { Customer, Invoice } from './billing';

const broken: number = 'wrong before';
export function charge(customer: Customer) {
  const total: number = 1;
  $0
  return total;
}
//- /window.ts
import { charge } from './main';
export const paid: number = charge({ name: 'a', email: 'b' });
`);
const { document, offset } = shop;
const settings = { ...defaultSettings, checkDeadline: 60_000 };
const engine = createEngine({ root: shop.root, settings });
afterAll(async () => {
  await engine.dispose();
  shop[Symbol.dispose]();
});

async function report(candidate: string, request: { text?: string; checkDeadline?: number } = {}) {
  await engine.indexed;
  const { text = document.text, checkDeadline = 60_000 } = request;
  const asked = { id: 'r', document: { ...document, text }, offset, settings: { checkDeadline } };
  return engine.check(asked, candidate, AbortSignal.timeout(60_000));
}

describe('the error report', () => {
  test('is clean for what adds no error, whatever was wrong before', async () => {
    expect(await report('console.log(customer.name);')).toMatchObject({
      verdict: 'clean',
      errors: [],
      fixes: [],
    });
  });

  test('tells where, what, and what is declared behind the failing names', async () => {
    const { verdict, errors } = await report('customer.phone.trim();');
    expect(verdict).toBe('adds errors');
    expect(errors).toEqual([
      {
        path: 'main.ts',
        line: 6,
        column: 12,
        place: 'completion',
        code: 2339,
        message: "Property 'phone' does not exist on type 'Customer'.",
        term: 'phone',
        definitions: [
          {
            name: 'Customer',
            kind: 'interface',
            path: 'billing.ts',
            line: 1,
            text: 'export interface Customer { name: string; email: string }',
          },
        ],
      },
    ]);
  });

  test('imports a name that one module exports', async () => {
    const { verdict, fixed } = await report('const invoice = makeInvoice(customer, total);');
    expect(verdict).toBe('adds errors');
    expect(fixed).toMatchObject({
      verdict: 'clean',
      fixes: [{ kind: 'import', what: "imports `makeInvoice` from './billing'" }],
    });
    const after = applyEdits(document.text, fixed?.edits ?? []);
    expect(after.split('\n')[1]).toBe("import { makeInvoice } from './billing';");
  });

  test('imports what a module exports by default', async () => {
    const { fixed } = await report('vat(total);');
    expect(fixed?.verdict).toBe('clean');
    expect(applyEdits(document.text, fixed?.edits ?? [])).toContain("\nimport vat from './tax/vat';\n");
  });

  test('leaves the choice to a person where several modules export a name', async () => {
    expect(await report('weigh();')).not.toHaveProperty('fixed');
  });

  test('spells a name right that the checker knows', async () => {
    const { fixed } = await report('const mail: string = customer.emial;');
    expect(fixed).toMatchObject({
      verdict: 'clean',
      text: 'const mail: string = customer.email;',
      fixes: [{ kind: 'spelling', what: 'writes `email` for `emial`' }],
    });
  });

  test('spells a short member right that the checker makes no suggestion for', async () => {
    const { fixed } = await report('[total].pusj(1);');
    expect(fixed).toMatchObject({ verdict: 'clean', text: '[total].push(1);' });
    expect(await report('[total].pudt(1);')).not.toHaveProperty('fixed');
  });

  test('takes no name that the file has elsewhere for a wrong spelling', async () => {
    expect(await report('console.log(totals);')).toHaveProperty('fixed');
    const used = document.text.replace('return total', 'if (totals) return total');
    expect(await report('console.log(totals);', { text: used })).not.toHaveProperty('fixed');
  });

  test('puts several things right, one after the other', async () => {
    const { fixed } = await report('const mail: string = makeInvoice(customer, total).custommer.email;');
    expect(fixed).toMatchObject({ verdict: 'clean', text: expect.stringContaining('.customer.email') });
    expect(fixed?.fixes.map(({ kind }) => kind)).toEqual(['import', 'spelling']);
  });

  test('tells of the function that a wrong argument is for', async () => {
    const { errors } = await report("charge('Ada');");
    expect(errors[0]?.definitions.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['charge', 'Customer']),
    );
  });

  test('tells of errors elsewhere in the file', async () => {
    const { errors } = await report('function charge() {}\n}\nexport function charge(customer: Customer) {');
    expect(errors.map(({ place }) => place)).toContain('file');
  });

  test('tells of errors in open files that import this one', async () => {
    const path = shop.path('window.ts');
    engine.change(path, { path, language: 'typescript', text: shop.files.get('window.ts')! });
    const { verdict, errors } = await report("if (total > 1) return 'much';");
    expect(verdict).toBe('adds errors');
    expect(errors).toMatchObject([
      { path: 'window.ts', line: 2, column: 14, place: 'dependant', code: 2322 },
    ]);
    engine.change(path, undefined);
    expect((await report("if (total > 1) return 'much';")).verdict).toBe('clean');
  });

  test('says that nothing was checked in time, and writes nothing', async () => {
    const late = await report('nowhere();', { text: `${document.text} `, checkDeadline: 1 });
    expect(late).toMatchObject({
      verdict: 'unchecked',
      errors: [],
      diagnostics: [expect.stringContaining('1 ms')],
    });
    for (const [name, text] of shop.files) expect(readFileSync(shop.path(name), 'utf8')).toBe(text);
  });
});
