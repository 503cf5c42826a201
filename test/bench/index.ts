/**
 * What an index costs: cold build, reopening, one edit, a branch switch, memory; beside `ctags -R` and `rg` on the
 * same tree in the same run, as ratios. It works on a copy of the files. `npm run bench:index -- [DIR...]`
 */

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createCatalogue } from '../../server/host/catalogue/catalogue.ts';
import { createRepositoryIndex, type RepositoryIndex, walk } from '../../server/host/host.ts';
import { languageOf } from '../../server/text/text.ts';
import { projectRoot } from '../support/sources.ts';
import { firstAnswer, middleFile } from './first-answer.ts';
import { repositories } from './repositories.ts';

const { positionals, values } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: { switched: { type: 'string', default: '500' }, edits: { type: 'string', default: '100' } },
  allowPositionals: true,
});

/** Seconds on the clock and of all processors. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

interface Ran extends Cost {
  readonly output: string;
}

interface Reported {
  readonly files: number;
  readonly symbols: number;
  readonly bytes: number;
  readonly parsed: number;
  readonly seconds: number;
  readonly memory: { readonly process: number };
}

/** Milliseconds after which threads without work have ended, and what they had is given back. */
const rest = 20_000;
/** Importers up to which a file counts as one that hardly any file imports. */
const fewImporters = 2;

const temporary = realpathSync(mkdtempSync(join(tmpdir(), 'keyhole-bench-')));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));

for (const repository of repositories(positionals)) {
  using _ = repository;
  const root = join(temporary, repository.name.replaceAll('/', '-'));
  await copy(repository.root, root);
  const cache = join(temporary, 'cache', repository.name.replaceAll('/', '-'));
  await benchBuilds(repository.name, root, cache);
  await benchChanges(root, join(cache, 'facts'));
}

/** The files that are indexed, and nothing else: all tools see the same. */
async function copy(from: string, to: string): Promise<void> {
  const { files } = await walk(from, AbortSignal.timeout(300_000));
  for (const { path } of files) {
    const target = join(to, relative(from, path));
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(path, target);
  }
  // What was written just now is read again; a repository is older than that.
  await sleep(100);
}

async function benchBuilds(name: string, root: string, cache: string): Promise<void> {
  // It ends early when it cannot cut its file to size, as of `/dev/null`.
  const tags = ['ctags', '-R', '-f', join(temporary, 'tags'), root];
  const baselines = [baseline('ctags -R', tags)];
  const empty = join(temporary, 'empty');
  mkdirSync(empty, { recursive: true });
  const idle = build(empty, join(temporary, 'cache', 'empty'));
  const cold = build(root, cache);
  baselines.push(baseline('ctags -R', tags));
  const reopened = [1, 2, 3].map(() => build(root, cache));
  const searched = baseline('rg -c', ['rg', '-c', '--no-messages', 'keyhole|the', root]);
  const { files, symbols, bytes, parsed } = cold.report;
  const size = (bytes / 1e6).toFixed(1);
  console.log(
    `\n${name}: ${files} files, ${symbols} symbols, ${size} MB, ${availableParallelism()} processors`,
  );
  const ctags = best(baselines.filter((cost) => cost !== undefined));
  const reopen = best(reopened);
  console.table({
    'ctags -R': row(ctags, ctags),
    'cold build (process)': { ...row(cold, ctags), parsed, 'index s': cold.report.seconds.toFixed(2) },
    'reopen (process), best of 3': {
      ...row(reopen, ctags),
      parsed: reopened[0]?.report.parsed,
      'index s': Math.min(...reopened.map(({ report }) => report.seconds)).toFixed(2),
    },
    'rg -c': row(searched, ctags),
  });
  const memory = (resident: number) => {
    const own = resident - idle.report.memory.process;
    return {
      'RSS MB': mb(resident),
      'above an empty one': mb(own),
      'per 10,000 files': mb((own / files) * 10_000),
    };
  };
  const last = reopened.at(-1)?.report.memory.process ?? 0;
  const rested = await restedMemory(root, `${cache}-rested`);
  console.table({
    'after cold build': memory(cold.report.memory.process),
    ...(rested !== undefined && { [`${rest / 1000} s after a cold build`]: memory(rested) }),
    'after reopening': memory(last),
  });
}

/** Bytes of a process that has built an index and goes on; `undefined` where the system does not tell. */
async function restedMemory(root: string, cache: string): Promise<number | undefined> {
  const child = spawn(process.execPath, [program(), 'index', root, '--watch'], {
    env: { ...process.env, KEYHOLE_CACHE_DIR: cache },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    await once(child.stdout, 'data');
    await sleep(rest);
    const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) * 1024;
  } catch {
    return undefined;
  } finally {
    child.kill();
  }
}

function program(): string {
  const built = join(projectRoot, 'dist', 'keyhole.js');
  return existsSync(built) ? built : join(projectRoot, 'server', 'cli', 'keyhole.ts');
}

function build(root: string, cache: string): Ran & { readonly report: Reported } {
  const ran = run([process.execPath, program(), 'index', root, '--json'], { KEYHOLE_CACHE_DIR: cache });
  if (!ran) throw new Error(`The program ${program()} could not index ${root}.`);
  return { ...ran, report: JSON.parse(ran.output) };
}

function baseline(name: string, words: readonly string[]): Cost | undefined {
  const ran = run(words, {});
  if (!ran) console.log(`${name}: not installed here, so there is nothing to compare with.`);
  return ran;
}

/** Runs a command by the shell that can tell what it cost; `undefined` when it cannot be run. */
function run(words: readonly string[], environment: Readonly<Record<string, string>>): Ran | undefined {
  const script = 'TIMEFORMAT="%R %U %S"; exec 3>&2; time "$@" 2>/dev/null';
  const { stdout, stderr, error } = spawnSync('bash', ['-c', script, 'bash', ...words], {
    env: { ...process.env, ...environment },
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const times = /([\d.]+) ([\d.]+) ([\d.]+)\s*$/.exec(stderr ?? '');
  const isMissing = spawnSync('bash', ['-c', 'command -v "$1"', 'bash', words[0] ?? '']).status !== 0;
  if (error || !times || isMissing) return undefined;
  const [, wall, user, system] = times.map(Number);
  return { wall: wall ?? 0, cpu: (user ?? 0) + (system ?? 0), output: stdout };
}

function best(costs: readonly Cost[]): Cost | undefined {
  return costs.toSorted((a, b) => a.wall - b.wall)[0];
}

function row(cost: Cost | undefined, ctags: Cost | undefined) {
  if (!cost) return {};
  const times = (part: keyof Cost) => (ctags ? `${(cost[part] / ctags[part]).toFixed(2)} x` : '-');
  return {
    'wall s': cost.wall.toFixed(2),
    'cpu s': cost.cpu.toFixed(2),
    'wall/ctags': times('wall'),
    'cpu/ctags': times('cpu'),
  };
}

function mb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** Edits and a branch switch in an index that stays open; then it is opened anew. */
async function benchChanges(root: string, folder: string): Promise<void> {
  const catalogue = createCatalogue({ folder, most: 1e9 });
  const repository = createRepositoryIndex({
    root,
    catalogue,
    indexSize: 1_000,
  });
  await repository.indexed;
  const sources = repository.index.files().filter((path) => languageOf(path) !== 'plaintext');
  const byImporters = sources
    .map((path) => ({ path, importers: repository.index.importers(path).length }))
    .toSorted((a, b) => b.importers - a.importers);
  const most = byImporters[0];
  const size = most ? statSync(most.path).size : 0;
  // What an edit costs by the length of the file is told apart from what its importers would cost.
  const few = byImporters.filter(({ importers }) => importers <= fewImporters);
  const distance = (path: string) => Math.abs(statSync(path).size - size);
  const alike = few.toSorted((a, b) => distance(a.path) - distance(b.path))[0];
  const none = byImporters.findLast(({ path }) => statSync(path).size > 5_000);
  const edits: Record<string, unknown> = {};
  for (const file of [most, alike, none]) {
    if (!file) continue;
    const lines = readFileSync(file.path, 'utf8').split('\n').length;
    edits[`one edit, ${file.importers} importers, ${lines} lines`] = await editing(repository, file.path);
  }
  console.table(edits);
  const paths = sources.slice(0, Number(values.switched));
  const before = new Map(paths.map((path) => [path, readFileSync(path)]));
  const there = await timed(() =>
    switched(repository, before, (bytes) => Buffer.concat([bytes, Buffer.from('\n// other\n')])),
  );
  const back = await timed(() => switched(repository, before, (bytes) => bytes));
  console.table({
    [`branch switch, ${paths.length} files never seen`]: {
      ms: there.toFixed(0),
      'ms/file': (there / paths.length).toFixed(2),
    },
    [`and back, ${paths.length} files known`]: {
      ms: back.toFixed(0),
      'ms/file': (back / paths.length).toFixed(2),
    },
  });
  const middle = middleFile(repository);
  await repository.dispose();
  await catalogue.close();
  const { useful, files, state, whole } = await firstAnswer(root, folder, middle);
  console.table({
    [`opened with a file of ${middle.imports.length} imports`]: {
      'useful after ms': useful.toFixed(0),
      'files by then': files,
      state,
      'whole after ms': whole.toFixed(0),
    },
  });
}

/** Milliseconds from a keystroke until the index has it. */
async function editing(repository: RepositoryIndex, path: string): Promise<Record<string, string>> {
  const text = readFileSync(path, 'utf8');
  const language = languageOf(path);
  const middle = text.indexOf('\n', text.length / 2) + 1;
  const times: number[] = [];
  for (let i = 0; i <= Number(values.edits); i++) {
    const typed = `${text.slice(0, middle)}const typed${i} = ${i};\n${text.slice(middle)}`;
    const ms = await timed(async () => {
      repository.change(path, { path, language, text: typed });
      await repository.settled();
    });
    // The first one opens the document.
    if (i > 0) times.push(ms);
  }
  repository.change(path, undefined);
  await repository.settled();
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor((times.length - 1) * share)] ?? 0).toFixed(1);
  return { 'p50 ms': at(0.5), 'p95 ms': at(0.95), 'least ms': at(0) };
}

async function switched(
  repository: RepositoryIndex,
  files: ReadonlyMap<string, Buffer>,
  change: (bytes: Buffer) => Buffer,
): Promise<void> {
  for (const [path, bytes] of files) writeFileSync(path, change(bytes));
  await repository.changedOnDisk([...files.keys()]);
}

async function timed(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
