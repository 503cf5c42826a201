/** What stands around the editor: the status bar, notifications, webviews, and pictures of it all. */

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Frame, Page } from 'playwright-core';

export interface SurroundingsUi {
  /** Texts of the items in the status bar: the left side, then the right side from its outer end. */
  statusBar(): Promise<readonly string[]>;
  /** Waits for a notification that is on the screen and reads all of them, newest first. */
  notifications(): Promise<readonly string[]>;
  /** Waits for the webview that shows an element. Throws when none does in time. */
  webview(selector: string): Promise<Frame>;
  /** Saves a picture under `test/vscode/artefacts/` and says where. */
  screenshot(name: string): Promise<string>;
}

const artefacts = fileURLToPath(new URL('../artefacts/', import.meta.url));
const webviewSeconds = 30;

export function surroundingsUi(page: Page): SurroundingsUi {
  return {
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
    webview: (selector) => webviewWith(page, selector),
    async screenshot(name) {
      mkdirSync(artefacts, { recursive: true });
      const path = join(artefacts, `${name}.png`);
      await page.screenshot({ path });
      return path;
    },
  };
}

/** A webview is a frame in a frame, and both are replaced while it loads. */
async function webviewWith(page: Page, selector: string): Promise<Frame> {
  for (const end = Date.now() + webviewSeconds * 1000; Date.now() < end; await page.waitForTimeout(100)) {
    for (const frame of page.frames()) {
      if (frame !== page.mainFrame() && (await shows(frame, selector))) return frame;
    }
  }
  throw new Error(`No webview shows ${selector}.`);
}

async function shows(frame: Frame, selector: string): Promise<boolean> {
  try {
    return await frame.locator(selector).first().isVisible();
  } catch {
    return false;
  }
}
