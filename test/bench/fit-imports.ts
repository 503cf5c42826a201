/**
 * Fits `server/index/import-weights.ts`: which of the declarations that a file could import did its author import?
 * Real imports are taken away with the rest of a line that needs them; a choice between all candidates (McFadden 1974)
 * is fitted to what evidence each had. Each repository is held out once, and judged by weights of the others.
 * `node test/bench/fit-imports.ts [--cursors N] [--seed S] [--save ROWS] [--write] DIR...`, or `--rows ROWS,ROWS` to
 * fit anew on what was saved.
 */

import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { importWeights } from '../../server/index/import-weights.ts';
import { CodeIndex, type ImportHit, type ImportQuery } from '../../server/index/index.ts';
import { projectRoot } from '../support/sources.ts';
import { CheckedProjects } from './checked-projects.ts';
import { type Choice, fitChoice, lossOf, rankIn } from './choice-model.ts';
import { eachCase, sourcesOf } from './context-cases.ts';
import { type Hole, neededHoles } from './needed-symbols.ts';
import { type Repository, repositories } from './repositories.ts';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    cursors: { type: 'string', default: '60' },
    seed: { type: 'string', default: '7' },
    save: { type: 'string' },
    rows: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

type Evidence = ImportHit['evidence'];
const names = Object.keys(importWeights) as (keyof Evidence)[];
/** Candidates of a place that are looked at: so many that hardly any import is missed. */
const mostCandidates = 600;

interface Masked extends Choice {
  readonly repository: string;
}

/** What the engine last asked its index, recorded while it answers. */
let asked: { readonly index: CodeIndex; readonly query: ImportQuery } | undefined;
const answer = CodeIndex.prototype.importable;
CodeIndex.prototype.importable = function (query, limit) {
  asked = { index: this, query };
  return answer.call(this, query, limit);
};

async function maskedIn(repository: Repository): Promise<Masked[]> {
  const rows: Masked[] = [];
  const { typed } = await sourcesOf(repository.root);
  const place = { root: repository.root, count: Number(values.cursors), seed: Number(values.seed) };
  const projects = new CheckedProjects(repository.root, typed);
  const holes = neededHoles(typed, projects, { ...place, kinds: ['import missing too'] });
  await eachCase(repository, { ...place, budgets: [512], withBaselines: false, holes }, ({ hole }) => {
    const hits = asked ? answer.call(asked.index, asked.query, mostCandidates) : [];
    rows.push(...choicesAt(hole, hits).map((one) => ({ ...one, repository: repository.name })));
    asked = undefined;
  });
  return rows;
}

/** One choice for each import that was taken away; the others of the line stand in nobody's way. */
function choicesAt(hole: Hole, hits: readonly ImportHit[]): Choice[] {
  const isNeeded = ({ path, fact }: ImportHit, at: number) =>
    hole.needed[at]?.declared.some(
      (one) => one.path === path && fact.range.start <= one.nameStart && one.nameStart < fact.range.end,
    ) ?? false;
  return hole.needed.map((_, at) => {
    const others = hits.filter(
      (hit) => !hole.needed.some((__, other) => other !== at && isNeeded(hit, other)),
    );
    return {
      options: others.map(({ evidence }) => names.map((name) => evidence[name])),
      chosen: others.findIndex((hit) => isNeeded(hit, at)),
    };
  });
}

const rows: Masked[] = (values.rows?.split(',') ?? []).flatMap((file) =>
  JSON.parse(readFileSync(file, 'utf8')),
);
for (const repository of values.rows ? [] : repositories(positionals)) {
  using _ = repository;
  rows.push(...(await maskedIn(repository)));
}
if (values.save) writeFileSync(values.save, JSON.stringify(rows, shortened));

function shortened(_: string, value: unknown): unknown {
  return typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;
}

type Weights = readonly number[];
const shipped = names.map((name) => importWeights[name]);
const fitted = fittedOn(rows);
console.log(`${names.map((name, at) => `${name} ${shipped[at]} -> ${fitted[at]}`).join(', ')}\n`);
const parts = [...Map.groupBy(rows, ({ repository }) => repository)];
const others = new Map(
  parts.map(([name]) => [name, fittedOn(rows.filter(({ repository }) => repository !== name))]),
);
const ways: Readonly<Record<string, (repository: string) => Weights>> = {
  shipped: () => shipped,
  'fitted on the others': (repository) => others.get(repository) ?? fitted,
  'fitted on all': () => fitted,
};
for (const [name, own] of [...parts, ['all', rows] as const]) report(name, own);
if (values.write) writeFileSync(`${projectRoot}server/index/import-weights.ts`, written());

function fittedOn(choices: readonly Choice[]): Weights {
  const found = fitChoice(choices, { inputs: names.length, ridge: 1 });
  return found.map((weight) => Math.round(weight * 10) / 10);
}

function report(title: string, list: readonly Masked[]): void {
  const share = (some: readonly unknown[]) => `${((100 * some.length) / list.length).toFixed(0)} %`;
  const found = list.filter(({ chosen }) => chosen >= 0);
  console.log(`${title}: ${list.length} imports, ${share(found)} among the candidates`);
  for (const [way, weightsFor] of Object.entries(ways)) {
    const ranks = list.map((one) => rankIn(one, weightsFor(one.repository)));
    const loss = found.reduce((sum, one) => sum + lossOf(one, weightsFor(one.repository)), 0) / found.length;
    const within = [1, 3, 10].map((first) => share(ranks.filter((rank) => rank <= first)));
    console.log(
      `  ${way.padEnd(22)} rank 1 / 3 / 10: ${within.join(' / ')}, ${loss.toFixed(2)} nats a choice`,
    );
  }
}

function written(): string {
  const file = readFileSync(`${projectRoot}server/index/import-weights.ts`, 'utf8');
  const head = file.slice(0, file.indexOf('= {'));
  return `${head}= {\n${names.map((name, at) => `  ${name}: ${fitted[at]},\n`).join('')}};\n`;
}
