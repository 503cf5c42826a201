/**
 * How long it takes from a keystroke to the hole, and from the hole to the prompt, on repositories of any size:
 * cold start, warm keystrokes and memory of each type engine, beside TypeScript's own language service.
 * `node test/bench/holes.ts [--files N] [--keys N] [--seed S] [--engines a,b] [--no-baseline] [DIR...]`
 */

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createEngine, type Engine, walk } from '../../server/host/host.ts';
import { defaultSettings, type StageName, typeEngineChoices } from '../../server/protocol/protocol.ts';
import { CheckedProjects } from './checked-projects.ts';
import { type TailCursor, tailCursors } from './cursors.ts';
import { repositories } from './repositories.ts';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    files: { type: 'string', default: '6' },
    keys: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    engines: {
      type: 'string',
      default: 'native,javascript',
    },
    'no-baseline': { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

/** A text as it is after a keystroke. */
interface Keystroke {
  readonly cursor: TailCursor;
  readonly text: string;
  readonly offset: number;
  /** Nothing was asked in this file before. */
  readonly isFirst: boolean;
  /** The keystroke goes on with a word that was begun before: the hole is the same. */
  readonly isInWord: boolean;
}

/** Milliseconds of each keystroke, and what else is known of one engine. */
interface Measured {
  readonly name: string;
  readonly coldStart: number;
  readonly firstInFile: readonly number[];
  readonly toHole: readonly number[];
  /** Those of them that begin a word or are none. */
  readonly toNewHole: readonly number[];
  readonly toPrompt: readonly Prompting[];
  /** Processor time that a keystroke costs the thread which asks: other work on the machine does not count. */
  readonly busy: readonly number[];
  /** The same of the type engine's processes up to the hole and the prompt; empty where that cannot be told. */
  readonly engineBusy: readonly number[];
  /** Bytes of its processes afterwards; `undefined` where that cannot be told. */
  readonly memory: number | undefined;
  readonly partial: number;
}

/** Milliseconds of the stages from the hole to the prompt. */
interface Prompting {
  readonly gather: number;
  readonly select: number;
  readonly layOut: number;
}

for (const repository of repositories(positionals)) {
  using _ = repository;
  const { name, root } = repository;
  const { files } = await walk(root, AbortSignal.timeout(120_000));
  const sources = files.map(({ path }) => path).filter((path) => /\.[cm]?tsx?$/.test(path));
  const keystrokes = typed(sources.filter((path) => !/\.d\.ts$|\b(tests?|spec)\b/.test(path)));
  const lines = `${files.length} files`;
  console.log(
    `\n${name}: ${lines}, ${keystrokes.length} keystrokes in ${values.files} files, seed ${values.seed}`,
  );
  const measured: Measured[] = [];
  for (const engine of values.engines.split(',')) measured.push(await byEngine(root, engine, keystrokes));
  if (!values['no-baseline']) measured.push(byLanguageService(root, keystrokes));
  report(measured);
}

/** In each file the rest of one line is taken away and written again, a character at a time. */
function typed(paths: readonly string[]): Keystroke[] {
  const wanted = Number(values.files);
  const cursors = tailCursors(paths, 8 * wanted, Number(values.seed));
  const long = cursors.filter(({ tail }) => tail.length >= Math.min(8, Number(values.keys)));
  const [...perFile] = new Map(long.map((cursor) => [cursor.path, cursor])).values();
  return perFile.slice(0, wanted).flatMap((cursor) => {
    const { text, offset, tail } = cursor;
    const count = Math.min(tail.length, Number(values.keys));
    return Array.from({ length: count }, (_, key) => ({
      cursor,
      text: text.slice(0, offset) + tail.slice(0, key) + text.slice(offset),
      offset: offset + key,
      isFirst: key === 0,
      isInWord: /[\p{ID_Continue}$]{2}$/u.test(tail.slice(0, key)),
    }));
  });
}

async function byEngine(
  root: string,
  typeEngine: string,
  keystrokes: readonly Keystroke[],
): Promise<Measured> {
  const choice = typeEngineChoices.find((one) => one === typeEngine) ?? 'auto';
  const patient = { typeDeadline: 300_000, sourceDeadline: 60_000, typeEngine: choice };
  const engine = createEngine({ root, settings: { ...defaultSettings, ...patient } });
  try {
    await engine.indexed;
    const asked = [];
    for (const keystroke of keystrokes) asked.push({ keystroke, ...(await ask(engine, keystroke)) });
    const [cold, ...rest] = asked;
    const warm = rest.filter(({ keystroke }) => !keystroke.isFirst);
    return {
      name: engine.typeEngineFor(keystrokes[0]?.cursor.path ?? '') ?? typeEngine,
      coldStart: cold?.toHole ?? 0,
      firstInFile: rest.filter(({ keystroke }) => keystroke.isFirst).map(({ toHole }) => toHole),
      toHole: warm.map(({ toHole }) => toHole),
      toNewHole: warm.filter(({ keystroke }) => !keystroke.isInWord).map(({ toHole }) => toHole),
      toPrompt: warm.map(({ toPrompt }) => toPrompt),
      busy: warm.map(({ busy }) => busy),
      engineBusy: warm.flatMap(({ engineBusy }) => engineBusy ?? []),
      memory: memoryOf(engine.typeEngineProcesses()[0]),
      partial: asked.filter(({ partial }) => partial).length,
    };
  } finally {
    await engine.dispose();
  }
}

/** The keystroke is told as an editor tells it; then the hole is asked for. */
async function ask(engine: Engine, { cursor: { path, language }, text, offset }: Keystroke) {
  const document = { path, language, text };
  const family = familyOf(engine.typeEngineProcesses()[0]);
  const engineBefore = processorTime(family);
  const before = process.threadCpuUsage();
  engine.change(path, document);
  const request = { id: `${path}:${offset}`, document, offset };
  const [assembled] = await engine.assemble(request, [engine.settings.budget], AbortSignal.timeout(600_000));
  const { user, system } = process.threadCpuUsage(before);
  const engineAfter = processorTime(family);
  if (!assembled) throw new Error('The request gave nothing.');
  const { stages } = assembled.trace;
  const spent = (...names: StageName[]) =>
    stages.filter(({ stage }) => names.includes(stage)).reduce((sum, { ms }) => sum + ms, 0);
  return {
    toHole: spent('locate', 'type the hole'),
    toPrompt: { gather: spent('gather'), select: spent('select'), layOut: spent('lay out') },
    busy: (user + system) / 1000,
    engineBusy:
      engineBefore === undefined || engineAfter === undefined ? undefined : engineAfter - engineBefore,
    partial: assembled.hole.completeness.state !== 'complete',
  };
}

/** The same keystrokes, each followed by the question for the names that can stand there. */
function byLanguageService(root: string, keystrokes: readonly Keystroke[]): Measured {
  const projects = new CheckedProjects(root, [...new Set(keystrokes.map(({ cursor }) => cursor.path))]);
  const asked = keystrokes.map(({ cursor: { path }, text, offset, isFirst, isInWord }) => {
    const start = performance.now();
    projects.completionsAt(path, text, offset);
    return { isFirst, isInWord, ms: performance.now() - start };
  });
  const [cold, ...rest] = asked;
  return {
    name: 'language service',
    coldStart: cold?.ms ?? 0,
    firstInFile: rest.filter(({ isFirst }) => isFirst).map(({ ms }) => ms),
    toHole: rest.filter(({ isFirst }) => !isFirst).map(({ ms }) => ms),
    toNewHole: rest.filter(({ isFirst, isInWord }) => !isFirst && !isInWord).map(({ ms }) => ms),
    toPrompt: [],
    busy: [],
    engineBusy: [],
    memory: undefined,
    partial: 0,
  };
}

interface ProcessRow {
  readonly pid: number;
  readonly bytes: number;
}

/** A process and all that it started; none where that cannot be told. */
function familyOf(root: number | undefined): ProcessRow[] {
  if (root === undefined || process.platform === 'win32') return [];
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid=,rss='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const family = new Set([root]);
  for (const [pid = 0, parent = 0] of rows.toSorted(([a = 0], [b = 0]) => a - b))
    if (family.has(parent)) family.add(pid);
  return rows.flatMap(([pid = 0, , rss = 0]) => (family.has(pid) ? [{ pid, bytes: rss * 1024 }] : []));
}

/** Resident bytes of a process and of all that it started. */
function memoryOf(root: number | undefined): number | undefined {
  const family = familyOf(root);
  return family.length === 0 ? undefined : family.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Milliseconds that the threads of these processes have run so far, where Linux tells. */
function processorTime(family: readonly ProcessRow[]): number | undefined {
  if (family.length === 0 || process.platform !== 'linux') return undefined;
  const ran = (file: string) => {
    try {
      return Number(readFileSync(file, 'utf8').split(' ')[0]) / 1e6;
    } catch {
      return 0; // The thread ended meanwhile.
    }
  };
  return family.reduce((sum, { pid }) => {
    const threads = readdirSync(`/proc/${pid}/task`);
    return sum + threads.reduce((own, thread) => own + ran(`/proc/${pid}/task/${thread}/schedstat`), 0);
  }, 0);
}

function report(measured: readonly Measured[]): void {
  const reference = measured.at(-1);
  const row = (name: string, cells: readonly string[]) =>
    console.log(name.padEnd(30) + cells.map((cell) => cell.padStart(24)).join(''));
  const ms = (of: (one: Measured) => number | undefined) =>
    measured.map((one) => {
      const value = of(one);
      const base = reference && of(reference);
      if (value === undefined) return '-';
      return base && one !== reference
        ? `${round(value)} ms (${(value / base).toFixed(2)}x)`
        : `${round(value)} ms`;
    });
  row(
    '',
    measured.map(({ name }) => name),
  );
  row(
    'cold start, first hole',
    ms(({ coldStart }) => coldStart),
  );
  row(
    'first hole in a file, p50',
    ms(({ firstInFile }) => at(firstInFile, 0.5)),
  );
  row(
    'keystroke to hole, p50',
    ms(({ toHole }) => at(toHole, 0.5)),
  );
  row(
    'keystroke to hole, p95',
    ms(({ toHole }) => at(toHole, 0.95)),
  );
  for (const share of [0.5, 0.95])
    row(
      `  not within a word, p${100 * share}`,
      ms(({ toNewHole }) => at(toNewHole, share)),
    );
  const inTime = ({ toHole }: Measured) => toHole.filter((one) => one <= defaultSettings.typeDeadline).length;
  row(
    `within ${defaultSettings.typeDeadline} ms`,
    measured.map((one) => `${inTime(one)} of ${one.toHole.length}`),
  );
  const whole = ({ gather, select, layOut }: Prompting) => gather + select + layOut;
  row(
    'hole to prompt, p50',
    ms(({ toPrompt }) => at(toPrompt.map(whole), 0.5)),
  );
  row(
    'hole to prompt, p95',
    ms(({ toPrompt }) => at(toPrompt.map(whole), 0.95)),
  );
  for (const stage of ['gather', 'select', 'layOut'] as const)
    row(
      `  of it ${stage}, p50`,
      ms(({ toPrompt }) =>
        at(
          toPrompt.map((one) => one[stage]),
          0.5,
        ),
      ),
    );
  row(
    "asking thread's time, p50",
    ms(({ busy }) => at(busy, 0.5)),
  );
  for (const share of [0.5, 0.95])
    row(
      `type engine's time, p${100 * share}`,
      ms(({ engineBusy }) => at(engineBusy, share)),
    );
  const megabytes = (bytes: number | undefined) =>
    bytes === undefined ? '-' : `${Math.round(bytes / 1e6)} MB`;
  row(
    'memory of its processes',
    measured.map(({ memory }) => megabytes(memory)),
  );
  row(
    'answers that were partial',
    measured.map(({ partial }) => String(partial)),
  );
}

function at(list: readonly number[], share: number): number | undefined {
  return list.toSorted((a, b) => a - b)[Math.floor(share * (list.length - 1))];
}

function round(value: number): string {
  return value < 100 ? value.toFixed(1) : value.toFixed(0);
}
