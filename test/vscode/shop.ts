/** The small shop in which the packaged extension is met as a person meets it, and how to read what it shows. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { projectRoot } from '../support/sources.ts';
import type { OpenAIServer } from '../support/openai-server.ts';
import { openWorkbench, type Workbench, type WorkbenchOptions } from './rig/host.ts';

/** How long something may take to be seen. */
export const soon = { timeout: 30_000, interval: 200 };

export const files = `
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
export const patient = {
  'keyhole.confidence': 0,
  // The quick model would answer before the one that a test is about.
  'keyhole.cascade': 1,
  'keyhole.typeDeadline': 30_000,
  'keyhole.sourceDeadline': 30_000,
  'keyhole.checkDeadline': 30_000,
  // Where the list of suggestions is open, ghost text goes on from its choice: that has a test of its own.
  'editor.suggestOnTriggerCharacters': false,
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
};

/** The workbench with the packaged extension installed. Throws when there is no package. */
export function openShop(options: Omit<WorkbenchOptions, 'vsix'>): Promise<Workbench> {
  const vsix = join(projectRoot, 'dist/keyhole.vsix');
  if (!existsSync(vsix)) throw new Error('There is no dist/keyhole.vsix: run "npm run package" first.');
  return openWorkbench({ vsix, ...options, settings: { ...patient, ...options.settings } });
}

/** Settings of the machine by which a model behind HTTP is asked. */
export const httpModel = ({ endpoint }: Pick<OpenAIServer, 'endpoint'>) => ({
  'keyhole.model.endpoint': endpoint,
  'keyhole.model.name': 'test-model',
});

/** Keyhole's item in the status bar. */
export const statusItem = ({ page }: Workbench) => page.locator('[id="keyhole.keyhole.keyhole.status"] a');

/** What the item of the status bar says to a screen reader. */
export const status = async (workbench: Workbench) =>
  (await statusItem(workbench).getAttribute('aria-label')) ?? '';

/** Opens a file and waits until the server has indexed the folder. */
export async function openReady(workbench: Workbench, file = 'main.ts'): Promise<void> {
  await workbench.openFile(file);
  await expect.poll(() => status(workbench), soon).toContain('Ready');
}

/** Opens what the workbench says about the file's language, and reads Keyhole's line in it. */
export async function languageStatus({ page }: Workbench): Promise<string> {
  await page.locator('[id="status.languageStatus"] a').hover();
  const line = page.locator('.hover-language-status', { hasText: 'Keyhole' });
  await line.first().waitFor();
  return (await line.first().innerText()).split('\n').join(' – ');
}

/** Opens the menu of the item in the status bar. */
export async function openMenu(workbench: Workbench): Promise<void> {
  await statusItem(workbench).click();
  await workbench.page.locator('.quick-input-list .monaco-list-row').first().waitFor();
}

/** Everything in the extension's own log. */
export function logOf({ userFolder }: Workbench): string {
  const folder = join(userFolder, 'data/logs');
  const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('Keyhole.log'),
  );
  return logs.map((name) => readFileSync(join(folder, name), 'utf8')).join('');
}
