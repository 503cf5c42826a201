/** Opens the index of a folder for one command: no model, no type engine. */

import { stat } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { createRepositoryIndex, type ParserName, type RepositoryIndex } from '../host/host.ts';
import type { Settings } from '../protocol/protocol.ts';
import { progressBar } from './progress.ts';
import { toStandardError } from './standard-error.ts';
import { UsageError } from './usage-error.ts';

/** @throws {UsageError} when there is no such folder. */
export async function folderAt(written: string, verb: string): Promise<string> {
  const path = resolve(written);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return path;
  throw new UsageError(`Cannot ${verb} "${written}": there is no such folder.`);
}

/** Runs something once the folder is indexed, and says on standard error what the index lacks. */
export async function withRepository(
  root: string,
  { indexSize, parser }: Settings & { readonly parser?: ParserName },
  run: (repository: RepositoryIndex, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const interrupt = () => stop.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  const repository = createRepositoryIndex({
    root,
    indexSize,
    ...(parser && { parser }),
    stopIndexing: stop.signal,
    onProgress: progressBar(process.stderr),
    onProblem: toStandardError,
  });
  try {
    await repository.indexed;
    const { completeness } = repository;
    if (completeness.state !== 'complete')
      toStandardError(`The answer is ${completeness.state}: ${completeness.why}.`);
    await run(repository, stop.signal);
  } finally {
    process.off('SIGINT', interrupt);
    await repository.dispose();
  }
}

/** A path as a person at this folder writes it. */
export function fromHere(path: string): string {
  const inside = relative('.', path);
  return inside.startsWith('..') ? path : inside;
}
