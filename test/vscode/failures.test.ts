/** What a person sees when a model server or the language server dies: one clear message, and a usable editor. */

import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Fixture, fixture } from '../support/fixture.ts';
import { openAIServer } from '../support/openai-server.ts';
import { projectRoot } from '../support/sources.ts';
import { startModelProcess } from './model-process.ts';
import { openWorkbench, type Workbench } from './rig/host.ts';
import { files, httpModel, openMenu, openReady, openShop, patient, soon, status } from './shop.ts';

test('a model server that is killed in mid-stream costs one message, and is asked again when it is back', async () => {
  using shop = fixture(files);
  using slow = await startModelProcess('slow');
  const options = { workspace: shop.root, machineSettings: httpModel(slow) };
  await using workbench = await openShop(options);
  await openReady(workbench);
  await workbench.goTo(7, 17);
  await workbench.type(' + ');
  await slow.asked;
  await sleep(500);
  expect(await status(workbench)).toContain('Thinking');
  await slow.kill();
  await expect
    .poll(workbench.notifications, soon)
    .toEqual([expect.stringContaining('in the middle of the answer')]);
  await expect.poll(() => status(workbench), soon).toContain('in the middle of the answer');
  await workbench.screenshot('keyhole-model-died');
  await workbench.type('0; // ');
  await workbench.press('Control+S');
  await expect
    .poll(() => readFileSync(shop.path('main.ts'), 'utf8'), soon)
    .toContain('return invoice + 0; // ');

  await workbench.runCommand('Notifications: Clear All Notifications');
  using _ = await startModelProcess('quick', Number(new URL(slow.endpoint).port));
  await workbench.goTo(7, 17);
  await workbench.press('Shift+End');
  await workbench.press('Delete');
  expect(await workbench.ghostTextAfter('.')).toBe('total');
  await expect.poll(() => status(workbench), soon).toContain('Ready');
});

test('a model that is not there is told of with its machine', async () => {
  using shop = fixture(files);
  await using model = await openAIServer();
  await using workbench = await openShop({ workspace: shop.root, machineSettings: httpModel(model) });
  await model[Symbol.asyncDispose]();
  await openReady(workbench);
  await workbench.goTo(7, 17);
  await workbench.type('.');
  await expect
    .poll(workbench.notifications, soon)
    .toEqual([
      expect.stringMatching(/runs on the remote machine .*"127\.0\.0\.1" is that machine, not yours/),
    ]);
  await workbench.screenshot('keyhole-model-refused');
});

/** Ids of the language server that the workbench runs. */
function servers(of: string): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  const own = lines.filter((line) => line.includes(of) && line.includes('language-server.js'));
  return own.map((line) => Number(line.trim().split(' ')[0]));
}

/** Kills every language server of the workbench that is started, so many of them. */
async function killServers({ userFolder }: Workbench, count: number): Promise<void> {
  let last: number | undefined;
  for (let killed = 0; killed < count; killed++) {
    const next = () => servers(userFolder).find((id) => id !== last);
    await expect.poll(next, soon).toBeDefined();
    last = next();
    process.kill(last!, 'SIGKILL');
  }
}

test('a language server that is killed again and again stays off with one message, until it is restarted', async () => {
  using shop = fixture(files);
  await using workbench = await openShop({ workspace: shop.root });
  await openReady(workbench);
  await killServers(workbench, 5);
  const stopped = expect.stringMatching(
    /^Keyhole is off: its language server has ended 5 times .* restart it/,
  );
  await expect.poll(workbench.notifications, soon).toEqual([stopped]);
  await workbench.screenshot('keyhole-server-off');
  await workbench.goTo(7, 17);
  await workbench.type('.');
  await sleep(3_000);
  expect(servers(workbench.userFolder)).toEqual([]);
  expect(await workbench.notifications()).toEqual([stopped]);
  await expect.poll(() => status(workbench), soon).toContain('has ended');

  await workbench.page.locator('.notification-toast a.monaco-button', { hasText: 'Restart' }).click();
  await expect.poll(() => status(workbench), soon).toContain('Ready');
  await workbench.press('Backspace');
  expect(await workbench.ghostTextAfter('.')).toMatch(/^total/);
});

test('a language server that hangs is replaced by a restart from the menu', async () => {
  using shop = fixture(files);
  await using workbench = await openShop({ workspace: shop.root });
  await openReady(workbench);
  const [hanging] = servers(workbench.userFolder);
  process.kill(hanging!, 'SIGSTOP');
  await openMenu(workbench);
  await workbench.pick('Restart');
  const running = () => servers(workbench.userFolder);
  await expect.poll(() => running().length === 1 && !running().includes(hanging!), soon).toBe(true);
  await expect.poll(() => status(workbench), soon).toContain('Ready');
  await workbench.goTo(7, 17);
  expect(await workbench.ghostTextAfter('.')).toMatch(/^total/);
});

/** The extension's own folder, with nothing in it but the manifest. */
function extensionFixture(): Fixture {
  return fixture(`//- /package.json\n${readFileSync(`${projectRoot}/package.json`, 'utf8')}`);
}

test('a language server that never starts is given up with one message', async () => {
  using shop = fixture(files);
  using extension = extensionFixture();
  cpSync(`${projectRoot}/dist/extension.cjs`, extension.path('dist/extension.cjs'));
  writeFileSync(extension.path('dist/language-server.js'), 'process.exit(3);\n');
  await using workbench = await openWorkbench({ extensionPath: extension.root, workspace: shop.root });
  await workbench.openFile('main.ts');
  const stopped = expect.stringMatching(
    /^Keyhole is off: its language server has ended 5 times .* restart it/,
  );
  await expect.poll(workbench.notifications, soon).toEqual([stopped]);
  await sleep(3_000);
  expect(await workbench.notifications()).toEqual([stopped]);
  expect(servers(extension.root)).toEqual([]);
  writeFileSync(extension.path('dist/language-server.js'), 'setInterval(() => {}, 1000);\n');
  await workbench.runCommand('Keyhole: Restart');
  await expect.poll(() => servers(extension.root), soon).toHaveLength(1);
  // This one says nothing: the next restart replaces it too.
  const [silent] = servers(extension.root);
  await workbench.runCommand('Keyhole: Restart');
  const others = () => servers(extension.root).filter((id) => id !== silent);
  await expect.poll(() => others().length === 1 && servers(extension.root).length === 1, soon).toBe(true);
});

/** The extension as built, on a Node that has no `node:sqlite`: the one that reads it asks for a module that is nowhere. */
function extensionWithoutSqlite(): Fixture {
  const made = extensionFixture();
  const left = /\.vsix$|typescript-native$/;
  const filter = (path: string) => !left.test(path);
  cpSync(`${projectRoot}/dist`, made.path('dist'), { recursive: true, filter });
  const worker = made.path('dist/catalogue-worker.js');
  const text = readFileSync(worker, 'utf8');
  const asked = 'import("node:sqlite")';
  expect(text).toContain(asked);
  writeFileSync(worker, text.replace(asked, 'import("node:absent")'));
  return made;
}

test('where the editor brings no SQLite, one message says that the index is not kept, and completions come', async () => {
  using shop = fixture(files);
  using extension = extensionWithoutSqlite();
  const options = { extensionPath: extension.root, workspace: shop.root, settings: patient };
  await using workbench = await openWorkbench(options);
  await workbench.openFile('main.ts');
  await expect
    .poll(workbench.notifications, soon)
    .toEqual([expect.stringMatching(/no node:sqlite.* the index is kept in memory only.* update/)]);
  await workbench.screenshot('keyhole-without-sqlite');
  await expect.poll(() => status(workbench), soon).toContain('Ready');
  await workbench.goTo(7, 17);
  expect(await workbench.ghostTextAfter('.')).toMatch(/^total/);
});
