/** The editor as a person sees and uses it. */

import { basename } from 'node:path';
import type { Page } from 'playwright-core';

export interface EditorUi {
  /** Opens a file of the workspace by quick open, and waits for its text. */
  openFile(path: string): Promise<void>;
  /** Puts the cursor at a 1-based line and column. */
  goTo(line: number, column: number): Promise<void>;
  /** Types at the cursor, key by key. */
  type(text: string): Promise<void>;
  /** Presses one key or chord, as `Tab` or `Control+S`. */
  press(key: string): Promise<void>;
  /** The visible lines of the active editor; ghost text is part of them. */
  editorText(): Promise<string>;
  /** Waits for ghost text and reads it. Throws when none appears in time. */
  ghostText(): Promise<string>;
}

const active = '.editor-group-container.active .editor-instance .monaco-editor';
const ghost = '.ghost-text-decoration, .ghost-text-decoration-preview, .ghost-text';
const keyMilliseconds = 20;

export function editorUi(page: Page): EditorUi {
  const box = page.locator('.quick-input-widget input[type="text"]');
  const lines = page.locator(`${active} .view-lines`).first();
  return {
    async openFile(path) {
      await page.keyboard.press('Control+P');
      await box.fill(path);
      await page.locator(`.quick-input-list .monaco-list-row[aria-label^="${basename(path)}"]`).first().click();
      await page.locator(`.tab.active[data-resource-name="${basename(path)}"]`).waitFor();
      await lines.locator('.view-line').first().waitFor();
    },
    async goTo(line, column) {
      await page.keyboard.press('Control+G');
      await box.fill(`:${line}:${column}`);
      await page.keyboard.press('Enter');
      await box.waitFor({ state: 'hidden' });
    },
    type: (text) => page.keyboard.type(text, { delay: keyMilliseconds }),
    press: (key) => page.keyboard.press(key),
    editorText: async () => plain(await lines.innerText()),
    async ghostText() {
      await page.locator(ghost).first().waitFor();
      return plain((await page.locator(ghost).allTextContents()).join(''));
    },
  };
}

/** The editor draws spaces as no-break spaces. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
