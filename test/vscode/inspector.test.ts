/** The inspector as a person meets it: installed into the real workbench, on a real repository. */

import { expect, test } from 'vitest';
import { breaches, inspect, item, rulesIn, rxjs, tab, tabStops, useTheme } from './inspected.ts';
import { openShop, soon } from './shop.ts';

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

  // Everything is reached by the tab key, and the page is left by it.
  const stops = (await tabStops(workbench, page)).join(' | ');
  const order =
    /stopped\.ts.*Source \| File \| Level.*Try a budget.*Items.*Search items \| Show \| Source \| Sort by \| .*Pin \| Ban/;
  expect(stops).toMatch(order);
  await tab(page, 'Items').press('ArrowRight');
  await workbench.press('Enter');
  await page.locator('.segment').first().waitFor();
  await tab(page, 'Items').click();

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
  // A level, a pattern and the budget join it.
  await page.locator('select[aria-label="What the new rule does"]').selectOption('ban');
  await page.locator('input[aria-label="New rule"]').fill('internal/testing/**');
  await page.locator('input[aria-label="New rule"]').press('Enter');
  await tab(page, 'Items').click();
  await closed.focus();
  await closed.press('l');
  await page.locator('#budget-slider').fill('80');
  await page.locator('.trial vscode-button', { hasText: 'Keep This Budget' }).click();
  await tab(page, 'Rules').click();
  await expect
    .poll(() => rulesIn(page), soon)
    .toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^\d+$/),
        'ban internal/testing/**',
        'name internal/Subscription.ts#Subscription.closed',
      ]),
    );
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

test('a window that is loaded anew shows the inspector as it was left', async () => {
  using folder = rxjs();
  await using workbench = await openShop({ workspace: folder.root });
  const reload = () =>
    Promise.all([workbench.page.waitForEvent('load'), workbench.runCommand('Developer: Reload Window')]);
  const before = await inspect(workbench);
  await before.locator('#budget-slider').fill('60');
  await before.locator('.trial vscode-button', { hasText: 'Run Again' }).click();
  await before.locator('.request').nth(1).click();
  await before.locator('.budget .figure', { hasText: 'of 1,024 tokens' }).waitFor();
  await before.locator('vscode-textfield.search input').fill('closed');
  await before.locator('select[aria-label="Sort by"]').selectOption('name');
  await before.locator('select[aria-label="Show"]').selectOption('kept');
  await before.locator('.segmented button', { hasText: 'File' }).click();
  const items = await before.locator('.toolbar .dim').innerText();

  await reload();
  const after = await workbench.webview('body.tab .item');
  await expect.poll(() => after.locator('.request').count(), soon).toBe(2);
  expect(await after.locator('.request').nth(1).getAttribute('aria-current')).toBe('true');
  expect(await after.locator('.budget .figure').first().innerText()).toMatch(/of 1,024 tokens/);
  expect(await after.locator('vscode-textfield.search input').inputValue()).toBe('closed');
  expect(await after.locator('select[aria-label="Sort by"]').inputValue()).toBe('name');
  expect(await after.locator('select[aria-label="Show"]').inputValue()).toBe('kept');
  expect(await after.locator('.segmented button[aria-pressed="true"]').innerText()).toBe('File');
  await expect.poll(() => after.locator('.toolbar .dim').innerText(), soon).toBe(items);
  await item(after, 'Subscription.closed').hover();
  await expect.poll(() => after.locator('.card pre').innerText(), soon).toContain('closed');

  await after.locator('.card .icon-button').click();
  await tab(after, 'Output').click();
  await reload();
  const again = await workbench.webview('body.tab .waterfall');
  expect(await again.locator('vscode-tab-header[active]').innerText()).toContain('Output');
});
