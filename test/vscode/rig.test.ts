/** The rig itself: a real VS Code starts, runs a suite, tells a pass from a failure, and shows its workbench. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { beforeAll, describe, expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { runSuiteByExecutable } from './rig/desktop.ts';
import { openWorkbench, runSuite, type SuiteRun } from './rig/host.ts';
import { installVscode, vscodeVersion } from './rig/install.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const hello = { extensionPath: here('./fixtures/hello'), workspace: here('./fixtures/workspace') };
const soon = { timeout: 20_000 };
const settings = { 'hello.name': 'rig' };

/** One line for each test, in place of times and stacks. */
function outcomes({ tests }: SuiteRun): string[] {
  return tests.map(({ title, state, error }) =>
    [state, title, error?.split('\n')[0]].filter(Boolean).join(': '),
  );
}

beforeAll(async () => {
  const { vscode } = await installVscode();
  expect(JSON.parse(readFileSync(`${vscode}/package.json`, 'utf8')).version).toBe(vscodeVersion);
});

test('a suite runs inside the extension host', async () => {
  const run = await runSuite({ ...hello, settings, suite: [here('./suite/hello.ts')] });
  expect(outcomes(run), run.log).toEqual([
    'passed: hello activates by itself',
    'passed: hello its command runs, with the settings that the run was given',
    'passed: hello the workspace is open and readable',
  ]);
  expect(run).toMatchObject({ code: 0, passed: true });
});

test('a suite without tests does not pass', async () => {
  const run = await runSuite({ ...hello, suite: [here('./fixtures/suites/empty.ts')] });
  expect(run).toMatchObject({ code: 1, passed: false, tests: [] });
  expect(run.log).toContain('The suite has no tests.');
});

test('a suite that takes too long does not pass', async () => {
  const run = await runSuite({ ...hello, seconds: 1, suite: [here('./suite/hello.ts')] });
  expect(run).toMatchObject({ code: 124, passed: false });
});

test('the executable that stands in for `code` runs the same suite', async () => {
  const run = await runSuiteByExecutable({ ...hello, settings, suite: [here('./suite/hello.ts')] });
  expect(run, run.log).toMatchObject({ code: 0, passed: true });
  expect(run.tests).toHaveLength(3);
});

test('its exit code says that a test failed', async () => {
  const run = await runSuiteByExecutable({ ...hello, suite: [here('./fixtures/suites/failing.ts')] });
  expect(run).toMatchObject({ code: 1, passed: false });
  expect(outcomes(run)).toEqual([
    'passed: failing this one passes',
    expect.stringMatching(/^failed: failing this one does not: AssertionError/),
  ]);
});

describe('the workbench', () => {
  test('runs an extension under development, and shows code, status, notifications and webviews', async () => {
    await using workbench = await openWorkbench({ ...hello, settings });
    await workbench.openFile('src/main.ts');
    expect(await workbench.editorText()).toContain('export function greet(name: string): string {');
    await expect
      .poll(workbench.statusBar, soon)
      .toEqual(expect.arrayContaining(['Ln 1, Col 1', 'hello is on']));
    await workbench.screenshot('workbench');

    await workbench.runCommand('Hello: Greet');
    expect(await workbench.notifications()).toEqual(['Hello, rig!']);

    await workbench.runCommand('Hello: Open Panel');
    const panel = await workbench.webview('#greeting');
    expect(await panel.innerText('#greeting')).toBe('Hello from a webview');
    await workbench.screenshot('webview');
  });

  test('installs a packaged extension, whose ghost text can be accepted', async () => {
    using folder = fixture('//- /readme.md\nThe package goes beside it.');
    const vsix = folder.path('hello.vsix');
    const packaging = { dependencies: false, allowMissingRepository: true, skipLicense: true };
    await createVSIX({ cwd: hello.extensionPath, packagePath: vsix, ...packaging });

    await using workbench = await openWorkbench({ vsix, workspace: hello.workspace });
    await expect.poll(workbench.statusBar, soon).toContain('hello is on');
    await workbench.openFile('src/main.ts');
    await workbench.goTo(14, 1);
    expect(await workbench.ghostTextAfter('// say ')).toBe('hello to everyone');
    await workbench.screenshot('ghost-text');
    await workbench.press('Tab');
    await expect.poll(workbench.statusBar, soon).toContain('Ln 14, Col 25');
    expect(await workbench.editorText()).toContain('// say hello to everyone');
  });
});
