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
import { quickInputField } from './ui/quick-input.ts';

const stopped = `import type { Subscription } from './Subscription';

export function isStopped(subscription: Subscription): boolean {
  return subscription
}
`;

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
  return workbench.webview('body.tab .item');
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What would keep a person from using the page: every serious finding of axe, and headings that skip a level. */
async function breaches(page: Frame): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run(document.body, {resultTypes: ["violations"]})',
  );
  return violations
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || id === 'heading-order')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const themes = { dark: 'Dark Modern', light: 'Light Modern', 'high-contrast': 'Dark High Contrast' } as const;

async function useTheme(workbench: Workbench, page: Frame, name: keyof typeof themes): Promise<void> {
  await workbench.runCommand('Preferences: Color Theme');
  await quickInputField(workbench.page).fill(themes[name]);
  await workbench.pick(themes[name]);
  await page.locator(`body.vscode-${name}`).waitFor();
}

const tab = (page: Frame, name: string) => page.locator('vscode-tab-header', { hasText: name });
const item = (page: Frame, name: string) =>
  page.locator('.item', { has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) }).first();

test('what was sent is seen, opened, steered, compared and read in every theme', async () => {
  using folder = rxjs();
  await using workbench = await openShop({ workspace: folder.root });
  const page = await inspect(workbench);
  const { page: window } = workbench;

  // The budget: exact tokens, by source, file and level.
  expect(await page.locator('.budget .figure').first().innerText()).toMatch(/^[\d,]+\s+of 1,024 tokens/);
  await expect.poll(() => page.locator('.treemap .group').count(), soon).toBeGreaterThan(1);
  for (const by of ['File', 'Level', 'Source']) {
    await page.locator('.segmented button', { hasText: by }).click();
    expect(await page.locator('.bar .part').count()).toBeGreaterThan(1);
  }

  // Items: search, filter, hover; a click opens the source at its range.
  await page.locator('vscode-textfield.search input').fill('closed');
  const closed = item(page, 'Subscription.closed');
  await closed.hover();
  await expect.poll(() => page.locator('.card pre').innerText(), soon).toContain('closed');
  const card = await page.locator('.card').boundingBox();
  expect((card?.y ?? 0) + (card?.height ?? 0)).toBeLessThan(window.viewportSize()?.height ?? 0);
  await workbench.screenshot('inspector-hover-dark');
  await page.locator('.card .icon-button').click();
  await closed.click();
  await window.locator('.tab.active[data-resource-name="Subscription.ts"]').waitFor();
  await expect
    .poll(() => window.locator('.monaco-editor.focused .selected-text').count(), soon)
    .toBeGreaterThan(0);

  // Control: a ban selects anew at once; the slider too; it is in the list of rules; it is run again.
  await closed.focus();
  await closed.press('b');
  await page.locator('.trial', { hasText: 'No model was asked' }).waitFor();
  await expect.poll(() => closed.getAttribute('class'), soon).toMatch(/dropped banned/);
  await page.locator('#budget-slider').fill('60');
  await page.locator('.budget .figure', { hasText: 'of 336 tokens' }).waitFor();
  await workbench.screenshot('inspector-trial-dark');
  await page.locator('.trial vscode-button', { hasText: 'Run Again' }).click();
  await expect.poll(() => page.locator('.request').count(), soon).toBe(2);

  // Comparing: what left, and what it cost.
  await tab(page, 'Compare').click();
  await page.locator('.changes .left li', { hasText: 'closed' }).waitFor();
  await workbench.screenshot('inspector-compare-dark');
  await tab(page, 'Rules').click();
  const pattern = page.locator('.rule .pattern').first();
  expect(await pattern.inputValue()).toBe('internal/Subscription.ts#Subscription.closed');
  await workbench.screenshot('inspector-rules-dark');
  await page.locator('vscode-button', { hasText: 'Reset Everything' }).click();
  await page.locator('.waiting', { hasText: 'Nothing is set' }).waitFor();
  expect(await page.locator('.trial').count()).toBe(0);

  // The output: where its names come from, and what took how long.
  await tab(page, 'Output').click();
  await page.locator('.provenance li').first().waitFor();
  expect(await page.locator('.waterfall tr').count()).toBeGreaterThan(4);
  // What the model could choose from is named.
  await page.locator('.steps .names', { hasText: 'closed' }).first().waitFor();

  // The prompt, word for word, as a document that folds.
  await tab(page, 'Prompt').click();
  await page.locator('.segment.context pre').first().waitFor();
  await page.locator('vscode-button', { hasText: 'Open as Document' }).click();
  await window.locator('.tab.active', { hasText: '.prompt' }).waitFor();
  const prompt = window.locator('.editor-group-container.active .view-lines');
  await expect.poll(() => prompt.innerText(), soon).toContain('Subscription');
  await expect
    .poll(() => window.locator('.editor-group-container.active .codicon-folding-expanded').count(), soon)
    .toBeGreaterThan(0);
  await workbench.screenshot('inspector-prompt-document-dark');

  // It is copied and exported, for a person and for a program.
  await page.locator('vscode-button', { hasText: 'Copy' }).click();
  await window.locator('.statusbar-item', { hasText: 'Copied.' }).waitFor();
  const shown = window.locator('.editor-group-container.active .view-lines');
  for (const [button, begins] of [
    ['Export Markdown', /^#/],
    ['Export JSON', /^\{/],
  ] as const) {
    await page.locator('vscode-button', { hasText: button }).click();
    await expect.poll(async () => (await shown.innerText()).trim(), soon).toMatch(begins);
  }

  // The side bar: the same, narrow; what was chosen in it outlives its being hidden.
  await window.locator('.activitybar a[aria-label="Keyhole"]').click();
  const narrow = await workbench.webview('body.side-bar .item');
  expect(await breaches(narrow)).toEqual([]);
  await tab(narrow, 'Output').click();
  await workbench.screenshot('inspector-side-bar-dark');
  await window.locator('.activitybar a[aria-label^="Search"]').click();
  await window.locator('.activitybar a[aria-label="Keyhole"]').click();
  await workbench.webview('body.side-bar .waterfall');

  for (const theme of ['light', 'high-contrast', 'dark'] as const) {
    await useTheme(workbench, page, theme);
    for (const name of ['Items', 'Prompt', 'Output', 'Compare', 'Rules']) {
      await tab(page, name).click();
      await workbench.screenshot(`inspector-${name.toLowerCase()}-${theme}`);
      if (theme === 'dark' || name === 'Items')
        expect(await breaches(page), `${name} in ${theme}`).toEqual([]);
    }
  }
});
