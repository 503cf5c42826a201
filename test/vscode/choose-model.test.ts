/** Every way to a model, as a person goes it: each is tried before it is kept. */

import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { hasLlama, llamaEnvironment, testModel } from '../support/llama.ts';
import { openAIServer, type OpenAIServer } from '../support/openai-server.ts';
import type { Workbench } from './rig/host.ts';
import { files, openReady, openShop, soon } from './shop.ts';
import { quickInputField } from './ui/quick-input.ts';

const extensionPath = fileURLToPath(new URL('./fixtures/provider', import.meta.url));

/** Ports on which servers are looked for; one of them will be free. */
const usualPorts = [4891, 1337, 5001];

async function serverOnUsualPort(): Promise<OpenAIServer> {
  for (const port of usualPorts) {
    const server = await openAIServer(() => ['total'], port).catch(() => undefined);
    if (server) return server;
  }
  throw new Error(`The ports ${usualPorts.join(', ')} are all taken.`);
}

/** Begins the choice, with the way that is taken. */
async function choose(workbench: Workbench, way: string | RegExp): Promise<void> {
  await workbench.runCommand('Keyhole: Choose Model…');
  const rows = workbench.page.locator('.quick-input-list .monaco-list-row', { hasText: way });
  await rows.first().click();
}

const kept = ({ userFolder }: Workbench): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(userFolder, 'data/Machine/settings.json'), 'utf8'));

async function told(workbench: Workbench, what: RegExp): Promise<void> {
  await expect.poll(workbench.notifications, soon).toContainEqual(expect.stringMatching(what));
  await workbench.runCommand('Notifications: Clear All Notifications');
}

test.skipIf(!hasLlama)('a model is found, tried and kept, on every way to one', async () => {
  await using found = await serverOnUsualPort();
  using shop = fixture(files);
  // Nothing of this reaches the network.
  const environment = {
    ...(await llamaEnvironment()),
    HTTPS_PROXY: 'http://127.0.0.1:9',
    NO_PROXY: '127.0.0.1',
  };
  await using workbench = await openShop({ workspace: shop.root, extensionPath, environment });
  const { page } = workbench;
  await openReady(workbench);

  // A server that listens on this machine.
  await choose(workbench, new URL(found.endpoint).host);
  await told(workbench, /^test-model: The model wrote/);
  await expect
    .poll(() => kept(workbench), soon)
    .toMatchObject({
      'keyhole.model.endpoint': found.endpoint,
      'keyhole.model.name': 'test-model',
    });

  // One of the editor's own, which asks for consent: without it nothing is sent and nothing kept.
  await choose(workbench, "The Editor's Own Models…");
  await workbench.pick('One Word');
  const consent = page.locator('.monaco-dialog-box', { hasText: "'Keyhole' wants to access" });
  await consent.waitFor();
  await workbench.screenshot('consent-dark');
  expect(await consent.innerText()).toContain('Keyhole completes code with it while you type.');
  await consent.locator('.monaco-button', { hasText: 'Cancel' }).click();
  await told(workbench, /^You have not allowed Keyhole to use One Word: nothing was sent/);
  expect(kept(workbench)).toMatchObject({ 'keyhole.model.name': 'test-model' });

  // With it, it completes.
  await choose(workbench, "The Editor's Own Models…");
  await workbench.pick('One Word');
  await consent.locator('.monaco-button', { hasText: 'Allow' }).click();
  await told(workbench, /^One Word answered in \d+ ms: total/);
  await expect.poll(() => kept(workbench), soon).toMatchObject({ 'keyhole.model.name': 'editor:one-word' });
  expect(kept(workbench)).not.toHaveProperty(['keyhole.model.endpoint']);
  await workbench.goTo(7, 17);
  expect(await workbench.ghostTextAfter('.')).toBe('total');
  await workbench.runCommand('Keyhole: Explain Last Completion');
  const explained = page.locator('.view-lines', { hasText: 'The hole' });
  await expect.poll(() => explained.innerText(), soon).toMatch(/model\s\S*one-word/);

  // A service that cannot be reached: it says so, and nothing is kept.
  await choose(workbench, 'Anthropic…');
  await page.locator('.quick-input-widget input[type="password"]').fill('sk-nobody');
  await workbench.press('Enter');
  await page.locator('.quick-input-message', { hasText: 'write the name of one' }).waitFor();
  await quickInputField(page).fill('claude-of-somebody');
  await workbench.press('Enter');
  await told(workbench, /127\.0\.0\.1:9/);
  expect(kept(workbench)).toMatchObject({ 'keyhole.model.name': 'editor:one-word' });

  // A file, which runs in a process of its own.
  await choose(workbench, 'GGUF File…');
  // The dialog writes the folder that it has read into its field, over whatever stands there.
  const rows = page.locator('.quick-input-list .monaco-list-row');
  await rows.filter({ hasText: '..' }).first().waitFor();
  await quickInputField(page).fill(testModel().path);
  await rows.filter({ hasText: basename(testModel().path) }).waitFor();
  await workbench.press('Enter');
  await told(workbench, /\.gguf: The model wrote/);
  await expect.poll(() => kept(workbench), soon).toMatchObject({ 'keyhole.model.name': testModel().path });
});
