/** The inspector as a person meets it: installed into the real workbench, on a real repository. */

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';
import { expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { projectRoot } from '../support/sources.ts';
import type { Workbench } from './rig/host.ts';
import { openReady, openShop, soon } from './shop.ts';

const stopped = `import type { Subscription } from './Subscription';

export function isStopped(subscription: Subscription): boolean {
  return subscription
}
`;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What would keep a person from using the page: every serious finding of axe, a line each. */
async function breaches(page: Frame): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run(document.body, {resultTypes: ["violations"]})',
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** The sources of rxjs with one more file, in which a completion is asked for. */
function rxjs() {
  const folder = fixture(`//- /internal/stopped.ts\n${stopped}`);
  cpSync(join(projectRoot, 'node_modules/rxjs/src'), folder.root, { recursive: true });
  writeFileSync(folder.path('internal/stopped.ts'), stopped);
  return folder;
}

/** Completes once and opens the inspector in a tab. */
async function inspect(workbench: Workbench): Promise<Frame> {
  await openReady(workbench, 'internal/stopped.ts');
  await workbench.goTo(4, 22);
  await workbench.ghostTextAfter('.');
  await workbench.runCommand('Keyhole: Inspect Last Request');
  const page = await workbench.webview('.item');
  await page.locator('.item').first().waitFor();
  return page;
}

test.each([
  ['dark', 'Default Dark Modern'],
  ['light', 'Default Light Modern'],
  ['high-contrast', 'Default High Contrast'],
])('it can be read in %s', async (name, theme) => {
  using folder = rxjs();
  const settings = { 'workbench.colorTheme': theme };
  await using workbench = await openShop({ workspace: folder.root, settings });
  const page = await inspect(workbench);
  await workbench.screenshot(`inspector-tab-${name}`);
  await expect.poll(() => page.locator('.treemap .group').count(), soon).toBeGreaterThan(1);
  for (const tab of ['Items', 'Prompt', 'Output', 'Compare', 'Rules']) {
    await page.locator('vscode-tab-header', { hasText: tab }).click();
    await workbench.screenshot(`inspector-${tab.toLowerCase()}-${name}`);
    expect(await breaches(page), tab).toEqual([]);
  }
});
