/** Headers of other files that are not imported yet: found by the heads of types, judged by the checker. */

import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../server/host/host.ts';
import { defaultSettings, typeEngineChoices } from '../../server/protocol/protocol.ts';
import { fixture } from '../support/fixture.ts';

const shop = fixture(`
//- /package.json
{"name": "shop", "workspaces": ["packages/*"]}
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "target": "es2022", "moduleResolution": "bundler", "types": []}}
//- /invoice.ts
export interface Invoice { id: string; total: number }
export class Draft implements Invoice {
  id = ''; total = 0;
  static empty(): Draft { return new Draft(); }
  copy(): Draft { return this; }
}
//- /billing.ts
import type { Invoice } from './invoice';
export function makeInvoice(id: string): Invoice { return { id, total: 0 }; }
export async function loadInvoice(id: string): Promise<Invoice> { return makeInvoice(id); }
export const noInvoice: Invoice = makeInvoice('');
export function pay(invoice: Invoice): void {}
function secret(): Invoice { return noInvoice; }
//- /letters.ts
export interface Invoice { to: string }
export function makeLetter(): Invoice { return { to: '' }; }
//- /packages/other/package.json
{"name": "other"}
//- /packages/other/index.ts
import type { Invoice } from '../../invoice';
export function otherInvoice(): Invoice { return { id: '', total: 0 }; }
//- /main.ts
import type { Invoice } from './invoice';
export const first: Invoice = $0;
`);
const signal = new AbortController().signal;
const choices = typeEngineChoices.filter((choice) => choice !== 'auto');
const engines = new Map<string, Engine>();

beforeAll(async () => {
  for (const typeEngine of choices) {
    const settings = { ...defaultSettings, typeDeadline: 60_000, sourceDeadline: 60_000, typeEngine };
    const engine = createEngine({ root: shop.root, settings });
    engines.set(typeEngine, engine);
    await engine.indexed;
  }
});
afterAll(async () => {
  await Promise.all([...engines.values()].map((engine) => engine.dispose()));
  shop[Symbol.dispose]();
});

test.each(choices)(
  '%s: what yields the expected type and can be imported, each with its import',
  async (choice) => {
    const request = { id: 'r', document: shop.document, offset: shop.offset };
    const report = await engines.get(choice)!.inspect(request, signal);
    expect(report.completeness).toEqual({ state: 'complete' });
    const headers = report.relevantHeaders.map(
      ({ container, name, importLine }) => `${container ? `${container}.` : ''}${name} <- ${importLine}`,
    );
    expect(headers.toSorted()).toMatchInlineSnapshot();
  },
);
