/** The packaged extension as a person meets it, installed into the real workbench. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { openAIServer } from '../support/openai-server.ts';
import { projectRoot } from '../support/sources.ts';
import { openWorkbench, type Workbench } from './rig/host.ts';

const vsix = join(projectRoot, 'dist/keyhole.vsix');
const soon = { timeout: 30_000, interval: 200 };

const files = `
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler"}}
//- /invoice.ts
export interface Invoice { id: string; total: number }
export function makeInvoice(id: string): Invoice { return { id, total: 0 }; }
export function printInvoice(invoice: Invoice): string {
  return \`\${invoice.id}: \${invoice.total}\`;
}
//- /main.ts
import { type Invoice, makeInvoice, printInvoice } from './invoice';

export const first: Invoice = makeInvoice('a');
console.log(printInvoice(first));

export function total(invoice: Invoice): number {
  return invoice
}
`;

/** With these a test sees every completion, however long the machine takes. */
const patient = {
  'keyhole.confidence': 0,
  'keyhole.typeDeadline': 30_000,
  'keyhole.sourceDeadline': 30_000,
  'keyhole.checkDeadline': 30_000,
  'editor.suggestOnTriggerCharacters': false,
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
};

/** What the item of the status bar says to a screen reader. */
const status = async ({ page }: Workbench) =>
  (await page.locator('[id="keyhole.keyhole.keyhole.status"] a').getAttribute('aria-label')) ?? '';

async function openReady(workbench: Workbench): Promise<void> {
  await workbench.openFile('main.ts');
  await expect.poll(() => status(workbench), soon).toContain('Ready');
}

beforeAll(() => {
  if (!existsSync(vsix)) throw new Error('There is no dist/keyhole.vsix: run "npm run package" first.');
  console.log(`package: ${Math.round(statSync(vsix).size / 1000)} kB`);
  console.log(`client bundle: ${statSync(join(projectRoot, 'dist/extension.cjs')).size} bytes`);
});

test('the bundle of the client weighs at most 300 kB', () => {
  expect(statSync(join(projectRoot, 'dist/extension.cjs')).size).toBeLessThanOrEqual(300_000);
});

test('ghost text comes, is accepted whole and by word, is explained, and a pause silences it', async () => {
  using shop = fixture(files);
  await using workbench = await openWorkbench({ vsix, workspace: shop.root, settings: patient });
  await openReady(workbench);
  await workbench.goTo(7, 17);
  expect(await workbench.ghostTextAfter('.')).toMatch(/^total/);
  await workbench.screenshot('keyhole-ghost-text-dark');
  await workbench.press('Tab');
  await expect.poll(workbench.editorText, soon).toMatch(/return invoice\.total/);
  await workbench.press('Control+S');
  await expect.poll(() => readFileSync(shop.path('main.ts'), 'utf8'), soon).toMatch(/return invoice\.total/);

  await workbench.goTo(4, 34);
  await workbench.press('Enter');
  const whole = await workbench.ghostTextAfter('console.');
  await workbench.press('Control+ArrowRight');
  const word = /^\W*\w+/.exec(whole)?.[0] ?? '';
  await expect.poll(workbench.editorText, soon).toContain(`console.${word}`);
  await workbench.screenshot('keyhole-partly-accepted');

  await workbench.runCommand('Keyhole: Explain Last Completion');
  await expect
    .poll(() => workbench.page.locator('.tab', { hasText: 'Keyhole: Last Completion' }).count(), soon)
    .toBe(1);
  await expect
    .poll(() => workbench.page.locator('.view-lines', { hasText: 'The hole' }).count(), soon)
    .toBe(1);
  await workbench.screenshot('keyhole-explained-dark');

  await workbench.page.locator('[id="keyhole.keyhole.keyhole.status"] a').click();
  await workbench.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await workbench.screenshot('keyhole-menu-dark');
  await workbench.pick('Pause');
  await expect.poll(() => status(workbench), soon).toContain('Paused');
  await workbench.openFile('main.ts');
  await workbench.goTo(8, 23);
  await workbench.press('Enter');
  await workbench.type('invoice.');
  await sleep(2_000);
  expect(await workbench.page.locator('.ghost-text-decoration').count()).toBe(0);
  await workbench.screenshot('keyhole-paused-dark');
});

test('it is readable in a light theme', async () => {
  using shop = fixture(files);
  const settings = { ...patient, 'workbench.colorTheme': 'Default Light Modern' };
  await using workbench = await openWorkbench({ vsix, workspace: shop.root, settings });
  await openReady(workbench);
  await workbench.goTo(7, 17);
  expect(await workbench.ghostTextAfter('.')).toMatch(/^total/);
  await workbench.screenshot('keyhole-ghost-text-light');
  await workbench.press('Escape');
  await workbench.runCommand('Keyhole: Explain Last Completion');
  await expect
    .poll(() => workbench.page.locator('.view-lines', { hasText: 'The hole' }).count(), soon)
    .toBe(1);
  await workbench.page.locator('[id="keyhole.keyhole.keyhole.status"] a').click();
  await workbench.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await workbench.screenshot('keyhole-menu-light');
});

test('a model that dies in mid-stream leaves one clear message and a usable editor', async () => {
  using shop = fixture(files);
  await using model = await openAIServer(() => ['to', 'tal', ' and', ' more', ' words', ' than', ' that']);
  model.fault = 'cut off';
  const machineSettings = { 'keyhole.model.endpoint': model.endpoint, 'keyhole.model.name': 'test-model' };
  await using workbench = await openWorkbench({
    vsix,
    workspace: shop.root,
    settings: patient,
    machineSettings,
  });
  await openReady(workbench);
  await workbench.goTo(7, 17);
  await workbench.type('.');
  await expect
    .poll(workbench.notifications, soon)
    .toEqual([expect.stringContaining('in the middle of the answer')]);
  await workbench.screenshot('keyhole-model-died');
  await model[Symbol.asyncDispose]();
  await workbench.type('total;');
  await workbench.press('Control+S');
  await expect
    .poll(() => readFileSync(shop.path('main.ts'), 'utf8'), soon)
    .toContain('return invoice.total;');
});
