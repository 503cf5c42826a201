/** The editor as a person sees and uses it. */

import { basename } from 'node:path';
import type { Page } from 'playwright-core';
import { openAndPick, quickInputField } from './quick-input.ts';

export interface EditorUi {
  /** Opens a file of the workspace by quick open, and waits until it can be typed into. */
  openFile(path: string): Promise<void>;
  /** Puts the cursor at a 1-based line and column. */
  goTo(line: number, column: number): Promise<void>;
  /** Types at the cursor, key by key. */
  type(text: string): Promise<void>;
  /** Presses one key or chord, as `Tab` or `Control+S`. */
  press(key: string): Promise<void>;
  /** The visible lines of the active editor; ghost text is part of them. */
  editorText(): Promise<string>;
  /** Waits for ghost text and reads it, line by line. Throws when none appears in time. */
  ghostText(): Promise<string>;
  /**
   * Types, then waits for ghost text and reads it. A busy workbench at times drops an answer that the extension gave;
   * then the last character is typed anew. Throws when none appears after all.
   */
  ghostTextAfter(text: string): Promise<string>;
}

const activeEditor = '.editor-group-container.active .editor-instance .monaco-editor';
const ghost = '.ghost-text-decoration, .ghost-text-decoration-preview, .ghost-text';
const keyMilliseconds = 20;
const attempts = 3;
/** An answer that is late would be ended by another attempt. */
const attemptMilliseconds = 15_000;

export function editorUi(page: Page): EditorUi {
  const lines = page.locator(`${activeEditor} .view-lines`).first();
  const focused = page.locator(`${activeEditor}.focused`).first();
  return {
    async openFile(path) {
      const name = basename(path);
      await openAndPick(page, { key: 'Control+P', text: path, label: name });
      await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
      await lines.locator('.view-line').first().waitFor();
      await focused.waitFor();
    },
    async goTo(line, column) {
      await page.keyboard.press('Control+G');
      await quickInputField(page).fill(`:${line}:${column}`);
      await page.keyboard.press('Enter');
      await focused.waitFor();
    },
    type: (text) => page.keyboard.type(text, { delay: keyMilliseconds }),
    press: (key) => page.keyboard.press(key),
    editorText: async () => plain(await lines.innerText()),
    ghostText: () => ghostText(page),
    async ghostTextAfter(text) {
      await page.keyboard.type(text, { delay: keyMilliseconds });
      for (let attempt = 1; attempt < attempts; attempt++) {
        const shown = await ghostText(page, attemptMilliseconds).catch(() => undefined);
        if (shown !== undefined) return shown;
        await page.keyboard.press('Backspace');
        await page.keyboard.type(text.slice(-1));
      }
      return ghostText(page);
    },
  };
}

async function ghostText(page: Page, timeout?: number): Promise<string> {
  await page.locator(ghost).first().waitFor({ timeout });
  return plain(await page.locator(ghost).evaluateAll(asRead));
}

/** A node of the page, as far as it is read. */
interface Piece {
  readonly textContent: string | null;
  getBoundingClientRect(): { readonly top: number; readonly bottom: number; readonly left: number };
}

/** The texts of nodes as they stand on the screen: runs in the page. */
function asRead(nodes: readonly Piece[]): string {
  const pieces = nodes.map((node) => ({ text: node.textContent, place: node.getBoundingClientRect() }));
  pieces.sort((one, other) => one.place.top - other.place.top || one.place.left - other.place.left);
  return pieces
    .map(({ text, place }, at) => {
      const before = pieces[at - 1]?.place.bottom ?? Infinity;
      return place.top >= before - 1 ? `\n${text}` : text;
    })
    .join('');
}

/** The editor draws spaces as no-break spaces. */
function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
