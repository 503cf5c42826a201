/**
 * Finds and starts a browser for the workbench: the one that `CHROME_PATH` names, else a Chromium of this machine, else
 * the one that comes as a development dependency.
 */

import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { bundledChromium, type Executable } from './bundled-chromium.ts';

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The workbench needs no network but the server's own address. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
];

const startSeconds = 30;

/** A headless browser. Throws one sentence that says what to install when none starts. */
export async function launchBrowser(): Promise<Browser> {
  const reasons: string[] = [];
  for (const find of finders()) {
    try {
      const executable = await find();
      if (executable) return await launch(executable);
    } catch (error) {
      reasons.push(firstLine(error));
    }
  }
  throw new Error(
    `No browser starts (${reasons.join('; ') || 'none is there'}): install Chromium (Debian: "apt-get install chromium ` +
      'fonts-dejavu-core") or set CHROME_PATH to a Chrome or Chromium.',
  );
}

/** A browser that was asked for by name is not replaced by another one. */
function finders(): (() => Promise<Executable | undefined>)[] {
  const named = process.env.CHROME_PATH;
  if (named) return [async () => namedChromium(named)];
  return [async () => systemChromium(), bundledChromium];
}

function namedChromium(path: string): Executable {
  if (!isExecutable(path)) throw new Error(`CHROME_PATH is ${path}, which cannot be run`);
  return { path };
}

function systemChromium(): Executable | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const path = systemNames.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
  return path ? { path } : undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function launch({ path, environment }: Executable): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    headless: true,
    args: flags,
    env: { ...process.env, ...environment },
    timeout: startSeconds * 1000,
    // The server's own listeners let a signal end the process, and the browser ends with it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

function firstLine(error: unknown): string {
  const lines = String(error instanceof Error ? error.message : error).split('\n');
  const telling =
    lines.find((line) => /error while loading|cannot open|ENOENT|not found/.test(line)) ?? lines[0];
  return (telling ?? '').replace(/^.*\[err\] /, '').trim();
}
