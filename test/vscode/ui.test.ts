/** The packaged extension as a person meets it, installed into the real workbench. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { type OpenAIServer, openAIServer } from '../support/openai-server.ts';
import { projectRoot } from '../support/sources.ts';
import { openWorkbench, type Workbench } from './rig/host.ts';

const vsix = join(projectRoot, 'dist/keyhole.vsix');
/** Milliseconds in which a notification fades in. */
const fading = 700;
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

test('ghost text comes, is accepted and saved, is explained, and a pause silences it', async () => {
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
  await workbench.page.locator('[id="status.languageStatus"] a').hover();
  const languageStatus = workbench.page.locator('.hover-language-status', { hasText: 'Keyhole: TypeScript' });
  await expect.poll(() => languageStatus.first().innerText(), soon).toContain('tsconfig.json');
  await workbench.screenshot('keyhole-language-status-light');
  await workbench.press('Escape');
  await workbench.runCommand('Keyhole: Explain Last Completion');
  await expect
    .poll(() => workbench.page.locator('.view-lines', { hasText: 'The hole' }).count(), soon)
    .toBe(1);
  await workbench.page.locator('[id="keyhole.keyhole.keyhole.status"] a').click();
  await workbench.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await workbench.screenshot('keyhole-menu-light');
});

const httpModel = ({ endpoint }: OpenAIServer) => ({
  'keyhole.model.endpoint': endpoint,
  'keyhole.model.name': 'test-model',
});

test('a model that dies in mid-stream leaves one clear message and a usable editor', async () => {
  using shop = fixture(files);
  await using model = await openAIServer(() => ['total', ' + first', '.total', ' + invoice', '.total;']);
  const options = { workspace: shop.root, settings: patient, machineSettings: httpModel(model) };
  await using workbench = await openWorkbench({ vsix, ...options });
  await openReady(workbench);
  await workbench.goTo(7, 17);
  expect(await workbench.ghostTextAfter('.')).toBe('total + first.total + invoice.total;');
  await workbench.press('Control+ArrowRight');
  await expect.poll(workbench.ghostText, soon).toBe(' + first.total + invoice.total;');
  await workbench.screenshot('keyhole-accepted-by-word');
  await workbench.press('Escape');

  model.fault = 'cut off';
  await workbench.type(' + ');
  await expect
    .poll(workbench.notifications, soon)
    .toEqual([expect.stringContaining('in the middle of the answer')]);
  expect(await status(workbench)).toContain('in the middle of the answer');
  await sleep(fading);
  await workbench.screenshot('keyhole-model-died');
  await workbench.type('1;');
  await workbench.press('Control+S');
  await expect
    .poll(() => readFileSync(shop.path('main.ts'), 'utf8'), soon)
    .toContain('return invoice.total + 1;');
});

test('where the list of suggestions is open, ghost text goes on from its choice', async () => {
  using shop = fixture(files);
  await using model = await openAIServer(({ prompt }) => [
    prompt.includes('invoice.id<HOLE/>') ? '.length + 1;' : 'nothing',
  ]);
  const options = { workspace: shop.root, machineSettings: httpModel(model) };
  const settings = { ...patient, 'editor.suggestOnTriggerCharacters': true };
  await using workbench = await openWorkbench({ vsix, ...options, settings });
  await openReady(workbench);
  await workbench.goTo(7, 17);
  await workbench.type('.');
  await workbench.page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'id' }).waitFor();
  await expect.poll(workbench.editorText, soon).toContain('invoice.id.length + 1;');
  await workbench.screenshot('keyhole-beside-suggestions');
});

test('the API key reaches the model and no log, and a model that is not there is told with its machine', async () => {
  const key = 'sk-"very"-secret-4711';
  using shop = fixture(files);
  await using model = await openAIServer(() => ['total']);
  const options = { workspace: shop.root, machineSettings: httpModel(model), logLevel: 'trace' };
  const settings = { ...patient, 'keyhole.trace.server': 'verbose' };
  await using workbench = await openWorkbench({ vsix, ...options, settings });
  await openReady(workbench);
  await workbench.runCommand('Keyhole: Set API Key');
  await workbench.page.locator('.quick-input-widget input[type="password"]').fill(key);
  await workbench.press('Enter');
  await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  await workbench.goTo(7, 17);
  expect(await workbench.ghostTextAfter('.')).toBe('total');
  expect(model.requests.at(-1)?.headers.authorization).toBe(`Bearer ${key}`);
  await expect.poll(() => logOf(workbench), soon).toContain('inlineCompletion');
  expect(logOf(workbench)).toContain('keyhole/setApiKey');
  expect(logOf(workbench)).not.toContain('very');

  await model[Symbol.asyncDispose]();
  await workbench.type('t');
  await expect
    .poll(workbench.notifications, soon)
    .toEqual([
      expect.stringMatching(/runs on the remote machine .*"127\.0\.0\.1" is that machine, not yours/),
    ]);
  await sleep(fading);
  await workbench.screenshot('keyhole-model-refused');
});

/** Everything in the extension's own log. */
function logOf({ userFolder }: Workbench): string {
  const folder = join(userFolder, 'data/logs');
  const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('Keyhole.log'),
  );
  return logs.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
}
