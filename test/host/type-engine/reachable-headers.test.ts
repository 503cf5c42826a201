/** Headers of other files that are not imported yet: found by the heads of types, judged by the checker. */

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createEngine, type Engine } from '../../../server/host/host.ts';
import { defaultSettings, typeEngineChoices } from '../../../server/protocol/protocol.ts';
import { fixture } from '../../support/fixture.ts';

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
//- /drafts.ts
import { noInvoice } from './billing';
export const openInvoice = () => noInvoice;
//- /sales.ts
import { loadInvoice, makeInvoice } from './billing';
export function sell(id: string) {
  // makeInvoice(id) is what counts
  const made = makeInvoice(
    id.trim(),
  );
  return [made, loadInvoice(id)];
}
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
const request = { id: 'r', document: shop.document, offset: shop.offset };
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
    const report = await engines.get(choice)!.inspect(request, signal);
    expect(report.completeness).toEqual({ state: 'complete' });
    const headers = report.relevantHeaders.map(
      ({ container, name, importLine }) => `${container ? `${container}.` : ''}${name} <- ${importLine}`,
    );
    expect(headers.toSorted()).toMatchInlineSnapshot(`
      [
        "Draft <- import { Draft } from './invoice';",
        "Draft.empty <- import { Draft } from './invoice';",
        "loadInvoice <- import { loadInvoice } from './billing';",
        "makeInvoice <- import { makeInvoice } from './billing';",
        "makeLetter <- import { makeLetter } from './letters';",
        "noInvoice <- import { noInvoice } from './billing';",
        "openInvoice <- import { openInvoice } from './drafts';",
        "pay <- import { pay } from './billing';",
        "sell <- import { sell } from './sales';",
      ]
    `);
  },
);

test.each(choices)('%s: what yields it by inference alone is found a little later', async (choice) => {
  const engine = engines.get(choice)!;
  const found = async () => {
    const report = await engine.inspect(request, signal);
    const reasons = report.relevantHeaders.map(({ name, reason }) => `${name} ${reason}`);
    expect(reasons.join('\n')).toContain(
      'openInvoice returns `Invoice`, the type this declaration is annotated with',
    );
  };
  await vi.waitFor(found, { timeout: 50_000, interval: 1000 });
});

test.each(choices)('%s: what is best is shown as others call it', async (choice) => {
  const asked = { ...request, sources: ['usages' as const] };
  const [assembled] = await engines.get(choice)!.assemble(asked, [500], signal);
  expect(assembled?.items.map((item) => item.render('body'))).toMatchInlineSnapshot(`
    [
      "export async function loadInvoice(id: string): Promise<Invoice> { return makeInvoice(id); }",
      "const made = makeInvoice(
      id.trim(),
    );",
    ]
  `);
});
