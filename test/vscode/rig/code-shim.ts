#!/usr/bin/env node
/**
 * Stands in for the `code` executable: understands the words by which `@vscode/test-electron` starts a desktop VS Code,
 * runs the same tests in the host of this rig, and exits with the same codes.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runEntry } from './host.ts';

const string = { type: 'string' } as const;
const { values, positionals } = parseArgs({
  options: {
    extensionDevelopmentPath: string,
    extensionTestsPath: string,
    'folder-uri': string,
    'user-data-dir': string,
  },
  strict: false,
  allowPositionals: true,
});

process.exitCode = await runAsCode();

async function runAsCode(): Promise<number> {
  const extensionPath = pathOf(values.extensionDevelopmentPath);
  const entry = pathOf(values.extensionTestsPath);
  const workspace = pathOf(values['folder-uri'] ?? positionals[0]);
  if (!extensionPath || !entry || !workspace) {
    console.error(
      'Wanted: --extensionDevelopmentPath=<folder> --extensionTestsPath=<file> <workspace folder>.',
    );
    return 2;
  }
  const settings = settingsIn(pathOf(values['user-data-dir']));
  const { code, log } = await runEntry({ extensionPath, entry, workspace, settings });
  if (code !== 0) console.error(log);
  return code;
}

function pathOf(word: string | boolean | undefined): string | undefined {
  if (typeof word !== 'string') return undefined;
  return word.startsWith('file:') ? fileURLToPath(word) : word;
}

function settingsIn(userFolder: string | undefined): Record<string, unknown> {
  const path = join(userFolder ?? '', 'User/settings.json');
  return userFolder && existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}
