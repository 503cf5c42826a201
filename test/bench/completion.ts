/**
 * How good the embedded model's completions are, with what the types and the repository tell and without:
 * at seeded cursors whose line's rest is taken away.
 * `node test/bench/completion.ts [--cursors N] [--dots N] [--seed N] [DIR...]`
 */

import { parseArgs } from 'node:util';
import { createEngine, type Engine, walk } from '../../server/host/host.ts';
import {
  createTypeEngineChild,
  type TypeEngineChild,
} from '../../server/host/type-engine/type-engine-child.ts';
import {
  type AdditionalEdit,
  defaultSettings,
  type Settings,
  type Trace,
} from '../../server/protocol/protocol.ts';
import type { Diagnostic } from '../../server/statics/statics.ts';
import { firstIdentifier, type TailCursor, tailCursors } from './cursors.ts';
import { type Repository, repositories } from './repositories.ts';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    cursors: { type: 'string', default: '500' },
    // Few lines are cut after a dot: these many more such places count in that class alone.
    dots: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
  },
  allowPositionals: true,
});

/** What differs between the columns; everything else is the same. All confidences are let through. */
const cells: Readonly<Record<string, Partial<Settings>>> = {
  'file and project only': { budget: 0, monitors: false },
  'with monitors': { budget: 0, monitors: true },
  'with monitors and context': { monitors: true },
};

interface Result {
  readonly repository: string;
  readonly cell: string;
  readonly kind: TailCursor['kind'];
  /** Whether the cursor was taken to fill its class. */
  readonly extra: boolean;
  readonly confidence: number;
  readonly text: string;
  readonly reason: string;
  readonly first: boolean;
  readonly line: boolean;
  /** Whether it brings an import along. */
  readonly imports: boolean;
  /** Diagnostics that neither the original nor the text before the completion has. */
  readonly added: number;
  readonly ms: number;
}

/** The columns often agree on a text: each is judged once. */
const judged = new Map<string, Promise<number>>();

const curve = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

const results: Result[] = [];
const all = repositories(positionals);
for (const repository of all) {
  using _ = repository;
  results.push(...(await measure(repository)));
}
report(results);

async function measure(repository: Repository): Promise<Result[]> {
  const { files } = await walk(repository.root, AbortSignal.timeout(60_000));
  const sources = files
    .map(({ path }) => path)
    .filter((path) => /\.tsx?$/.test(path) && !/\.d\.ts$|\btests?\b/.test(path));
  const cursors = chosen(sources);
  const patient = { typeDeadline: 60_000, sourceDeadline: 60_000, checkDeadline: 10_000, confidence: 0 };
  const engine = createEngine({ root: repository.root, settings: { ...defaultSettings, ...patient } });
  const checker = createTypeEngineChild();
  try {
    await engine.indexed;
    const found: Result[] = [];
    for (const { extra, ...cursor } of cursors) {
      for (const cell of Object.keys(cells))
        found.push({ ...(await completeAt(cursor, cell, { repository, engine, checker })), extra });
      process.stderr.write(`\r${repository.name}: ${found.length / 3} of ${cursors.length}   `);
    }
    process.stderr.write('\n');
    return found;
  } finally {
    await Promise.all([engine.dispose(), checker.dispose()]);
  }
}

function chosen(sources: readonly string[]): (TailCursor & { readonly extra: boolean })[] {
  const share = (count: string) => Math.ceil(Number(count) / all.length);
  const any = tailCursors(sources, share(values.cursors), Number(values.seed));
  const more = tailCursors(sources, 30 * share(values.dots), Number(values.seed) + 1);
  const dots = more.filter(({ kind }) => kind === 'after a dot').slice(0, share(values.dots));
  return [
    ...any.map((cursor) => ({ ...cursor, extra: false })),
    ...dots.map((cursor) => ({ ...cursor, extra: true })),
  ];
}

interface Rig {
  readonly repository: Repository;
  readonly engine: Engine;
  readonly checker: TypeEngineChild;
}

async function completeAt(cursor: TailCursor, cell: string, rig: Rig): Promise<Omit<Result, 'extra'>> {
  const document = { path: cursor.path, language: cursor.language, text: cursor.text };
  const start = performance.now();
  const request = {
    id: `${cursor.path}:${cursor.offset}`,
    document,
    offset: cursor.offset,
    settings: cells[cell],
  };
  const trace = await rig.engine.complete(request, AbortSignal.timeout(300_000));
  const ms = performance.now() - start;
  const { text, edits = [] } = trace.outcome.kind === 'completion' ? trace.outcome : { text: '' };
  return {
    repository: rig.repository.name,
    cell,
    kind: cursor.kind,
    text,
    ms,
    ...outcomeOf(trace),
    first: text !== '' && firstIdentifier(text) === firstIdentifier(cursor.tail),
    line: text !== '' && squeeze(text) === squeeze(cursor.tail),
    imports: edits.length > 0,
    added: text === '' ? 0 : await addedBy(cursor, { text, edits }, rig.checker),
  };
}

function outcomeOf({ outcome }: Trace): { confidence: number; reason: string } {
  if (outcome.kind === 'none') return { confidence: 0, reason: outcome.reason };
  return { confidence: outcome.confidence ?? 1, reason: 'shown' };
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '').replace(/;$/, '');
}

/** What is inserted at a cursor, and what is changed elsewhere. */
interface Inserted {
  readonly text: string;
  readonly edits: readonly AdditionalEdit[];
}

function addedBy(cursor: TailCursor, completion: Inserted, checker: TypeEngineChild): Promise<number> {
  const key = `${cursor.path}:${cursor.offset}:${JSON.stringify(completion)}`;
  const known = judged.get(key) ?? countAdded(cursor, completion, checker);
  judged.set(key, known);
  return known;
}

async function countAdded(
  { path, original, text, offset }: TailCursor,
  completion: Inserted,
  checker: TypeEngineChild,
): Promise<number> {
  const signal = AbortSignal.timeout(120_000);
  const own = { range: { start: offset, end: offset }, text: completion.text };
  const fromEnd = [own, ...completion.edits].toSorted((a, b) => b.range.start - a.range.start);
  const completed = fromEnd.reduce(
    (all, { range, text: put }) => all.slice(0, range.start) + put + all.slice(range.end),
    text,
  );
  let added = countBy(await checker.diagnostics({ path, text: completed }, signal));
  for (const before of [text, original]) {
    if (added.size === 0) return 0;
    added = without(added, countBy(await checker.diagnostics({ path, text: before }, signal)));
  }
  return [...added.values()].reduce((sum, count) => sum + count, 0);
}

function without(
  counts: ReadonlyMap<string, number>,
  known: ReadonlyMap<string, number>,
): Map<string, number> {
  const left = [...counts].map(([key, count]) => [key, count - (known.get(key) ?? 0)] as const);
  return new Map(left.filter(([, count]) => count > 0));
}

function countBy(diagnostics: readonly Diagnostic[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { code, message } of diagnostics)
    counts.set(`${code} ${message}`, (counts.get(`${code} ${message}`) ?? 0) + 1);
  return counts;
}

function report(found: readonly Result[]): void {
  const threshold = defaultSettings.confidence;
  const any = found.filter(({ extra }) => !extra);
  const [off = '', , on = ''] = Object.keys(cells);
  const of = (list: readonly Result[], cell: string) => list.filter((result) => result.cell === cell);
  console.log(
    `\n${any.length / 3} cursors and ${(found.length - any.length) / 3} more after a dot; confidence of at least ` +
      `${threshold}; shares in %, "of all" counts silence as wrong`,
  );
  printHead();
  for (const cell of Object.keys(cells)) printCell(cell, of(any, cell), threshold);
  for (const cell of [off, on]) {
    console.log(`\nby kind of place and by repository: ${cell}`);
    const list = of(found, cell);
    for (const [kind, some] of groups(list, ({ kind }) => kind)) printCell(`  ${kind}`, some, threshold);
    for (const [name, some] of groups(of(any, cell), ({ repository }) => repository))
      printCell(`  ${name}`, some, threshold);
  }
  for (const cell of [off, on]) {
    console.log(`\nthe curve of the confidence that is asked for: ${cell}`);
    for (const least of curve) printCell(`  at least ${least}`, of(any, cell), least);
  }
  console.log(`\nwhy nothing was shown (confidence apart): ${on}`);
  for (const [reason, list] of groups(of(any, on), ({ reason }) => reason))
    console.log(`  ${reason}: ${list.length}`);
  const imported = of(any, on).filter(({ imports }) => imports);
  console.log(`\nwith an import brought along: ${on}`);
  printCell('  confidence of at least 0', imported, 0);
  const ratio = firstOfAll(of(any, on), threshold) / (firstOfAll(of(any, off), threshold) || 1);
  console.log(`\nfirst identifier right of all, ${on} over ${off}: ${ratio.toFixed(2)}x`);
}

function groups(list: readonly Result[], by: (result: Result) => string): [string, Result[]][] {
  return [...Map.groupBy(list, by)];
}

function printHead(): void {
  const shares = ['shown', 'first of shown', 'first of all', 'line of shown', 'line of all'];
  console.log(row(['', 'cursors', ...shares, 'new errors', 'ms p50', 'ms p95']));
}

function firstOfAll(list: readonly Result[], least: number): number {
  return list.filter(({ text, first, confidence }) => text !== '' && first && confidence >= least).length;
}

function printCell(name: string, list: readonly Result[], least: number): void {
  const shown = list.filter(({ text, confidence }) => text !== '' && confidence >= least);
  const times = list.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const of = (part: number, whole: number) => (whole === 0 ? '-' : ((100 * part) / whole).toFixed(1));
  const first = shown.filter((result) => result.first).length;
  const line = shown.filter((result) => result.line).length;
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(0);
  console.log(
    row([
      name,
      list.length,
      of(shown.length, list.length),
      of(first, shown.length),
      of(first, list.length),
      of(line, shown.length),
      of(line, list.length),
      shown.reduce((sum, { added }) => sum + added, 0),
      at(0.5),
      at(0.95),
    ]),
  );
}

function row(columns: readonly (string | number)[]): string {
  return columns
    .map((column, i) => (i === 0 ? String(column).padEnd(28) : String(column).padStart(15)))
    .join('');
}
