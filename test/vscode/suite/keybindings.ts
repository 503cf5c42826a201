/** The keys of the extension are nobody else's: the editor's own list of default keys says so. */

import assert from 'node:assert/strict';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { closeAll, extension, until } from './steps.ts';

interface Keybinding {
  readonly key: string;
  readonly command: string;
}

/** The modifiers in one order, as the editor writes them in another than people do. */
function sorted(key: string): string {
  return key
    .toLowerCase()
    .split(' ')
    .map((chord) => chord.split('+').toSorted().join('+'))
    .join(' ');
}

suite('keybindings', () => {
  test('collide with none of the editor or of the extensions that come with it', async () => {
    await vscode.commands.executeCommand('workbench.action.openDefaultKeybindingsFile');
    const text = await until('the default keys', () => {
      const { document } = vscode.window.activeTextEditor ?? {};
      return document?.uri.path.endsWith('keybindings.json') && document.getText();
    });
    const list = text.slice(text.indexOf('['), text.lastIndexOf(']') + 1);
    const bindings: Keybinding[] = JSON.parse(list.replace(/^\s*\/\/.*$/gm, ''));
    assert.ok(bindings.length > 500, `${bindings.length} keys were read`);
    const own: Keybinding[] = extension().packageJSON.contributes.keybindings;
    const taken = new Set(own.map(({ key }) => sorted(key)));
    const there = bindings.filter(({ key }) => taken.has(sorted(key)));
    assert.deepEqual(
      [...new Set(there.map(({ command }) => command))].toSorted(),
      [...new Set(own.map(({ command }) => command))].toSorted(),
    );
    await closeAll();
  });
});
