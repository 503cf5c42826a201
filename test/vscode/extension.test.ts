/** The extension in the real extension host, from its sources: a suite for each aspect. */

import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { projectRoot } from '../support/sources.ts';
import { runSuite } from './rig/host.ts';

const shop = fixture(`
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler"}}
//- /invoice.ts
export interface Invoice { id: string; total: number }
export function makeInvoice(id: string): Invoice { return { id, total: 0 }; }
//- /main.ts
import { type Invoice, makeInvoice } from './invoice';
export const first: Invoice = makeInvoice('a');
export function total(invoice: Invoice): number {
  return invoice.
}
`);
afterAll(() => shop[Symbol.dispose]());

const suites = ['activation', 'completion'];

/** With these a test sees every completion, however long the machine takes. */
const patient = {
  'keyhole.confidence': 0,
  'keyhole.typeDeadline': 30_000,
  'keyhole.sourceDeadline': 30_000,
  'keyhole.checkDeadline': 30_000,
};

test('every suite passes in the extension host', async () => {
  const suite = suites.map((name) => fileURLToPath(new URL(`./suite/${name}.ts`, import.meta.url)));
  const run = await runSuite({ extensionPath: projectRoot, workspace: shop.root, settings: patient, suite });
  if (process.env.DEBUG_LOG) console.log(run.log);
  const failed = run.tests.filter(({ state }) => state !== 'passed');
  expect(failed.map(({ title, error }) => `${title}: ${error}`)).toEqual([]);
  expect(run, run.log).toMatchObject({ code: 0, passed: true });
  for (const line of run.log.split('\n')) if (line.startsWith('activation:')) console.log(line);
});
