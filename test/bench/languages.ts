/**
 * The same question as `bench:context` for languages without a type engine: how much of what the removed rest of
 * a line names is in the context. What a name means is told by the names that other files declare.
 * `npm run bench:languages -- [--cursors N] [--seed S] [--budgets 512,1024] [--misses] DIR...`
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createEngine, walk } from '../../server/host/host.ts';
import { tokenizerFor } from '../../server/models/models.ts';
import { defaultSettings } from '../../server/protocol/protocol.ts';
import { identifiersOf, languageOf, lex } from '../../server/text/text.ts';
import { factsIn } from '../syntax/outline.ts';
import { createBm25 } from './context-baselines.ts';
import { assembleAt, keptPieces } from './context-cases.ts';
import { type TailCursor, tailCursors } from './cursors.ts';
import type { Declared, Hole, NeededSymbol, PlaceKind } from './needed-symbols.ts';
import { type Repository, repositories } from './repositories.ts';
import { rankOf, type ShownPiece, wilson, withinBudget } from './shown-pieces.ts';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    cursors: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    budgets: { type: 'string', default: '128,512,1024,2048' },
    misses: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const budgets = values.budgets.split(',').map(Number);
const tokenizer = tokenizerFor('embedded');
const languages = 'python go java kotlin scala rust c cpp csharp ruby php lua'.split(' ');
/** A language with fewer files is passed over; a name that more places declare says little. */
const fewestFiles = 8;
const mostDeclarations = 4;
const ways = ['Keyhole', 'BM25 + MMR chunks'] as const;

interface Outcome {
  readonly language: string;
  readonly kind: PlaceKind;
  readonly found: Readonly<Record<(typeof ways)[number], readonly boolean[]>>;
}

const kinds: Readonly<Record<TailCursor['kind'], PlaceKind>> = {
  'after a dot': 'after a dot',
  'before an expression': 'before an expression',
  elsewhere: "at a statement's start",
};

const outcomes: Outcome[] = [];
for (const repository of repositories(positionals)) {
  using _ = repository;
  await measure(repository);
}
report();

async function measure({ name, root }: Repository): Promise<void> {
  const { files } = await walk(root, AbortSignal.timeout(60_000));
  const paths = files.map(({ path }) => path).toSorted();
  const engine = createEngine({
    root,
    settings: { ...defaultSettings, sourceDeadline: 60_000, typeDeadline: 60_000 },
  });
  try {
    await engine.indexed;
    for (const language of languages) {
      const own = paths.filter((path) => languageOf(path) === language);
      if (own.length < fewestFiles) continue;
      const bm25 = createBm25(root, own, 'MMR');
      for (const hole of holesOf(own, await declarationsIn(own, language))) {
        const assembled = await assembleAt(engine, hole, budgets);
        const pieces = bm25(hole);
        const shown = {
          Keyhole: assembled.map(({ kept }) => keptPieces(kept)),
          'BM25 + MMR chunks': budgets.map((budget) => withinBudget(pieces, budget, tokenizer)),
        };
        for (const symbol of hole.needed) take(symbol, hole, shown);
      }
      console.log(`${name}: ${language}, ${own.length} files`);
    }
  } finally {
    await engine.dispose();
  }
}

function take(symbol: NeededSymbol, hole: Hole, shown: Record<string, readonly ShownPiece[][]>): void {
  const found = (way: string) => (shown[way] ?? []).map((pieces) => rankOf(symbol, pieces) !== undefined);
  const { kind, language } = hole;
  outcomes.push({
    language,
    kind,
    found: { Keyhole: found('Keyhole'), 'BM25 + MMR chunks': found('BM25 + MMR chunks') },
  });
  if (values.misses && !found('Keyhole').at(-1))
    console.log(`  missed ${symbol.name}: ${hole.path}:${hole.line}:${hole.column} ${hole.tail}`);
}

/** Where each name is declared. */
async function declarationsIn(paths: readonly string[], language: string): Promise<Map<string, Declared[]>> {
  const found = new Map<string, Declared[]>();
  for (const path of paths) {
    const text = readFileSync(path, 'utf8');
    const { symbols } = await factsIn(text, language);
    for (const { name, range } of symbols) {
      const nameStart = Math.max(range.start, text.indexOf(name, range.start));
      const places = found.get(name) ?? [];
      found.set(name, [...places, { path, ...range, nameStart }]);
    }
  }
  return found;
}

/** The first cursors whose rest of the line names something of another file that the text above does not. */
function holesOf(paths: readonly string[], declarations: ReadonlyMap<string, readonly Declared[]>): Hole[] {
  const count = Number(values.cursors);
  return tailCursors(paths, 30 * count, Number(values.seed))
    .flatMap((cursor) => {
      const above = new Set(identifiersOf(cursor.text.slice(0, cursor.offset)));
      const needed = [...new Set(wordsOf(cursor))].flatMap((name) => {
        const declared = declarations.get(name) ?? [];
        const isHere = above.has(name) || declared.some(({ path }) => path === cursor.path);
        if (isHere || declared.length === 0 || declared.length > mostDeclarations) return [];
        return [{ name, declared, namedBelow: false }];
      });
      return needed.length === 0 ? [] : [holeOf(cursor, needed)];
    })
    .slice(0, count);
}

/** The names of the removed text: no words of strings. */
function wordsOf({ tail, language }: TailCursor): string[] {
  const words = lex(tail, language).filter(
    ({ kind, text }) => kind === 'word' && identifiersOf(text)[0] === text,
  );
  return words.map(({ text }) => text);
}

function holeOf(cursor: TailCursor, needed: readonly NeededSymbol[]): Hole {
  const { path, language, text, offset, tail } = cursor;
  const lines = text.slice(0, offset).split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return { kind: kinds[cursor.kind], path, language, text, offset, line: lines.length, column, tail, needed };
}

function report(): void {
  const title = `seed ${values.seed}, declared, at ${budgets.join(' / ')} tokens, per cent`;
  console.log(`\n${title}`);
  for (const language of languages) row(language, (one) => one.language === language);
  for (const kind of Object.values(kinds)) row(kind, (one) => one.kind === kind);
  row('all', () => true);
}

function row(title: string, belongs: (one: Outcome) => boolean): void {
  const list = outcomes.filter(belongs);
  if (list.length === 0) return;
  console.log(`  ${title}: ${list.length} symbols`);
  for (const way of ways) {
    const cells = budgets.map((_, at) => {
      const share = list.filter(({ found }) => found[way][at]).length / list.length;
      const [low, high] = wilson(share, list.length).map((bound) => Math.round(100 * bound));
      return `${Math.round(100 * share)} [${low}-${high}]`;
    });
    console.log(`    ${way.padEnd(18)} ${cells.join(' / ')}`);
  }
}
