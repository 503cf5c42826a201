/** The files that a person is working on, as git tells: changed and not committed. */

import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Files that are remembered: a branch switch is not work on thousands of files. */
const most = 200;

/** Puts files in front of those that were worked on before. */
export function withRecent(files: readonly string[], before: readonly string[]): readonly string[] {
  return [...new Set([...files.slice(0, most), ...before])].slice(0, most);
}

/** Absolute paths of the changed files under `root`, latest first; none where git cannot tell in a second. */
export async function changedFiles(root: string): Promise<string[]> {
  try {
    const { stdout } = await run('git', ['-C', root, 'status', '--porcelain', '-z', '--no-renames', '.'], {
      timeout: 1000,
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
    });
    const { stdout: top } = await run('git', ['-C', root, 'rev-parse', '--show-toplevel'], { timeout: 1000 });
    const paths = stdout
      .split('\0')
      .flatMap((entry) => (entry === '' ? [] : [join(top.trim(), entry.slice(3))]));
    return (await latestFirst(paths)).slice(0, most);
  } catch {
    return [];
  }
}

async function latestFirst(paths: readonly string[]): Promise<string[]> {
  const dated = await Promise.all(
    paths.map(async (path) => ({
      path,
      time: await stat(path).then(
        (found) => found.mtimeMs,
        () => 0,
      ),
    })),
  );
  return dated.toSorted((a, b) => b.time - a.time).map(({ path }) => path);
}
