/** The box at the top of the workbench: the command palette, quick open, and the pickers of extensions. */

import type { Page } from 'playwright-core';

export interface QuickInputUi {
  /** Runs a command by its full title in the command palette. Throws when there is none of that title in time. */
  runCommand(title: string): Promise<void>;
  /** Whether the command palette has a command whose title begins so. */
  offers(title: string): Promise<boolean>;
  /** Chooses the row with this label in a picker that is open. */
  pick(label: string): Promise<void>;
}

const attempts = 5;
const attemptMilliseconds = 4_000;

export function quickInputUi(page: Page): QuickInputUi {
  return {
    runCommand: (title) => openAndPick(page, { key: 'F1', text: `>${title}`, label: title }),
    offers: (title) => offers(page, title),
    pick: (label) => row(page, label).click(),
  };
}

async function offers(page: Page, title: string): Promise<boolean> {
  await page.keyboard.press('F1');
  await quickInputField(page).fill(`>${title}`);
  const rows = page.locator('.quick-input-list .monaco-list-row');
  // There is always one, if only to say that there is none.
  await rows.first().waitFor();
  const found = await rows.filter({ hasText: title }).count();
  await page.keyboard.press('Escape');
  await quickInputField(page).waitFor({ state: 'hidden' });
  return found > 0;
}

/** The text field of the box. */
export function quickInputField(page: Page) {
  return page.locator('.quick-input-widget input[type="text"]');
}

export interface Choice {
  /** Opens the box. */
  readonly key: string;
  readonly text: string;
  readonly label: string;
}

/** An extension or a file that is not known yet appears only when the box is opened anew. */
export async function openAndPick(page: Page, { key, text, label }: Choice): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press(key);
    try {
      // Something else may take the focus at that moment, and with it goes the box.
      await quickInputField(page).fill(text, { timeout: attemptMilliseconds });
      return await row(page, label).click({ timeout: attemptMilliseconds });
    } catch (error) {
      if (attempt === attempts) throw error;
      // It also closes what lies over the editor and keeps the keys, and takes notifications away.
      await page.keyboard.press('Escape');
    }
  }
}

/** The best match may be another row: only one with this very label will do. */
function row(page: Page, label: string) {
  const exactly = new RegExp(`^\\s*${label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);
  const labels = page.locator('.label-name', { hasText: exactly });
  return page.locator('.quick-input-list .monaco-list-row').filter({ has: labels }).first();
}
