/**
 * Takes the pictures of the README from the running extension, on the sources of rxjs, into `media/pictures/`.
 *
 *   npm run pictures
 */

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fixture } from '../support/fixture.ts';
import { projectRoot } from '../support/sources.ts';
import { openWorkbench, type Workbench } from './rig/host.ts';

const pictures = join(projectRoot, 'media/pictures');
mkdirSync(pictures, { recursive: true });

const file = 'internal/stopped.ts';
const text = `import type { Subscription } from './Subscription';

export function isStopped(subscription: Subscription): boolean {
  return subscription
}
`;

const settings = {
  'keyhole.confidence': 0,
  'keyhole.typeDeadline': 30_000,
  'keyhole.sourceDeadline': 30_000,
  'keyhole.checkDeadline': 30_000,
  'editor.quickSuggestions': { other: 'off', comments: 'off', strings: 'off' },
  'editor.suggestOnTriggerCharacters': false,
  'editor.fontSize': 15,
  'editor.minimap.enabled': false,
  'workbench.activityBar.location': 'hidden',
};

/** Only what is of interest, so that the files stay small. */
async function save(
  { page }: Workbench,
  name: string,
  clip: Readonly<Record<'x' | 'y' | 'width' | 'height', number>>,
) {
  await page.screenshot({ path: join(pictures, `${name}.png`), clip });
}

const whole = { x: 0, y: 34, width: 1280, height: 744 };

async function take(theme: string, take: (workbench: Workbench) => Promise<void>): Promise<void> {
  using folder = fixture(`//- /${file}\n${text}`);
  cpSync(join(projectRoot, 'node_modules/rxjs/src'), folder.root, { recursive: true });
  writeFileSync(folder.path(file), text);
  const vsix = join(projectRoot, 'dist/keyhole.vsix');
  const own = { ...settings, 'workbench.colorTheme': theme };
  await using workbench = await openWorkbench({ vsix, workspace: folder.root, settings: own });
  await workbench.openFile(file);
  await workbench.page.locator('[id="keyhole.keyhole.keyhole.status"] a[aria-label*="Ready"]').waitFor();
  await workbench.press('Control+B');
  await workbench.goTo(4, 22);
  await workbench.ghostTextAfter('.');
  await take(workbench);
}

await take('Default Dark Modern', async (workbench) => {
  await save(workbench, 'ghost-text', { x: 0, y: 34, width: 760, height: 190 });
  await workbench.runCommand('Keyhole: Inspect Last Request');
  const page = await workbench.webview('body.tab .item');
  await page.evaluate('document.querySelector("main").scrollTop = 340');
  await page.locator('.item .name', { hasText: 'closed' }).first().hover();
  await page.locator('.card pre', { hasText: 'closed' }).waitFor();
  await save(workbench, 'inspector-dark', whole);
});
await take('Default Light Modern', async (workbench) => {
  await workbench.runCommand('Keyhole: Inspect Last Request');
  const page = await workbench.webview('body.tab .item');
  await page.locator('vscode-tab-header', { hasText: 'Output' }).click();
  await page.locator('.waterfall').waitFor();
  await page.evaluate('document.querySelector("main").scrollTop = 400');
  await save(workbench, 'output-light', whole);
});
