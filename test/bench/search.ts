/**
 * How fast the index answers in memory and how much of it there is: names, words, ranks, one edit, bytes
 * by part. `node test/bench/search.ts DIR [DIR...]`, `--only memory` for
 * one part; times are CPU milliseconds of the process, beside what a plain scan of the same facts takes.
 */

import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { CodeIndex, type NameHit } from '../../server/index/index.ts';
import { NgramModel } from '../../server/models/models.ts';
import { factsOfText, type FileFacts } from '../../server/syntax/syntax.ts';
import { languageOf, terms } from '../../server/text/text.ts';
import { loadGrammars } from '../../server/host/parsing/grammars.ts';
import { walk } from '../../server/host/catalogue/walk.ts';
import { repositories } from './repositories.ts';

interface File {
  readonly path: string;
  readonly text: string;
  readonly facts: FileFacts;
}

const grammarOf = loadGrammars(new URL('../../server/host/parsing/grammars.ts', import.meta.url).href);

async function filesIn(root: string): Promise<File[]> {
  const { files } = await walk(root, AbortSignal.timeout(600_000));
  const read: File[] = [];
  for (const { path } of files) {
    const text = readFileSync(path, 'utf8');
    const language = languageOf(path, text);
    read.push({ path, text, facts: factsOfText(text, language, await grammarOf(language)) });
  }
  return read;
}

/** Median and 95th percentile of CPU milliseconds for one call, over batches that the clock can tell apart. */
function timed(run: () => unknown, batches = 15, size = 4): { p50: number; p95: number } {
  const times: number[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const before = process.cpuUsage();
    for (let at = 0; at < size; at++) run();
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000 / size);
  }
  times.sort((a, b) => a - b);
  return { p50: times[times.length >> 1] ?? 0, p95: times[Math.floor(times.length * 0.95)] ?? 0 };
}

function row(run: () => unknown, baseline: () => unknown): Record<string, string> {
  const own = timed(run);
  const plain = timed(baseline, 3, 1);
  return {
    'p50 ms': own.p50.toFixed(2),
    'p95 ms': own.p95.toFixed(2),
    'plain scan ms': plain.p50.toFixed(1),
    'of the scan': (own.p50 / plain.p50).toFixed(3),
  };
}

/** Every name of every file against a pattern that allows letters between. */
function scanNames(files: readonly File[], query: string): number {
  const pattern = new RegExp([...query].join('.*'), 'i');
  let found = 0;
  for (const { facts } of files) for (const { name } of facts.symbols) if (pattern.test(name)) found++;
  return found;
}

function scanWords(files: readonly File[], query: readonly string[]): number {
  const wanted = new Set(query);
  let found = 0;
  for (const { facts } of files)
    for (const chunk of facts.chunks) for (const [term] of chunk.terms) if (wanted.has(term)) found++;
  return found;
}

/** Names that occur in the repository, as a person would type them: whole, in part, by humps. */
function queriesFrom(files: readonly File[]): string[] {
  const names = files.flatMap(({ facts }) => facts.symbols.map(({ name }) => name));
  const long = names.filter((name) => /[a-z][A-Z].*[a-z][A-Z]/.test(name));
  const name = long[Math.floor(long.length / 2)] ?? 'getUserName';
  const humps = name.replace(/(?<=[\p{L}])[a-z0-9_]+/gu, '');
  return [name, name.slice(0, 5), humps, name.slice(0, 2), name.toLowerCase().slice(3, 9), 'qzx'];
}

function benchNames(index: CodeIndex, files: readonly File[]): void {
  const rows = queriesFrom(files).map((query) => [
    `names: ${query}`,
    row(
      () => index.searchNames(query, { limit: 20, near: files[0]?.path ?? '' }),
      () => scanNames(files, query),
    ),
  ]);
  console.table(Object.fromEntries(rows));
}

function benchWords(index: CodeIndex, files: readonly File[]): void {
  const middle = files[files.length >> 1];
  const rows = [3, 12, 60].map((count) => {
    const query = terms(middle?.text ?? '').slice(0, count);
    return [
      `words: ${query.length}`,
      row(
        () => index.search(query, { limit: 80 }),
        () => scanWords(files, query),
      ),
    ];
  });
  console.table(Object.fromEntries(rows));
}

/** From three seeds, when nothing has been walked yet and again; beside the rank of the whole workspace. */
function benchRank(files: readonly File[], epsilons: readonly number[]): void {
  const rows: [string, Record<string, string | number>][] = [];
  const whole = { limit: 50, epsilon: 1e-6 };
  const all = indexOf(files);
  const cold = timed(() => all.rank(undefined, whole), 1, 1).p50;
  const again = timed(() => all.rank(undefined, whole), 3, 1).p50;
  rows.push([
    'whole workspace',
    { 'first ms': cold.toFixed(0), 'again ms': again.toFixed(0), files: files.length },
  ]);
  const seeds = classesOf(all).map(({ path, index: at }) => ({ path, index: at, weight: 1 }));
  for (const epsilon of epsilons) {
    const index = indexOf(files);
    const walk = () => index.rank(seeds, { limit: 50, epsilon });
    const first = timed(walk, 1, 1).p50;
    const warm = timed(walk, 9, 2).p50;
    rows.push([
      `epsilon ${epsilon}`,
      {
        'first ms': first.toFixed(0),
        'again ms': warm.toFixed(1),
        files: walk().files.length,
        'of the whole, again': (warm / again).toFixed(3),
      },
    ]);
  }
  console.table(Object.fromEntries(rows));
}

function classesOf(index: CodeIndex): NameHit[] {
  return ['Service', 'Model', 'create'].flatMap((query) =>
    index.searchNames(query, { limit: 1, kinds: new Set(['class', 'function']) }),
  );
}

/** One edit, a word more in the middle: of the largest file and of the one that most others import. */
function benchEdit(index: CodeIndex, files: readonly File[]): void {
  const [largest] = files.toSorted((a, b) => b.facts.symbols.length - a.facts.symbols.length);
  const counts = new Map(files.map(({ path }) => [path, index.importers(path).length]));
  const [used] = files.toSorted((a, b) => (counts.get(b.path) ?? 0) - (counts.get(a.path) ?? 0));
  const rows = [largest, used]
    .flatMap((file) => (file ? [file] : []))
    .map(({ path, facts }) => {
      let edit = 0;
      const edited = (): FileFacts => {
        const at = facts.chunks.length >> 1;
        const chunks = facts.chunks.map((chunk, place) =>
          place === at ? { ...chunk, terms: [...chunk.terms, [`word${edit++}`, 1] as const] } : chunk,
        );
        return { ...facts, chunks };
      };
      const { p50, p95 } = timed(() => index.put(path, edited()), 15, 2);
      const importers = index.importers(path).length;
      return [
        path.split('/').at(-1),
        { 'p50 ms': p50.toFixed(2), 'p95 ms': p95.toFixed(2), symbols: facts.symbols.length, importers },
      ];
    });
  console.table(Object.fromEntries(rows));
}

function indexOf(files: readonly File[]): CodeIndex {
  const index = new CodeIndex();
  for (const { path, facts } of files) index.put(path, facts);
  return index;
}

function megabytes(bytes: number, files: number): Record<string, string> {
  return { MB: (bytes / 1e6).toFixed(1), 'MB per 10,000 files': ((bytes / 1e6 / files) * 10_000).toFixed(1) };
}

/** Buffers are freed a while after what held them. */
async function memoryNow(): Promise<number> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await setTimeout(50);
  }
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

async function benchMemory(files: readonly File[], learn: boolean): Promise<void> {
  const before = await memoryNow();
  const index = indexOf(files);
  const built = (await memoryNow()) - before;
  index.rank(undefined, { limit: 1, epsilon: 1e-6 });
  const { memory, bytes } = index.statistics();
  const rows = Object.entries(memory).map(([part, size]) => [part, megabytes(size, files.length)]);
  const measured = globalThis.gc ? { 'measured, without ranks': megabytes(built, files.length) } : {};
  const model = new NgramModel();
  if (learn) for (const { path, text, facts } of files) model.learn({ path, text, language: facts.language });
  const { files: learned, tokens, bytes: counted, refused } = model.statistics();
  const own = learn
    ? {
        [`n-gram model (${learned} files, ${tokens} tokens, ${refused} refused)`]: {
          MB: (counted / 1e6).toFixed(1),
          'MB per 10,000 files': 'capped by tokens',
        },
      }
    : {};
  console.table({ ...Object.fromEntries(rows), index: megabytes(bytes, files.length), ...measured, ...own });
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { ngram: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
});
for (const { name, root, [Symbol.dispose]: dispose } of repositories(positionals)) {
  const files = await filesIn(root);
  const index = indexOf(files);
  const { symbols, chunks } = index.statistics();
  console.log(`\n${name}: ${files.length} files, ${symbols} symbols, ${chunks} chunks`);
  // Memory first: what the others leave behind would be counted against it.
  const parts: Record<string, () => void | Promise<void>> = {
    memory: () => benchMemory(files, values.ngram),
    names: () => benchNames(index, files),
    words: () => benchWords(index, files),
    rank: () => benchRank(files, [1e-3, 1e-4, 1e-5]),
    edit: () => benchEdit(index, files),
  };
  for (const [part, run] of Object.entries(parts)) if (values.only?.includes(part) ?? true) await run();
  dispose();
}
