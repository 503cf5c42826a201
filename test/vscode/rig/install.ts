/**
 * Puts a real VS Code (web workbench and Node extension host) into a cache folder, from the npm registry alone: no
 * install script, no compiler, no other download. The folder appears whole or not at all.
 */

import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** VS Code's own version; the npm package `code-server` of that minor version holds it under `lib/vscode`. */
export const vscodeVersion = '1.139.1';
const packageSpec = 'code-server@4.139.1';
/** Raised when what this file makes of the package changes. */
const revision = 1;

export interface Installation {
  /** Folder that holds `out/server-main.js`. */
  readonly vscode: string;
  /** The Node that runs it. */
  readonly node: string;
}

/** Native or large packages that neither the server nor the extension host needs at start; all are loaded lazily. */
const packagesLeftOut = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/fs-copyfile',
  '@vscode/native-watchdog',
  '@vscode/sandbox-runtime',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
];

/** Built-in extensions that are large or want a sign-in. Those with a `browser` entry stay: the workbench lists them. */
const extensionsLeftOut = [
  'copilot',
  'mermaid-markdown-features',
  'microsoft-authentication',
  'github',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'tunnel-forwarding',
  'debug-auto-launch',
  'debug-server-ready',
  'grunt',
  'gulp',
  'jake',
  'php-language-features',
  'terminal-suggest',
];

/** JavaScript in `stand-ins/` for native addons that VS Code imports without a fallback. */
const standIns = ['spdlog', 'native-watchdog', 'fs-copyfile'];

const installMinutes = 10;

/** Folder that keeps what the rig fetched or unpacked: `VSCODE_HOST_CACHE`, or one in the home folder. */
export function cacheFolder(): string {
  return process.env.VSCODE_HOST_CACHE ?? join(homedir(), '.cache', 'keyhole-vscode');
}

/** Builds a folder aside and moves it into place when it is whole; at once when it is there already. */
export async function onceInCache(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (existsSync(folder)) return folder;
  const aside = `${folder}.${process.pid}.partial`;
  rmSync(aside, { recursive: true, force: true });
  mkdirSync(aside, { recursive: true });
  try {
    await fill(aside);
    if (!existsSync(folder)) renameSync(aside, folder);
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
  return folder;
}

/** VS Code, ready to start; the first call fetches it. Throws when this Node is not the one that VS Code wants. */
export async function installVscode(): Promise<Installation> {
  const major = process.versions.node.split('.')[0];
  if (major !== '24')
    throw new Error(`VS Code ${vscodeVersion} runs on Node 24 and this is Node ${process.versions.node}.`);
  const name = `vscode-${vscodeVersion}-${revision}-${process.platform}-${process.arch}`;
  return { vscode: await onceInCache(name, fillVscode), node: process.execPath };
}

async function fillVscode(folder: string): Promise<void> {
  const packed = await npm(folder, 'pack', packageSpec, '--silent', '--ignore-scripts');
  const archive = join(folder, packed.trim().split('\n').at(-1) ?? '');
  await run('tar', ['xzf', archive, '-C', folder, '--strip-components=3', 'package/lib/vscode'], folder);
  rmSync(archive);
  for (const name of extensionsLeftOut)
    rmSync(join(folder, 'extensions', name), { recursive: true, force: true });
  leaveOutPackages(join(folder, 'package.json'));
  const install = ['install', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund'];
  await npm(folder, ...install);
  await npm(join(folder, 'extensions'), ...install);
  for (const name of standIns) putStandIn(join(folder, 'node_modules/@vscode', name), name);
  for (const binaries of ['@vscode/ripgrep-universal/bin', 'node-pty/prebuilds']) {
    keepThisPlatform(join(folder, 'node_modules', binaries));
  }
}

/** Versions stay pinned by the package's own shrinkwrap. */
function leaveOutPackages(path: string): void {
  const manifest = JSON.parse(readFileSync(path, 'utf8'));
  for (const name of packagesLeftOut) delete manifest.dependencies[name];
  delete manifest.allowScripts;
  delete manifest.overrides;
  writeFileSync(path, JSON.stringify(manifest, null, 1));
}

function putStandIn(folder: string, name: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version: '0.0.0', main: 'index.cjs' }));
  cpSync(fileURLToPath(new URL(`./stand-ins/${name}.cjs`, import.meta.url)), join(folder, 'index.cjs'));
}

function keepThisPlatform(folder: string): void {
  if (!existsSync(folder)) return;
  const others = readdirSync(folder).filter((name) => /^(linux|darwin|win32|alpine)/.test(name));
  for (const name of others) {
    if (name !== `${process.platform}-${process.arch}`)
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function npm(folder: string, ...words: readonly string[]): Promise<string> {
  return run('npm', words, folder);
}

async function run(command: string, words: readonly string[], folder: string): Promise<string> {
  const options = {
    cwd: folder,
    env: installEnvironment(),
    timeout: installMinutes * 60_000,
    maxBuffer: 1 << 26,
  };
  const { stdout } = await promisify(execFile)(command, [...words], options);
  return stdout;
}

/** What an enclosing `npm run` says of its own project must not steer an install into another folder. */
function installEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^npm_(package|lifecycle|config_\w*prefix)/.test(name),
  );
  return {
    ...Object.fromEntries(inherited),
    PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}`,
    npm_config_loglevel: 'error',
  };
}
