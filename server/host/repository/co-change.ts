/** Which files are committed together, as the last commits tell. */

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { CoChange } from '../../index/index.ts';

const run = promisify(execFile);
const commits = 500;
const deadline = 5_000;
/** A commit of more files than this says nothing of any two of them. */
const mostFiles = 30;
/** One commit may be chance. */
const fewestTogether = 2;
/** Others that are kept of each file, those it changes with most. */
const mostOthers = 10;

/** Pairs of absolute paths; none where git is missing, slow or knows no commits. */
export async function coChanges(root: string, signal: AbortSignal): Promise<CoChange[]> {
  try {
    const options = { timeout: deadline, maxBuffer: 64 * 1024 * 1024, signal };
    const log = [
      'log',
      '-n',
      `${commits}`,
      '--no-merges',
      '--name-only',
      '--no-renames',
      '-z',
      '--format=%x01',
    ];
    const { stdout } = await run('git', ['-C', root, ...log, '--', '.'], options);
    const { stdout: top } = await run('git', ['-C', root, 'rev-parse', '--show-toplevel'], options);
    return changesIn(stdout.split('\u0001').map((commit) => filesIn(commit, top.trim())));
  } catch {
    return [];
  }
}

function filesIn(commit: string, top: string): string[] {
  return commit
    .split(/[\0\n]/)
    .filter((name) => name !== '')
    .map((name) => join(top, name));
}

/** Of all commits with either of two files, how many have both. */
export function changesIn(all: readonly (readonly string[])[]): CoChange[] {
  const alone = new Map<string, number>();
  const together = new Map<string, Map<string, number>>();
  for (const files of all) {
    if (files.length > mostFiles) continue;
    for (const file of files) alone.set(file, (alone.get(file) ?? 0) + 1);
    for (const [at, one] of files.entries()) {
      for (const other of files.slice(at + 1)) countPair(together, one, other);
    }
  }
  return Array.from(together).flatMap(([one, others]) =>
    Array.from(others, ([other, times]) => ({
      files: [one, other] as const,
      weight: times / ((alone.get(one) ?? 0) + (alone.get(other) ?? 0) - times),
      times,
    }))
      .filter(({ times }) => times >= fewestTogether)
      .toSorted((a, b) => b.weight - a.weight)
      .slice(0, mostOthers)
      .map(({ files, weight }) => ({ files, weight })),
  );
}

function countPair(together: Map<string, Map<string, number>>, one: string, other: string): void {
  const [first, second] = one < other ? [one, other] : [other, one];
  const counts = together.get(first) ?? new Map<string, number>();
  counts.set(second, (counts.get(second) ?? 0) + 1);
  together.set(first, counts);
}
