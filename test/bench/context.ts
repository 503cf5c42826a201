/**
 * How much of what the removed rest of a line needs is in the context: declared (with its types, or in short such as
 * `annotate(name, …)`), declared with its types, or at least named, at several budgets, beside simpler ways. `npm run bench:context -- [--cursors N] [--seed S] [--budgets 128,512] DIR...`,
 * N for each class; `--minutes M` looks at no more holes of a repository after that time; `--ablate` leaves out one source or kind of evidence after the other; `--bits [--model FILE]
 * [--above TOKENS] [--save FILE]` tells how surprised a local model is by what was written, given each way's context of each budget; runs
 * with other seeds add up in the file.
 */

import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { projectRoot } from '../support/sources.ts';
import { ablations } from './context-ablation.ts';
import {
  addRows,
  createSurpriseMeter,
  readRows,
  reportSurprise,
  type SurpriseRow,
  surpriseRows,
} from './context-bits.ts';
import { type ContextCase, eachCase, ways } from './context-cases.ts';
import { type NeededSymbol, type PlaceKind, placeKinds } from './needed-symbols.ts';
import { type Repository, repositories } from './repositories.ts';
import { inFull, rankOf, type ShownPiece, spells, wilson } from './shown-pieces.ts';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    cursors: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    budgets: { type: 'string', default: '128,512,1024,2048,4096,8192' },
    ablate: { type: 'boolean', default: false },
    bits: { type: 'boolean', default: false },
    model: { type: 'string', default: join(projectRoot, '..', 'shared', 'models', 'keyhole-eval-12m.gguf') },
    save: { type: 'string' },
    above: { type: 'string', default: '384' },
    misses: { type: 'boolean', default: false },
    minutes: { type: 'string', default: 'Infinity' },
  },
  allowPositionals: true,
});
const budgets = values.budgets.split(',').map(Number);
const meter = values.bits ? await createSurpriseMeter(values.model, Number(values.above)) : undefined;

/** One needed symbol, with what each way, or each thing left out, shows of it at each budget. */
interface Outcome {
  readonly repository: string;
  /** Symbols of one cursor are found together or not at all. */
  readonly cursor: string;
  readonly kind: PlaceKind;
  readonly namedBelow: boolean;
  readonly declared: ReadonlyMap<string, readonly boolean[]>;
  readonly typed: ReadonlyMap<string, readonly boolean[]>;
  readonly named: ReadonlyMap<string, readonly boolean[]>;
}

const outcomes: Outcome[] = [];
const ablated: Outcome[] = [];
const surprises: SurpriseRow[] = [];
const times: number[] = [];
for (const repository of repositories(positionals)) {
  using _ = repository;
  const { cursors, seed, minutes } = values;
  const options = { count: Number(cursors), seed: Number(seed), minutes: Number(minutes), budgets };
  await eachCase(repository, { ...options, withBaselines: true, holes: 'each kind' }, (one) =>
    take(one, repository),
  );
  report(
    repository.name,
    outcomes.filter((one) => one.repository === repository.name),
    ways,
  );
}
if (positionals.length !== 1) report('all repositories', outcomes, ways);
if (ablated.length > 0) report('left out', ablated, [...(ablated[0]?.declared.keys() ?? [])]);
if (meter) reportSurprise(values.save ? readRows(values.save) : surprises, Number(values.seed));
await meter?.dispose();
console.log(
  `\nfrom the hole to the prompt, at ${budgets[0]} tokens: p50 ${percentile(0.5)} ms, p95 ${percentile(0.95)} ms`,
);

async function take(one: ContextCase, { root }: Repository): Promise<void> {
  times.push(one.ms);
  const shown = new Map<string, readonly (readonly ShownPiece[])[]>(ways.map((way) => [way, one.shown[way]]));
  outcomes.push(...outcomesOf(one, shown));
  if (values.ablate) ablated.push(...outcomesOf(one, ablations(one, root, budgets)));
  if (values.misses) printMisses(one);
  const rows = meter ? await surpriseRows(one, { meter, root, budgets }) : [];
  surprises.push(...rows);
  if (values.save) addRows(values.save, rows);
}

function outcomesOf(
  { repository, hole }: ContextCase,
  shown: ReadonlyMap<string, readonly (readonly ShownPiece[])[]>,
): Outcome[] {
  return hole.needed.map((symbol) => {
    const each = (holds: (pieces: readonly ShownPiece[]) => boolean) =>
      new Map([...shown].map(([way, pieces]) => [way, pieces.map(holds)]));
    return {
      repository,
      cursor: `${hole.path}:${hole.line}:${hole.kind}`,
      kind: hole.kind,
      namedBelow: symbol.namedBelow,
      declared: each((pieces) => rankOf(symbol, pieces) !== undefined),
      typed: each((pieces) => rankOf(symbol, pieces.map(inFull)) !== undefined),
      named: each((pieces) => pieces.some(({ text }) => spells(text, symbol.name))),
    };
  });
}

function report(name: string, all: readonly Outcome[], titles: readonly string[]): void {
  console.log(`\n${name}: seed ${values.seed}, at ${budgets.join(' / ')} tokens, with 95 % intervals`);
  const classes: [string, (one: Outcome) => boolean][] = [
    ['imported or reached by type', ({ kind }) => kind !== 'import missing too'],
    ...placeKinds.map((kind): [string, (one: Outcome) => boolean] => [kind, (one) => one.kind === kind]),
    [
      'import missing too, named nowhere else in the file',
      ({ kind, namedBelow }) => kind === 'import missing too' && !namedBelow,
    ],
  ];
  for (const [title, belongs] of classes) {
    const list = all.filter(belongs);
    if (list.length === 0) continue;
    console.log(`\n  ${title}: ${list.length} symbols`);
    for (const way of titles) console.log(`    ${rowOf(way, list)}`);
  }
}

function rowOf(way: string, list: readonly Outcome[]): string {
  const count = (what: 'declared' | 'typed' | 'named', at: number) =>
    list.filter((one) => one[what].get(way)?.[at]).length;
  const cursors = new Set(list.map(({ cursor }) => cursor)).size;
  const declared = budgets.map((_, at) => {
    const part = count('declared', at);
    const [low, high] = wilson(part / list.length, cursors);
    return `${percent(part / list.length)} [${percent(low)},${percent(high)}]`;
  });
  const shares = (what: 'typed' | 'named') =>
    budgets.map((_, at) => percent(count(what, at) / list.length)).join(' ');
  return `${way.padEnd(28)}${declared.join(' ')}   with types ${shares('typed')}   named ${shares('named')}`;
}

function percent(share: number): string {
  return (100 * share).toFixed(0).padStart(3);
}

function percentile(share: number): string {
  const sorted = times.toSorted((a, b) => a - b);
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
}

function printMisses(one: ContextCase): void {
  const { hole, shown, assembled } = one;
  const isMissed = (symbol: NeededSymbol) => rankOf(symbol, shown.Keyhole[0] ?? []) === undefined;
  if (hole.needed.some(isMissed))
    console.log(`shown at ${budgets[0]}:\n${assembled[0]?.context.replace(/^/gm, '    | ')}`);
  for (const symbol of hole.needed) {
    const at = budgets.findIndex((_, budget) => rankOf(symbol, shown.Keyhole[budget] ?? []) !== undefined);
    if (at === 0) continue;
    const by = (assembled[0]?.items ?? []).filter((item) => declares(item, symbol));
    console.log(`miss below ${budgets[at] ?? 'all'}: ${hole.kind} ${hole.path}:${hole.line}:${hole.column}`);
    console.log(`     ${symbol.name} of ${symbol.declared[0]?.path} in ${hole.tail.trim().slice(0, 120)}`);
    console.log(
      `     found by ${by.map(({ source, symbol: { name } }) => `${source} (${name})`).join(', ')}`,
    );
  }
}

function declares(
  item: NonNullable<ContextCase['assembled'][number]>['items'][number],
  symbol: NeededSymbol,
): boolean {
  const covers = [{ path: item.symbol.path, ...item.symbol.range }];
  return rankOf(symbol, [{ covers, text: item.render('body') ?? '' }]) !== undefined;
}
