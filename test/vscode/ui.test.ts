/** The packaged extension as a person meets it, installed into the real workbench. */

import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { openAIServer } from '../support/openai-server.ts';
import { projectRoot } from '../support/sources.ts';
import {
  files,
  httpModel,
  languageStatus,
  logOf,
  openMenu,
  openReady,
  openShop,
  soon,
  status,
} from './shop.ts';

beforeAll(() => {
  console.log(`package: ${Math.round(statSync(join(projectRoot, 'dist/keyhole.vsix')).size / 1000)} kB`);
  console.log(`client bundle: ${statSync(join(projectRoot, 'dist/extension.cjs')).size} bytes`);
});

test('the bundle of the client weighs at most 300 kB', () => {
  expect(statSync(join(projectRoot, 'dist/extension.cjs')).size).toBeLessThanOrEqual(300_000);
});

test('ghost text comes, is accepted and saved, is explained, and a pause silences it', async () => {
  using shop = fixture(files);
  await using workbench = await openShop({ workspace: shop.root });
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

  await openMenu(workbench);
  await workbench.screenshot('keyhole-menu-dark');
  await workbench.press('Escape');
  await workbench.openFile('main.ts');
  await workbench.press('Control+Alt+Shift+K');
  await expect.poll(() => status(workbench), soon).toContain('Paused');
  await workbench.openFile('main.ts');
  await workbench.goTo(8, 23);
  await workbench.press('Enter');
  await workbench.type('invoice.');
  await sleep(2_000);
  expect(await workbench.page.locator('.ghost-text-decoration').count()).toBe(0);
  await workbench.screenshot('keyhole-paused-dark');
  await workbench.press('Control+Alt+Shift+K');
  await expect.poll(() => status(workbench), soon).toContain('Ready');
});

test('it is readable in a light theme', async () => {
  using shop = fixture(files);
  const settings = { 'workbench.colorTheme': 'Default Light Modern' };
  await using workbench = await openShop({ workspace: shop.root, settings });
  await openReady(workbench);
  await workbench.goTo(7, 17);
  expect(await workbench.ghostTextAfter('.')).toMatch(/^total/);
  await workbench.screenshot('keyhole-ghost-text-light');
  expect(await languageStatus(workbench)).toMatch(/tsconfig\.json, types checked/);
  await workbench.press('Escape');
  expect(await languageStatus(workbench)).toMatch(/^Keyhole: TypeScript \S+ – tsconfig\.json/);
  await workbench.screenshot('keyhole-language-status-light');
  await workbench.press('Escape');
  await workbench.runCommand('Keyhole: Explain Last Completion');
  await expect
    .poll(() => workbench.page.locator('.view-lines', { hasText: 'The hole' }).count(), soon)
    .toBe(1);
  await openMenu(workbench);
  await workbench.screenshot('keyhole-menu-light');
});

test('it speaks German where the editor does', async () => {
  using shop = fixture(files);
  await using workbench = await openShop({ workspace: shop.root, language: 'de' });
  const { page } = workbench;
  await workbench.openFile('main.ts');
  await expect.poll(() => status(workbench), soon).toContain('Bereit');
  // Where nothing has been completed there is nothing to explain.
  expect(await workbench.offers('Keyhole: Letzte Vervollständigung')).toBe(false);
  await workbench.goTo(7, 17);
  expect(await workbench.ghostTextAfter('.')).toMatch(/^total/);
  expect(await workbench.offers('Keyhole: Letzte Vervollständigung')).toBe(true);
  await openMenu(workbench);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Pausieren' }).waitFor();
  await workbench.press('Escape');
  await workbench.press('Control+Alt+Shift+Y');
  const inspector = await workbench.webview('body.tab .item');
  await inspector.locator('vscode-tab-header', { hasText: 'Regeln' }).waitFor();
  await workbench.screenshot('inspector-german');
});

test('ghost text is accepted by word and by line', async () => {
  using shop = fixture(files);
  await using model = await openAIServer(() => ['total +', ' first.total', ' +\n    invoice', '.total;']);
  const keybindings = [{ key: 'ctrl+alt+l', command: 'editor.action.inlineSuggest.acceptNextLine' }];
  const prices = { 'keyhole.model.inputPrice': 2, 'keyhole.model.outputPrice': 8 };
  const machineSettings = { ...httpModel(model), ...prices };
  const options = { workspace: shop.root, machineSettings, keybindings };
  await using workbench = await openShop(options);
  await openReady(workbench);
  await workbench.goTo(7, 17);
  expect(await workbench.ghostTextAfter('.')).toBe('total + first.total +\n    invoice.total;');
  await workbench.screenshot('keyhole-ghost-text-of-two-lines');
  await workbench.press('Control+ArrowRight');
  await expect.poll(workbench.ghostText, soon).toBe(' + first.total +\n    invoice.total;');
  await workbench.screenshot('keyhole-accepted-by-word');
  await workbench.press('Control+Alt+l');
  await expect.poll(workbench.ghostText, soon).toMatch(/^\s*invoice\.total;$/);
  await workbench.screenshot('keyhole-accepted-by-line');
  await workbench.press('Control+Alt+l');
  await workbench.press('Control+S');
  await expect
    .poll(() => readFileSync(shop.path('main.ts'), 'utf8'), soon)
    .toContain('  return invoice.total + first.total +\n    invoice.total;\n}');

  // What is longer than it may be ends before.
  model.answer = () => ['total.toString().padStart(12)'];
  mkdirSync(shop.path('.vscode'));
  writeFileSync(shop.path('.vscode/settings.json'), '{ "keyhole.maxLength": 16 }');
  await workbench.press('Enter');
  await workbench.type('first.');
  const typedAnew = async () => {
    await workbench.press('Backspace');
    return workbench.ghostTextAfter('.');
  };
  await expect.poll(typedAnew, { ...soon, timeout: 60_000 }).toBe('total.toString()');
  await workbench.screenshot('keyhole-max-length');

  // Where prices are known, the inspector says what that cost.
  await workbench.runCommand('Keyhole: Inspect Last Request');
  const inspector = await workbench.webview('body.tab .facts');
  expect(await inspector.locator('.facts').first().innerText()).toMatch(/Cost\s+\S*0\.\d+/);
});

test('a completion of the embedded model brings the import that it needs, by Tab', async () => {
  const mapped = "import type { Invoice } from './invoice';\n\nexport const later: Invoice[] = ['a'].map\n";
  using shop = fixture(
    `${files.replace("makeInvoice('a');", "makeInvoice('a');\nexport const all: Invoice[] = ['a', 'b'].map(makeInvoice);")}//- /later.ts\n${mapped}`,
  );
  await using workbench = await openShop({ workspace: shop.root });
  await openReady(workbench, 'later.ts');
  await workbench.goTo(3, 42);
  expect(await workbench.ghostTextAfter('(')).toBe('makeInvoice');
  await workbench.screenshot('keyhole-import');
  await workbench.press('Tab');
  await expect.poll(workbench.editorText, soon).toContain("import { makeInvoice } from './invoice';");
  await workbench.press('Control+S');
  await expect
    .poll(() => readFileSync(shop.path('later.ts'), 'utf8'), soon)
    .toBe(
      "import type { Invoice } from './invoice';\nimport { makeInvoice } from './invoice';\n\nexport const later: Invoice[] = ['a'].map(makeInvoice)\n",
    );
});

test('where the list of suggestions is open, ghost text goes on from its choice', async () => {
  using shop = fixture(files);
  await using model = await openAIServer(({ prompt }) => [
    // Ghost text that comes before the list has it open at the name that the text begins with.
    prompt.includes('invoice.id<HOLE/>') ? '.length + 1;' : 'id',
  ]);
  const settings = { 'editor.suggestOnTriggerCharacters': true };
  await using workbench = await openShop({
    workspace: shop.root,
    machineSettings: httpModel(model),
    settings,
  });
  await openReady(workbench);
  await workbench.goTo(7, 17);
  await workbench.type('.');
  await workbench.page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'id' }).waitFor();
  await expect.poll(workbench.editorText, soon).toContain('invoice.id.length + 1;');
  await workbench.screenshot('keyhole-beside-suggestions');
});

test('the log tells of the session, and the API key reaches the model and no log', async () => {
  const key = 'sk-"very"-secret-4711';
  using shop = fixture(files);
  await using model = await openAIServer(() => ['total']);
  const options = { workspace: shop.root, machineSettings: httpModel(model), logLevel: 'trace' };
  await using workbench = await openShop({ ...options, settings: { 'keyhole.trace.server': 'verbose' } });
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
});

test('the log is shown, with a line for each completion', async () => {
  using shop = fixture(files);
  await using workbench = await openShop({ workspace: shop.root });
  await openReady(workbench);
  await workbench.goTo(7, 17);
  expect(await workbench.ghostTextAfter('.')).toMatch(/^total/);
  await workbench.runCommand('Keyhole: Show Log');
  const panel = workbench.page.locator('.part.panel');
  await panel.waitFor();
  expect(await panel.locator('select:visible').inputValue()).toBe('Keyhole');
  await expect.poll(() => panel.innerText(), soon).toMatch(/main\.ts:7:18:\scompletion,\s\d+\sms/);
  await workbench.screenshot('keyhole-log-dark');
});
