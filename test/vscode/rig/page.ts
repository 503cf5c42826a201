/** Opens the workbench of a running server in a browser, with extensions under development and a test entry point. */

import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { Server } from './server.ts';

export interface PageOptions {
  /** Folder, or `.code-workspace` file of several folders, to open. */
  readonly workspace: string;
  /** Folder of an extension to run from its sources. */
  readonly extensionPath?: string;
  /** CommonJS file whose `run()` the extension host calls. */
  readonly entry?: string;
  /** Language of the editor; English unless told. The editor's own texts stay English: its translations are not installed. */
  readonly language?: string | undefined;
  /** Called with the empty page, before the workbench loads. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const workbenchSeconds = 60;
const actionSeconds = 20;

/** The page with the workbench drawn. */
export async function openPage(browser: Browser, server: Server, options: PageOptions): Promise<Page> {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, permissions });
  const page = await context.newPage();
  page.setDefaultTimeout(actionSeconds * 1000);
  await addDevelopmentOptions(page, server, options);
  if (options.language !== undefined)
    await page.addInitScript({ content: `globalThis._VSCODE_NLS_LANGUAGE = '${options.language}';` });
  await options.prepare?.(page);
  const query = new URLSearchParams({
    [options.workspace.endsWith('.code-workspace') ? 'workspace' : 'folder']: resolve(options.workspace),
    payload: '[["skipWelcome","true"]]',
  });
  const timeout = workbenchSeconds * 1000;
  await page.goto(`http://${server.authority}/?${query}`, { waitUntil: 'domcontentloaded', timeout });
  await page.locator('.monaco-workbench').waitFor({ timeout });
  return page;
}

/**
 * The workbench reads `developmentOptions` from a `<meta>` of its page. The page is edited while it is parsed: a reply
 * made up by Playwright would not count as a page of the loopback address, and the browser would block its WebSocket.
 */
async function addDevelopmentOptions(page: Page, server: Server, options: PageOptions): Promise<void> {
  const { extensionPath, entry } = options;
  if (extensionPath === undefined) return;
  const uri = (path: string) => ({
    $mid: 1,
    scheme: 'vscode-remote',
    authority: server.authority,
    path: resolve(path),
  });
  const tests = entry === undefined ? {} : { extensionTestsPath: uri(entry) };
  const added = JSON.stringify({ extensions: [uri(extensionPath)], ...tests });
  await page.addInitScript({
    content: `if (window === window.top) new MutationObserver((_, observer) => {
      const meta = document.getElementById('vscode-workbench-web-configuration');
      if (!meta) return;
      observer.disconnect();
      const settings = JSON.parse(meta.dataset.settings);
      settings.developmentOptions = { ...settings.developmentOptions, ...${added} };
      meta.dataset.settings = JSON.stringify(settings);
    }).observe(document, { childList: true, subtree: true });`,
  });
}
