/** What stands around the editor: the command palette, the status bar, notifications, and pictures of it all. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

export interface SurroundingsUi {
  /** Runs a command by its title in the command palette. */
  runCommand(title: string): Promise<void>;
  /** Texts of the status bar, left to right. */
  statusBar(): Promise<readonly string[]>;
  /** Waits for a notification that is on the screen and reads all of them, newest first. */
  notifications(): Promise<readonly string[]>;
  /** Saves a picture under `test/vscode/artefacts/` and says where. */
  screenshot(name: string): Promise<string>;
}

const artefacts = fileURLToPath(new URL('../artefacts/', import.meta.url));

export function surroundingsUi(page: Page): SurroundingsUi {
  return {
    async runCommand(title) {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input[type="text"]').fill(`>${title}`);
      // The first row may be another command that matches better; only a row with this very title will do.
      await page.locator(`.quick-input-list .monaco-list-row[aria-label^="${title}"]`).first().click();
    },
    async statusBar() {
      const items = page.locator('.statusbar-item:visible');
      await items.first().waitFor();
      return (await items.allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '');
    },
    async notifications() {
      const messages = page.locator('.notification-toast .notification-list-item-message');
      await messages.first().waitFor();
      return messages.allInnerTexts();
    },
    async screenshot(name) {
      mkdirSync(artefacts, { recursive: true });
      const path = join(artefacts, `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
  };
}
