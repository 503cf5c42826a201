/** `keyhole index`: indexes a folder and says what is in it; with `--report` what was left out, with `--watch` for ever. */

import { relative } from 'node:path';
import {
  type ChangedPaths,
  type IndexReport,
  mostMemoryOfLearning,
  type RepositoryIndex,
  watchFolder,
} from '../host/host.ts';
import { folderAt, withRepository } from './repository.ts';
import { parserOf } from './parser-option.ts';
import { type CommonOptions, readSettings } from './settings.ts';
import { toStandardError } from './standard-error.ts';

export interface IndexOptions extends CommonOptions {
  readonly report?: boolean;
  readonly watch?: boolean;
  readonly parser?: string;
}

/** Files that were looked at again, and what the index has then. */
interface Change {
  readonly changed: readonly string[];
  readonly files: number;
  readonly symbols: number;
}

interface Following {
  readonly signal: AbortSignal;
  readonly say: (change: Change) => void;
}

/** Paths that are shown of each reason. */
const examples = 3;

export async function index(folder: string | undefined, options: IndexOptions): Promise<void> {
  const root = await folderAt(folder ?? '.', 'index');
  const parser = parserOf(options);
  await withRepository(root, { ...(await readSettings(options)), parser }, async (repository, signal) => {
    const report = await repository.indexed;
    if (options.json) print({ ...report, memory: memoryOf(repository, report) });
    else process.stdout.write(options.report ? summary(report) + leftOut(report, root) : summary(report));
    if (!options.watch) return;
    const say = (change: Change) =>
      void process.stdout.write(options.json ? `${JSON.stringify(change)}\n` : inWords(change));
    await follow(repository, root, { signal, say });
  });
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
}

function summary({ files, symbols, seconds, bytes, parsed, skipped }: IndexReport): string {
  return `${files} files, ${symbols} symbols, ${seconds.toFixed(2)} s, ${bytes} bytes; ${skipped.length} left out, ${parsed} parsed\n`;
}

/** The reasons, the commonest first, with how many paths each has and a few of them. */
function leftOut({ skipped, unread }: IndexReport, root: string): string {
  const texts = unread.map((path) => ({ path, why: 'searched as text only, since it could not be parsed' }));
  const byReason = Map.groupBy([...skipped, ...texts], ({ why }) => why);
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

/** Bytes of the process and of the index in it, and what the embedded model will take at most. */
function memoryOf({ index }: RepositoryIndex, { bytes }: IndexReport): Readonly<Record<string, unknown>> {
  const ngram = mostMemoryOfLearning(bytes);
  return { process: process.memoryUsage.rss(), ...index.statistics(), mostOfEmbeddedModel: ngram };
}

/** Says what changed, a line for each time, until the command is interrupted. */
async function follow(repository: RepositoryIndex, root: string, { signal, say }: Following): Promise<void> {
  const changed = async (paths: ChangedPaths): Promise<void> => {
    const files = (await repository.changedOnDisk(paths)).map((path) => relative(root, path));
    const { files: all, symbols } = repository.index.statistics();
    if (files.length > 0) say({ changed: files, files: all, symbols });
  };
  const how = await watchFolder({ root, changed, signal });
  if (how === 'polling')
    toStandardError('The system tells of no changes here: the folder is looked at every few seconds.');
  await untilAborted(signal);
}

function inWords({ changed, files, symbols }: Change): string {
  const others = changed.length > 1 ? ', …' : '';
  return `${changed.length} changed (${readable(changed[0] ?? '')}${others}): ${files} files, ${symbols} symbols\n`;
}

/** Keeps the process alive meanwhile. */
async function untilAborted(signal: AbortSignal): Promise<void> {
  const alive = setInterval(() => {}, 60_000);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(alive);
}
