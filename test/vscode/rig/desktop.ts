/**
 * Runs a suite the way extensions are usually tested, by `@vscode/test-electron`: on the desktop VS Code that
 * `VSCODE_EXECUTABLE` names, else on this rig's host through its stand-in for the `code` executable.
 */

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { runTests } from '@vscode/test-electron';
import { type SuiteOptions, type SuiteRun, suiteRun } from './host.ts';
import { bundleSuite } from './suite-bundle.ts';
import { readResult, resultVariable } from './suite-result.ts';

const shim = fileURLToPath(new URL('./code-shim.ts', import.meta.url));

/** As `runSuite`, by an executable. A desktop VS Code that never ends is for the caller's own deadline. */
export async function runSuiteByExecutable({
  suite,
  ...options
}: Omit<SuiteOptions, 'seconds'>): Promise<SuiteRun> {
  using bundle = await bundleSuite(suite);
  const profile = mkdtempSync(join(tmpdir(), 'keyhole-profile-'));
  writeSettings(profile, options.settings ?? {});
  let log = '';
  const output = new Writable({
    write(text, _encoding, done) {
      log += text;
      done();
    },
  });
  try {
    const code = await runTests({
      vscodeExecutablePath: process.env.VSCODE_EXECUTABLE ?? shim,
      extensionDevelopmentPath: options.extensionPath,
      extensionTestsPath: bundle.entry,
      launchArgs: [
        options.workspace,
        `--user-data-dir=${profile}`,
        `--extensions-dir=${join(profile, 'extensions')}`,
      ],
      extensionTestsEnv: { ...options.environment, ...nodeFirst(), [resultVariable]: bundle.result },
      stdout: output,
      stderr: output,
    }).catch(exitCode);
    return suiteRun({ code, log }, readResult(bundle.result));
  } finally {
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function writeSettings(profile: string, settings: Readonly<Record<string, unknown>>): void {
  mkdirSync(join(profile, 'User'), { recursive: true });
  writeFileSync(join(profile, 'User/settings.json'), JSON.stringify(settings));
}

/** The stand-in is a script for the Node that runs this one. */
function nodeFirst(): { PATH: string } {
  return { PATH: [dirname(process.execPath), process.env.PATH ?? ''].join(delimiter) };
}

function exitCode(error: { readonly code?: number }): number {
  return error.code ?? 1;
}
