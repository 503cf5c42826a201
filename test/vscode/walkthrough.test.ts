/** The first steps as a person takes them: the walkthrough, each of its actions, and the choice of a model. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { openAIServer } from '../support/openai-server.ts';
import type { Workbench } from './rig/host.ts';
import { files, openReady, openShop, soon } from './shop.ts';

/** Runs the action of a step, which is opened by its title. */
async function act({ page }: Workbench, step: string, action: string): Promise<void> {
  await page.locator('.getting-started-step', { hasText: step }).click();
  await page.locator('.getting-started-step .monaco-button', { hasText: action }).click();
}

const open = (workbench: Workbench) => workbench.runCommand('Keyhole: Open Walkthrough');

test('every step of the walkthrough does what it says, and a model is tried before it is kept', async () => {
  using shop = fixture(files);
  await using model = await openAIServer(() => ['first + second']);
  await using workbench = await openShop({ workspace: shop.root });
  const { page } = workbench;
  await openReady(workbench);

  await open(workbench);
  await page.locator('.getting-started-step').first().waitFor();
  await workbench.screenshot('walkthrough-dark');
  await act(workbench, 'See a completion', 'Try a Sample');
  expect(await workbench.ghostText()).toMatch(/^total/);

  await open(workbench);
  await act(workbench, 'Open the inspector', 'Inspect Last Request');
  await workbench.webview('body.tab .item');

  await open(workbench);
  await act(workbench, 'Set your budget', 'Set Your Budget');
  await page.locator('.settings-editor .setting-item-label', { hasText: 'Budget' }).first().waitFor();

  await open(workbench);
  await act(workbench, 'Choose a model', 'Choose Model');
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await workbench.screenshot('choose-model-dark');
  await workbench.pick('OpenAI-Compatible Address…');
  const field = page.locator('.quick-input-widget input[type="text"]');
  await field.fill('not an address');
  await page.locator('.quick-input-message', { hasText: 'http://' }).waitFor();
  await field.fill(model.endpoint);
  await workbench.press('Enter');
  await expect
    .poll(workbench.notifications, soon)
    .toEqual([expect.stringMatching(/^test-model: The model wrote/)]);
  const settings = () => readFileSync(join(workbench.userFolder, 'data/Machine/settings.json'), 'utf8');
  await expect.poll(settings, soon).toContain(model.endpoint);
  expect(JSON.parse(settings())).toMatchObject({ 'keyhole.model.name': 'test-model' });

  await workbench.runCommand('Keyhole: Doctor');
  const report = page.locator('.view-lines', { hasText: '✓' });
  await expect.poll(() => report.first().innerText(), soon).toMatch(/✓\smodel[^]*test-model/);
  await workbench.screenshot('doctor-dark');
});
