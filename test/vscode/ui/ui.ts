/** Every gesture and every reading of the workbench that tests use, over one page. */

import type { Page } from 'playwright-core';
import { type EditorUi, editorUi } from './editor.ts';
import { type QuickInputUi, quickInputUi } from './quick-input.ts';
import { type SurroundingsUi, surroundingsUi } from './surroundings.ts';

export interface WorkbenchUi extends EditorUi, QuickInputUi, SurroundingsUi {}

export function workbenchUi(page: Page): WorkbenchUi {
  return { ...editorUi(page), ...quickInputUi(page), ...surroundingsUi(page) };
}
