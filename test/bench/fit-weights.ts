/**
 * Fits the weights of `server/selection/weights.ts`: logistic regression on what the removed rest of a line
 * went on to use, as many of each kind, and on what later commits added. Lines as they come are held out: whole
 * files need imports more often than edits do. `node test/bench/fit-weights.ts --train DIR,DIR --test DIR,DIR [--cursors N] [--seed S]
 * [--save ROWS] [--write]`, or `--rows ROWS` to fit anew on rows that were saved; `--drop` fits without each kind of
 * evidence too.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { evidenceNames } from '../../server/protocol/protocol.ts';
import { likelihood } from '../../server/selection/score.ts';
import { groupOf, type ScoreWeights, type SourceGroup } from '../../server/selection/weights.ts';
import { type ContextCase, eachCase } from './context-cases.ts';
import { type EvidenceRow, rowsOf } from './evidence-rows.ts';
import { laterEdits } from './later-edits.ts';
import type { PlaceKind } from './needed-symbols.ts';
import { areaUnderCurve, fitLogistic, type SparseRow } from './logistic.ts';
import { projectRoot } from '../support/sources.ts';

const { values } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    train: { type: 'string', default: '' },
    test: { type: 'string', default: '' },
    cursors: { type: 'string', default: '200' },
    seed: { type: 'string', default: '7' },
    save: { type: 'string' },
    rows: { type: 'string' },
    drop: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});

type Part = 'train' | 'test';
interface PartRow extends EvidenceRow {
  readonly part: Part;
  readonly kind: PlaceKind | 'as they come' | 'later edit';
}

async function rowsIn(folders: string, part: Part): Promise<PartRow[]> {
  const rows: PartRow[] = [];
  for (const folder of folders.split(',').filter(Boolean)) {
    const repository = { name: basename(folder), root: resolve(folder), [Symbol.dispose]() {} };
    const options = { seed: Number(values.seed), budgets: [512], withBaselines: false };
    const add = (one: ContextCase, kind: PartRow['kind']): void => {
      rows.push(...rowsOf(one).map((row) => ({ ...row, part, kind })));
    };
    const each = Number(values.cursors);
    await eachCase(repository, { ...options, count: each, holes: 'each kind' }, (one) =>
      add(one, one.hole.kind),
    );
    await eachCase(repository, { ...options, count: 2 * each, holes: 'as they come' }, (one) =>
      add(one, 'as they come'),
    );
    using edited = laterEdits(repository.root, { commits: 150, count: each, seed: Number(values.seed) });
    if (edited) {
      const then = { ...repository, root: edited.root };
      await eachCase(then, { ...options, count: each, holes: edited.holes }, (one) => add(one, 'later edit'));
    }
    console.log(
      `${repository.name}: ${rows.length} rows; ${edited?.holes.length ?? 0} edits since ${edited?.date}`,
    );
  }
  return rows;
}

function saved(file: string): PartRow[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => JSON.parse(line) as PartRow);
}

const rows = values.rows
  ? saved(values.rows)
  : [...(await rowsIn(values.train, 'train')), ...(await rowsIn(values.test, 'test'))];
if (values.save) writeFileSync(values.save, rows.map((row) => JSON.stringify(row, shortened)).join('\n'));

function shortened(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}

/** What each source's own word would be taken for without any fit. */
const handSet = {
  prior: Object.fromEntries(
    rows.map(({ source }) => [source, { member: 0, expression: 0, statement: 0 }]),
  ) as ScoreWeights['prior'],
  source: Object.fromEntries(rows.map(({ source }) => [source, 1])),
  evidence: { typed: {}, named: {}, chunk: {} },
};

/**
 * Log-odds by which members are likelier than in the rows, where a quarter of the holes lack an import, as few real
 * ones do. With weights fitted on five of six repositories, 0, 0.3 and 0.6 declare 72 / 85 / 93, 73 / 86 / 96 and
 * 75 / 89 / 96 % at 128 / 512 / 2,048 tokens in trpc, hono and excalidraw, of what is imported or reached by type.
 */
const membersAreLikelier = 0.6;

/** Each real edit counts so many times beside a removed line end: there are few of them, and they are what counts. */
const editWeight = 5;
const train = rows
  .filter(({ part, kind }) => part === 'train' && kind !== 'as they come')
  .flatMap((row) => Array.from({ length: row.kind === 'later edit' ? editWeight : 1 }, () => row));
const test = rows.filter(({ part }) => part === 'test');
const fitted = fit(train);
report('fitted, on what it was fitted on', train, fitted);
report('fitted, held out', test, fitted);
for (const kind of new Set(test.map((row) => row.kind)))
  report(
    `fitted, held out, ${kind}`,
    test.filter((row) => row.kind === kind),
    fitted,
  );
report('hand-set, held out', test, handSet);
for (const name of values.drop ? evidenceNames : []) {
  const without = train.map(({ evidence, ...row }) => ({ ...row, evidence: { ...evidence, [name]: 0 } }));
  report(`fitted without "${name}", held out`, test, fit(without));
}
if (values.write) writeFileSync(`${projectRoot}server/selection/weights.ts`, written(fitted));

function fit(from: readonly EvidenceRow[]): ScoreWeights {
  const numbers = new Map<string, number>();
  const numberOf = (input: string) => {
    const number = numbers.get(input) ?? numbers.size;
    numbers.set(input, number);
    return number;
  };
  const sparse = from.map(
    ({ source, place, said, evidence, needed }): SparseRow => ({
      inputs: [
        [numberOf(`prior ${source} ${place}`), 1],
        [numberOf(`source ${source}`), said],
        ...evidenceNames
          .filter((name) => name !== 'source' && evidence[name])
          .map((name) => [numberOf(`${groupOf[source]} ${name}`), evidence[name] ?? 0] as const),
      ],
      holds: needed,
    }),
  );
  const found = fitLogistic(sparse, { inputs: numbers.size, ridge: 2 });
  const weightOf = (input: string) => rounded(found[numbers.get(input) ?? -1] ?? 0);
  const sources = [...new Set(from.map(({ source }) => source))].toSorted();
  const places = ['member', 'expression', 'statement'] as const;
  return {
    prior: Object.fromEntries(
      sources.map((source) => [
        source,
        Object.fromEntries(places.map((place) => [place, priorOf(source, place)])),
      ]),
    ) as ScoreWeights['prior'],
    source: Object.fromEntries(sources.map((source) => [source, weightOf(`source ${source}`)])),
    evidence: { typed: evidenceFor('typed'), named: evidenceFor('named'), chunk: evidenceFor('chunk') },
  };
  function priorOf(source: string, place: string): number {
    return rounded(weightOf(`prior ${source} ${place}`) + (source === 'members' ? membersAreLikelier : 0));
  }
  function evidenceFor(group: SourceGroup): ScoreWeights['evidence'][SourceGroup] {
    const told = evidenceNames.filter((name) => numbers.has(`${group} ${name}`));
    return Object.fromEntries(told.map((name) => [name, weightOf(`${group} ${name}`)]));
  }
}

function rounded(weight: number): number {
  return Math.round(weight * 100) / 100;
}

function report(title: string, from: readonly EvidenceRow[], weights: ScoreWeights): void {
  const judged = from.map((row) => ({ row, likelihood: likelihood(row, weights), holds: row.needed }));
  const loss = judged.reduce(
    (sum, { likelihood: chance, holds }) => sum - Math.log(Math.max(1e-9, holds ? chance : 1 - chance)),
    0,
  );
  const symbols = judged.filter(({ row }) => row.source !== 'similar code');
  const holes = Map.groupBy(symbols, ({ row }) => `${row.repository} ${row.hole}`);
  const shares = [5, 15, 50].map((first) => {
    let [hit, all] = [0, 0];
    for (const list of holes.values()) {
      const best = list.toSorted((a, b) => b.likelihood - a.likelihood).slice(0, first);
      hit += namesNeeded(best);
      all += namesNeeded(list);
    }
    return `${((100 * hit) / all).toFixed(1)} %`;
  });
  console.log(
    `${title.padEnd(44)} log loss ${(loss / judged.length).toFixed(5)}, area under the curve ${areaUnderCurve(judged).toFixed(4)}, needed among the first 5 / 15 / 50: ${shares.join(' / ')}`,
  );
}

function namesNeeded(list: readonly { readonly row: EvidenceRow; readonly holds: boolean }[]): number {
  return new Set(list.filter(({ holds }) => holds).map(({ row }) => row.name)).size;
}

function written(weights: ScoreWeights): string {
  const file = readFileSync(`${projectRoot}server/selection/weights.ts`, 'utf8');
  const start = file.indexOf('export const scoreWeights');
  const table = JSON.stringify(weights, undefined, 2)
    .replace(/"(\w+)":/g, '$1:')
    .replaceAll('"', "'");
  return `${file.slice(0, start)}export const scoreWeights: ScoreWeights = ${table};\n`;
}
