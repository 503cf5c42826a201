/** Runs the built command line as a person would: a real process, its output and its exit code. */

import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './sources.ts';

export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

export interface RunOptions {
  readonly input?: string;
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const program = join(projectRoot, 'dist', 'keyhole.js');
const cache = mkdtempSync(join(tmpdir(), 'keyhole-cache-'));

/** `keyhole` with these words. */
export function keyhole(
  words: readonly string[],
  { input = '', cwd, environment }: RunOptions = {},
): Promise<Ran> {
  const env = { ...process.env, KEYHOLE_CACHE_DIR: cache, XDG_CONFIG_HOME: cache, ...environment };
  const child = spawn(process.execPath, [program, ...words], { cwd, env });
  const { promise, resolve, reject } = Promise.withResolvers<Ran>();
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.on('error', reject);
  child.on('close', (code) => resolve({ stdout, stderr, code }));
  child.stdin.end(input);
  return promise;
}

/** `keyhole batch` on these requests; one answer for each, in order. */
export async function batch(
  requests: readonly unknown[],
  options: RunOptions = {},
): Promise<Record<string, unknown>[]> {
  const input = requests
    .map((request) => (typeof request === 'string' ? request : JSON.stringify(request)))
    .join('\n');
  const { stdout } = await keyhole(['batch'], { ...options, input: `${input}\n` });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}
