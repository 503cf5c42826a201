/** A folder that nobody trusts yet completes, and sends nothing anywhere; how a model is asked follows it once it is trusted. */

import { expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { openAIServer } from '../support/openai-server.ts';
import type { Workbench } from './rig/host.ts';
import { files, httpModel, openReady, openShop, status, soon } from './shop.ts';

/** The shop with settings of its own: an endpoint, and what only a trusted folder may say. */
const withSettings = (endpoint: string) => `${files}//- /.vscode/settings.json
${JSON.stringify({
  'keyhole.model.endpoint': endpoint,
  'keyhole.model.name': 'their-model',
  'keyhole.model.format': 'nonsense',
  'keyhole.budget': 321,
})}
`;

const restricted = ({ page }: Workbench) =>
  page.locator('[id="status.workspaceTrust"], .statusbar-item', { hasText: 'Restricted Mode' });

async function grantTrust(workbench: Workbench): Promise<void> {
  await workbench.runCommand('Workspaces: Manage Workspace Trust');
  await workbench.page.locator('.workspace-trust-editor a.monaco-button', { hasText: /^Trust$/ }).click();
  await restricted(workbench).first().waitFor({ state: 'detached' });
}

test('in Restricted Mode the embedded model completes, and the endpoint of the folder is sent nothing, also later', async () => {
  await using theirs = await openAIServer(() => ['stolen']);
  using shop = fixture(withSettings(theirs.endpoint));
  await using workbench = await openShop({ workspace: shop.root, trust: 'asked' });
  await openReady(workbench);
  await restricted(workbench).first().waitFor();
  await workbench.goTo(7, 17);
  expect(await workbench.ghostTextAfter('.')).toMatch(/^total/);
  await workbench.screenshot('keyhole-restricted-dark');
  await workbench.runCommand('Keyhole: Explain Last Completion');
  const explained = workbench.page.locator('.view-lines', { hasText: 'The hole' });
  await expect.poll(() => explained.innerText(), soon).toMatch(/model\sembedded/);
  expect(await explained.innerText()).toMatch(/of\s321\stokens/);

  await grantTrust(workbench);
  await expect
    .poll(workbench.notifications, soon)
    .toEqual([expect.stringMatching(/no prompt format "nonsense": .*Until then the embedded model answers/)]);
  await workbench.openFile('main.ts');
  await workbench.goTo(7, 18);
  await workbench.press('Backspace');
  expect(await workbench.ghostTextAfter('.')).toMatch(/^total/);
  expect(await status(workbench)).toContain('no prompt format "nonsense"');
  await workbench.screenshot('keyhole-trusted-dark');
  expect(theirs.requests).toEqual([]);
});

test('the model that the person has set is asked by its own name, and by that of the folder once it is trusted', async () => {
  await using theirs = await openAIServer(() => ['stolen']);
  await using own = await openAIServer(() => ['total']);
  using shop = fixture(withSettings(theirs.endpoint).replace('"nonsense"', '""'));
  const options = { workspace: shop.root, machineSettings: httpModel(own) };
  await using workbench = await openShop({ ...options, trust: 'asked' });
  await openReady(workbench);
  await workbench.goTo(7, 17);
  expect(await workbench.ghostTextAfter('.')).toBe('total');
  expect(own.requests.map(({ body }) => body.model)).not.toContain('their-model');

  await grantTrust(workbench);
  await workbench.openFile('main.ts');
  await workbench.goTo(7, 18);
  await workbench.press('Backspace');
  expect(await workbench.ghostTextAfter('.')).toBe('total');
  await expect.poll(() => own.requests.at(-1)?.body.model, soon).toBe('their-model');
  expect(theirs.requests).toEqual([]);
  await expect.poll(() => status(workbench), soon).toContain('Ready');
});
