/**
 * Installs `node-llama-cpp` and the one binary that this machine needs into Keyhole's cache folder, from the
 * npm registry alone: no install script runs and nothing is compiled. The folder appears whole or not at all.
 */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { llamaFolder, llamaVersion } from './llama-library.ts';

/** Binaries for a graphics card, beside the one for the processor. */
export const llamaCards = ['cuda', 'vulkan'] as const;
export type LlamaCard = (typeof llamaCards)[number];

/** Packages with the binary for the processor; Apple's own also has the one for its graphics. */
const binaries: Readonly<Record<string, string>> = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'linux-arm': 'linux-armv7l',
  'linux-riscv64': 'linux-riscv64',
  'darwin-arm64': 'mac-arm64-metal',
  'darwin-x64': 'mac-x64',
  'win32-x64': 'win-x64',
  'win32-arm64': 'win-arm64',
};

/** Rough sizes, measured with version 3.22.1 on Linux: megabytes to download, and on disk. */
const sizes = { cpu: [50, 90], vulkan: [35, 75], cuda: [300, 540] } as const;

export interface LlamaPlan {
  /** Packages with their versions. */
  readonly packages: readonly string[];
  readonly folder: string;
  /** Megabytes, rough. */
  readonly download: number;
  readonly disk: number;
}

/** What would be installed here; `undefined` where there is no binary for this machine. */
export function planLlama(
  card?: LlamaCard,
  environment: NodeJS.ProcessEnv = process.env,
): LlamaPlan | undefined {
  const binary = binaries[`${process.platform}-${process.arch}`];
  if (binary === undefined || (card && !/^(linux|win)-x64$/.test(binary))) return undefined;
  const names = ['node-llama-cpp', `@node-llama-cpp/${binary}`, ...cardPackages(binary, card)];
  const parts = [sizes.cpu, ...(card ? [sizes[card]] : [])];
  return {
    packages: names.map((name) => `${name}@${llamaVersion}`),
    folder: llamaFolder(environment),
    download: parts.reduce((sum, [download]) => sum + download, 0),
    disk: parts.reduce((sum, [, disk]) => sum + disk, 0),
  };
}

function cardPackages(binary: string, card: LlamaCard | undefined): string[] {
  if (!card) return [];
  const name = `@node-llama-cpp/${binary}-${card}`;
  return card === 'cuda' ? [name, `${name}-ext`] : [name];
}

/** Installs the plan, in place of what an earlier one left, and gives the bytes on disk. @throws {Error} in a sentence. */
export async function installLlama({ packages, folder }: LlamaPlan, signal: AbortSignal): Promise<number> {
  const aside = `${folder}.${process.pid}.partial`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true });
  try {
    await writeFile(join(aside, 'package.json'), '{"private": true}\n');
    await npmInstall(packages, aside, signal);
    await replace(folder, aside);
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return bytesOf(folder);
}

async function replace(folder: string, aside: string): Promise<void> {
  const old = `${folder}.${process.pid}.old`;
  if (existsSync(folder)) await rename(folder, old);
  await rename(aside, folder);
  await rm(old, { recursive: true, force: true });
}

async function npmInstall(packages: readonly string[], cwd: string, signal: AbortSignal): Promise<void> {
  const words = [
    'install',
    '--ignore-scripts',
    '--omit=optional',
    '--no-audit',
    '--no-fund',
    '--save-exact',
    ...packages,
  ];
  const options = {
    cwd,
    signal,
    env: ownEnvironment(),
    shell: process.platform === 'win32',
    maxBuffer: 1 << 26,
  };
  try {
    await promisify(execFile)('npm', words, options);
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(`npm could not install node-llama-cpp: ${whyNpmFailed(error)}`, { cause: error });
  }
}

/** What npm itself says, in one line. */
function whyNpmFailed(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'ENOENT')
    return 'there is no npm on the PATH. Install Node.js with npm, or put node-llama-cpp into a folder of NODE_PATH yourself.';
  const said = 'stderr' in error ? String(error.stderr) : error.message;
  const lines = said.split('\n').filter((line) => line.trim() !== '' && !/complete log/.test(line));
  const line =
    lines.find((each) => /error/i.test(each) && !/npm error code/.test(each)) ?? lines[0] ?? error.message;
  return `${line.replace(/^npm (error|ERR!)\s*/, '').slice(0, 200)}. See that the npm registry can be reached, then try again.`;
}

/** What an enclosing `npm run` says of its own project must not steer the install into another folder. */
function ownEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(package|lifecycle|config_\w*prefix|config_global|config_include|config_omit)/i.test(name),
  );
  const path = [dirname(process.execPath), process.env.PATH ?? ''].join(
    process.platform === 'win32' ? ';' : ':',
  );
  return { ...Object.fromEntries(inherited), PATH: path, npm_config_loglevel: 'error' };
}

async function bytesOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizesOfFiles = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  return sizesOfFiles.reduce((sum, size) => sum + size, 0);
}
