/** The inspector as a person meets it, on the sources of rxjs: how it is opened, found one's way in, and looked at. */

import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Frame } from 'playwright-core';
import { fixture } from '../support/fixture.ts';
import { projectRoot } from '../support/sources.ts';
import type { Workbench } from './rig/host.ts';
import { openReady } from './shop.ts';
import { quickInputField } from './ui/quick-input.ts';

const stopped = `import type { Subscription } from './Subscription';

export function isStopped(subscription: Subscription): boolean {
  return subscription
}
`;

/** The sources of rxjs with one more file, in which a completion is asked for. */
export function rxjs() {
  const folder = fixture(`//- /internal/stopped.ts\n${stopped}`);
  cpSync(join(projectRoot, 'node_modules/rxjs/src'), folder.root, { recursive: true });
  writeFileSync(folder.path('internal/stopped.ts'), stopped);
  return folder;
}

/** Completes once and opens the inspector in a tab. */
export async function inspect(workbench: Workbench): Promise<Frame> {
  await openReady(workbench, 'internal/stopped.ts');
  await workbench.goTo(4, 22);
  await workbench.ghostTextAfter('.');
  await workbench.runCommand('Keyhole: Inspect Last Request');
  return workbench.webview('body.tab .item');
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What would keep a person from using the page: every serious finding of axe, and headings that skip a level. */
export async function breaches(page: Frame): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run(document.body, {resultTypes: ["violations"]})',
  );
  return violations
    .filter(({ id, impact }) => impact === 'serious' || impact === 'critical' || id === 'heading-order')
    .map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
}

const themes = { dark: 'Dark Modern', light: 'Light Modern', 'high-contrast': 'Dark High Contrast' } as const;

export async function useTheme(workbench: Workbench, page: Frame, name: keyof typeof themes): Promise<void> {
  await workbench.runCommand('Preferences: Color Theme');
  await quickInputField(workbench.page).fill(themes[name]);
  await workbench.pick(themes[name]);
  await page.locator(`body.vscode-${name}`).waitFor();
}

export const tab = (page: Frame, name: string) => page.locator('vscode-tab-header', { hasText: name });
export const item = (page: Frame, name: string) =>
  page.locator('.item', { has: page.locator('.name', { hasText: new RegExp(`^${name}$`) }) }).first();

/** The list of what was set, as far as it stands in fields: `ban src/**`. */
export function rulesIn(page: Frame): Promise<string[]> {
  return page.evaluate<string[]>(
    `[...document.querySelectorAll('.rule-list .rule')].map((rule) => [...rule.querySelectorAll('select, input')].map(({ value }) => value).join(' '))`,
  );
}

/** What the tab key leads to within the page, from the first request until it leaves the page again: names, by order. */
export async function tabStops({ press }: Workbench, page: Frame): Promise<string[]> {
  const names: string[] = [];
  await page.locator('.request').first().focus();
  for (let stops = 0; stops < 80; stops++) {
    const name = await page.evaluate<string | null>(`(() => {
      const element = document.activeElement;
      if (element === document.body) return null;
      const name = element.ariaLabel || element.labels?.[0]?.innerText || element.innerText || element.title;
      return name.replaceAll('\\n', ' ').trim();
    })()`);
    if (name === null) return names;
    names.push(name);
    await press('Tab');
  }
  throw new Error(`The tab key does not leave the page: ${names.join(', ')}`);
}
