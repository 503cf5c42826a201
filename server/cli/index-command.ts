/** `keyhole index`: indexes a folder and says what is in it; with `--report` what was left out, with `--watch` for ever. */

import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import {
  type ChangedPaths,
  createRepositoryIndex,
  type IndexReport,
  type RepositoryIndex,
  watchFolder,
} from '../host/host.ts';
import { progressBar } from './progress.ts';
import { type CommonOptions, readSettings } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface IndexOptions extends CommonOptions {
  readonly report?: boolean;
  readonly watch?: boolean;
}

/** Paths that are shown of each reason. */
const examples = 3;

export async function index(folder: string | undefined, options: IndexOptions): Promise<void> {
  const root = resolve(folder ?? '.');
  const found = await stat(root).catch(() => undefined);
  if (!found?.isDirectory())
    throw new UsageError(`Cannot index "${folder ?? '.'}": there is no such folder.`);
  const { indexSize } = await readSettings(options);
  const stop = new AbortController();
  const interrupt = () => stop.abort(new Error('interrupted'));
  process.once('SIGINT', interrupt);
  const repository = createRepositoryIndex({
    root,
    indexSize,
    workers: availableParallelism(),
    stopIndexing: stop.signal,
    onProgress: progressBar(process.stderr),
    onProblem: (sentence) => void process.stderr.write(`keyhole: ${sentence}\n`),
  });
  try {
    const report = await repository.indexed;
    if (options.json) print({ ...report, memory: memoryOf(repository) });
    else process.stdout.write(options.report ? summary(report) + leftOut(report, root) : summary(report));
    if (options.watch) await follow(repository, root, { signal: stop.signal, json: options.json === true });
  } finally {
    process.off('SIGINT', interrupt);
    await repository.dispose();
  }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

function summary({ files, symbols, seconds, bytes, parsed, skipped }: IndexReport): string {
  return `${files} files, ${symbols} symbols, ${seconds.toFixed(2)} s, ${bytes} bytes; ${skipped.length} left out, ${parsed} parsed\n`;
}

/** The reasons, the commonest first, with how many paths each has and a few of them. */
function leftOut({ skipped }: IndexReport, root: string): string {
  const byReason = Map.groupBy(skipped, ({ why }) => why);
  const reasons = [...byReason].toSorted((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  const width = String(skipped.length).length;
  return reasons
    .map(([why, paths]) => {
      const shown = paths.slice(0, examples).map(({ path }) => readable(relative(root, path)));
      const more = paths.length > shown.length ? ', …' : '';
      return `${String(paths.length).padStart(width + 2)}  ${why}: ${shown.join(', ')}${more}\n`;
    })
    .join('');
}

/** A path on one line, also where its name has line ends or worse. */
function readable(path: string): string {
  return /[\p{Cc}\p{Cf}]/u.test(path) ? JSON.stringify(path) : path;
}

/** Bytes of the process and of the index in it. */
function memoryOf({ index }: RepositoryIndex): Readonly<Record<string, unknown>> {
  return { process: process.memoryUsage.rss(), ...index.statistics() };
}

/** Says what changed, a line for each time, until the command is interrupted. */
async function follow(
  repository: RepositoryIndex,
  root: string,
  { signal, json }: { readonly signal: AbortSignal; readonly json: boolean },
): Promise<void> {
  const changed = async (paths: ChangedPaths): Promise<void> => {
    const files = await repository.changedOnDisk(paths);
    if (files.length === 0) return;
    const { files: all, symbols } = repository.index.statistics();
    const names = files.map((path) => relative(root, path));
    if (json) process.stdout.write(`${JSON.stringify({ changed: names, files: all, symbols })}\n`);
    else
      process.stdout.write(
        `${names.length} changed (${readable(names[0] ?? '')}${names.length > 1 ? ', …' : ''}): ${all} files, ${symbols} symbols\n`,
      );
  };
  const how = await watchFolder({ root, changed, signal });
  if (how === 'polling')
    process.stderr.write(
      'keyhole: The system tells of no changes here: the folder is looked at every few seconds.\n',
    );
  const waiting = setInterval(() => {}, 60_000);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(waiting);
}
