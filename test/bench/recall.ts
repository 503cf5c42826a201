/**
 * How many of the symbols that a removed rest of a line used are declared in what is shown in its place,
 * within a token budget: by the engine's relevant types and headers, by its whole context, and by baselines.
 * `node test/bench/recall.ts [--cursors N] [--seed S] [--budget T] [--misses] [--only "after a dot"] [DIR...]`,
 * N for each class.
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { typedSources } from '../../server/context/context.ts';
import { createEngine, type Engine, walk } from '../../server/host/host.ts';
import { tokenizerFor } from '../../server/models/models.ts';
import { defaultSettings } from '../../server/protocol/protocol.ts';
import { CheckedProjects } from './checked-projects.ts';
import { checkerMembers, createBm25, importedOutline } from './context-baselines.ts';
import {
  type Declared,
  type Hole,
  type NeededSymbol,
  neededHoles,
  type PlaceKind,
  placeKinds,
} from './needed-symbols.ts';
import { type Repository, repositories } from './repositories.ts';
import { rankOf, type ShownPiece, wilson, withinBudget } from './shown-pieces.ts';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    cursors: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    budget: { type: 'string', default: '2048' },
    misses: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
  },
  allowPositionals: true,
});
const budget = Number(values.budget);
const kinds = placeKinds.filter((kind) => values.only?.includes(kind) ?? true);
const tokenizer = tokenizerFor('embedded');
/** Tokens for everything that is known. */
const boundless = 200_000;

const ways = [
  'Keyhole: types and headers',
  'Keyhole: whole context',
  'plain checker members',
  'outline of imported files',
  'BM25 chunks',
] as const;
type Way = (typeof ways)[number];

/** What became of one needed symbol. */
interface Found {
  readonly repository: string;
  readonly kind: PlaceKind;
  readonly hole: Hole;
  readonly symbol: NeededSymbol;
  /** 1-based rank of what shows its declaration, for each way that shows it. */
  readonly ranks: Partial<Record<Way, number>>;
  /** Whether the types and headers hold it, whatever the budget; only asked for misses. */
  readonly isKnown: boolean;
  /** Why the engine does not know everything there, if it does not. */
  readonly partial: string | undefined;
}

const found: Found[] = [];
for (const repository of repositories(positionals)) {
  using _ = repository;
  const own = await measure(repository);
  report(repository.name, own);
  found.push(...own);
}
if (new Set(found.map(({ repository }) => repository)).size > 1) report('all repositories', found);

async function measure({ name, root }: Repository): Promise<Found[]> {
  const { files } = await walk(root, AbortSignal.timeout(60_000));
  const sources = files.map(({ path }) => path).filter((path) => /\.[cm]?[jt]sx?$/.test(path));
  const written = sources.filter((path) => !/\.d\.[cm]?ts$|\.min\.js$/.test(path));
  const typed = written.filter((path) => /\.[cm]?tsx?$/.test(path) && !/\b(tests?|spec)\b/.test(path));
  const projects = new CheckedProjects(root, typed);
  const count = Number(values.cursors);
  const holes = neededHoles(typed, projects, { root, count, seed: Number(values.seed), kinds });
  const bm25 = createBm25(root, written);
  const patient = { typeDeadline: 120_000, sourceDeadline: 60_000, budget };
  const engine = createEngine({ root, settings: { ...defaultSettings, ...patient } });
  try {
    await engine.indexed;
    const results: Found[] = [];
    for (const [at, hole] of holes.entries()) {
      if (process.stderr.isTTY) process.stderr.write(`\r${name}: ${at + 1} of ${holes.length}   `);
      const { shown, known, partial } = await byEngine(engine, hole);
      const pieces: Record<Way, readonly ShownPiece[]> = {
        ...shown,
        'plain checker members': withinBudget(checkerMembers(projects, root, hole), budget, tokenizer),
        'outline of imported files': withinBudget(importedOutline(projects, root, hole), budget, tokenizer),
        'BM25 chunks': withinBudget(bm25(hole), budget, tokenizer),
      };
      for (const symbol of hole.needed) {
        const ranks = Object.fromEntries(
          ways.flatMap((way) => {
            const rank = rankOf(symbol, pieces[way]);
            return rank === undefined ? [] : [[way, rank]];
          }),
        );
        const isKnown = rankOf(symbol, known) !== undefined;
        results.push({ repository: name, kind: hole.kind, hole, symbol, ranks, isKnown, partial });
      }
    }
    return results;
  } finally {
    await engine.dispose();
  }
}

async function byEngine(engine: Engine, { path, language, text, offset }: Hole) {
  const request = { id: `${path}:${offset}`, document: { path, language, text }, offset };
  const signal = () => AbortSignal.timeout(300_000);
  // What the file on disk still has above the cursor must not help.
  engine.change(path, request.document);
  await engine.settled();
  const budgets = values.misses ? [budget, boundless] : [budget];
  const [typed, all] = await engine.assemble({ ...request, sources: typedSources }, budgets, signal());
  const [whole] = await engine.assemble(request, [budget], signal());
  engine.change(path, undefined);
  const completeness = typed?.trace.completeness;
  return {
    partial: completeness && 'why' in completeness ? completeness.why : undefined,
    known: keptPieces(all?.kept),
    shown: {
      'Keyhole: types and headers': keptPieces(typed?.kept),
      'Keyhole: whole context': keptPieces(whole?.kept),
    },
  };
}

/** A bare name is no declaration. */
function keptPieces(kept: Awaited<ReturnType<Engine['assemble']>>[number]['kept'] = []): ShownPiece[] {
  return kept.flatMap(({ item: { symbol }, level, text }) =>
    level === 'name' ? [] : [{ covers: [{ path: symbol.path, ...symbol.range }], text }],
  );
}

function report(name: string, all: readonly Found[]): void {
  console.log(
    `\n${name}: seed ${values.seed}, within ${budget} tokens (${tokenizer.name}); recall with its 95 % interval, by cursors`,
  );
  for (const kind of kinds) {
    const list = all.filter((one) => one.kind === kind);
    const cursors = new Set(list.map(({ hole }) => hole)).size;
    const partial = new Set(list.filter((one) => one.partial).map(({ hole }) => hole)).size;
    const note = partial > 0 ? `, the engine's answer partial at ${partial}` : '';
    console.log(`\n  ${kind}: ${list.length} symbols at ${cursors} cursors${note}`);
    if (list.length > 0) for (const way of ways) console.log(`    ${rowOf(way, list)}`);
    const alone = list.filter(({ symbol }) => !symbol.namedBelow);
    if (kind === 'import missing too' && alone.length > 0) {
      console.log(`\n    of them named nowhere else in the file: ${alone.length} symbols`);
      for (const way of ways) console.log(`    ${rowOf(way, alone)}`);
    }
    if (values.misses && name !== 'all repositories') printMisses(list);
  }
}

function rowOf(way: Way, list: readonly Found[]): string {
  const ranks = list.flatMap(({ ranks }) => ranks[way] ?? []).toSorted((a, b) => a - b);
  const [low, high] = wilson(ranks.length / list.length, new Set(list.map(({ hole }) => hole)).size);
  const percent = (share: number) => `${(100 * share).toFixed(1).padStart(5)} %`;
  const median = ranks[Math.floor((ranks.length - 1) / 2)] ?? '-';
  const reference = list.filter(({ ranks: own }) => own['plain checker members']).length;
  const ratio = reference === 0 ? '' : `   ${(ranks.length / reference).toFixed(2)}x plain checker members`;
  return `${way.padEnd(28)}${percent(ranks.length / list.length)}  [${percent(low)}, ${percent(high)}]   median rank ${String(median).padStart(3)}${ratio}`;
}

function printMisses(list: readonly Found[]): void {
  for (const { hole, symbol, ranks, isKnown, partial } of list) {
    if (ranks['Keyhole: types and headers'] !== undefined) continue;
    const by = ways.filter((way) => ranks[way] !== undefined).map((way) => `${way} (${ranks[way]})`);
    const [first] = symbol.declared;
    console.log(`    miss ${hole.path}:${hole.line}:${hole.column} ${symbol.name}`);
    console.log(`         rest of the line: ${hole.tail.trim().slice(0, 140)}`);
    console.log(
      `         declared at ${first?.path}:${first && lineAt(first)}${partial ? `; ${partial}` : ''}`,
    );
    console.log(
      `         ${isKnown ? 'known and cut by the budget' : 'not known'}; shown by ${by.join(', ') || 'none'}`,
    );
  }
}

function lineAt({ path, nameStart }: Declared): number {
  return readFileSync(path, 'utf8').slice(0, nameStart).split('\n').length;
}
