/**
 * What monitors and typed context do for a model: at seeded places of real code, each with and without the other.
 * `npm run bench:monitors -- DIR... --model FILE [--sites N] [--seed S] [--kinds member,call]`, N of each kind;
 * `--model embedded` asks the embedded model through the whole line. Places where the types list nothing (packages
 * that are not installed give `any`) are left out and counted, unless `--all`.
 */

import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { typedSources } from '../../server/context/context.ts';
import { createGgufModel } from '../../server/host/gguf/gguf-model.ts';
import { createEngine, type Engine, walk } from '../../server/host/host.ts';
import { createTypeEnginePair } from '../../server/host/type-engine/type-engine-pair.ts';
import type { Model, Prompt } from '../../server/models/models.ts';
import { decode, openGuard } from '../../server/monitors/monitors.ts';
import {
  type Decoding,
  defaultSettings,
  type MonitorStep,
  type Settings,
} from '../../server/protocol/protocol.ts';
import type { Hole, TypeEngine } from '../../server/statics/statics.ts';
import { locate, Trees } from '../../server/syntax/syntax.ts';
import { llamaEnvironment } from '../support/llama.ts';
import { projectRoot } from '../support/sources.ts';
import { grammarOf } from '../syntax/outline.ts';
import { firstIdentifier } from './cursors.ts';
import { type MonitorSite, monitorSites, type SiteKind, siteKinds } from './monitor-sites.ts';
import { judge } from './monitor-judge.ts';
import { report, type Result } from './monitor-report.ts';
import { counted, type CountedEngine } from './monitor-questions.ts';
import { repositories } from './repositories.ts';

const beside = join(projectRoot, '..', 'shared', 'models', 'keyhole-eval-12m.gguf');
const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    model: { type: 'string', default: existsSync(beside) ? beside : 'embedded' },
    sites: { type: 'string', default: '15' },
    seed: { type: 'string', default: '1' },
    kinds: { type: 'string', default: siteKinds.join(',') },
    format: { type: 'string', default: 'plain' },
    budget: { type: 'string', default: '512' },
    all: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});

export const cells = [
  { monitors: false, typed: false },
  { monitors: false, typed: true },
  { monitors: true, typed: false },
  { monitors: true, typed: true },
] as const;
type Cell = (typeof cells)[number];

/** Longer than anything takes, so that a busy machine changes times and nothing else. */
const patient = 60_000;
const window = 2_048;
const maxTokens = 40;
const never = new AbortController().signal;
const trees = new Trees();

const settings: Settings = {
  ...defaultSettings,
  typeDeadline: patient,
  sourceDeadline: patient,
  checkDeadline: patient,
  confidence: 0,
  model:
    values.model === 'embedded'
      ? defaultSettings.model
      : {
          ...defaultSettings.model,
          name: values.model,
          format: values.format,
          contextWindow: window,
          maxTokens,
        },
};

/** What one completion of one cell came to. */
interface Completed {
  readonly text: string;
  readonly ms: number;
  readonly steps: readonly MonitorStep[];
  readonly decoding: Decoding | undefined;
}

interface Rig {
  readonly engine: Engine;
  readonly typeEngine: CountedEngine;
  readonly model: Model | undefined;
}

const results: Result[] = [];
const model = values.model === 'embedded' ? undefined : await gguf();
for (const repository of repositories(positionals)) {
  using _ = repository;
  const engine = createEngine({ root: repository.root, settings });
  const typeEngine = counted(createTypeEnginePair('auto'));
  await engine.indexed;
  const { sites, silent } = await telling(await sitesOf(repository.root), typeEngine);
  console.log(`${repository.name}: ${sites.length} sites; at ${silent} others the types list nothing`);
  for (const [at, site] of sites.entries()) {
    results.push(...(await measure(site, repository.name, { engine, typeEngine, model })));
    process.stderr.write(`\r${repository.name}: ${at + 1} of ${sites.length}   `);
  }
  process.stderr.write('\n');
  await Promise.all([engine.dispose(), typeEngine.dispose()]);
}
await model?.dispose();
report(results, basename(values.model));

async function gguf() {
  const environment = await llamaEnvironment();
  const deadlines = { firstToken: patient, total: 2 * patient };
  return createGgufModel({
    path: values.model,
    format: values.format,
    window,
    gpu: false,
    environment,
    ...deadlines,
  });
}

async function sitesOf(root: string): Promise<MonitorSite[]> {
  const { files } = await walk(root, AbortSignal.timeout(patient));
  const paths = files
    .map(({ path }) => path)
    .filter(
      (path) => /\.tsx?$/.test(path) && !/\.d\.ts$|\b(?:tests?|__tests__|examples|www|dev-docs)\b/.test(path),
    );
  const wanted = new Set(values.kinds.split(','));
  // More than are wanted: the types say nothing at some.
  return monitorSites(paths, 4 * Number(values.sites), Number(values.seed)).filter(({ kind }) =>
    wanted.has(kind),
  );
}

/** So many sites of each kind where the types say what may stand. */
async function telling(sites: readonly MonitorSite[], typeEngine: TypeEngine) {
  const count = Number(values.sites);
  const taken: MonitorSite[] = [];
  let silent = 0;
  for (const site of sites) {
    if (taken.filter(({ kind }) => kind === site.kind).length >= count) continue;
    const { path, text, offset } = site;
    const hole = values.all ? undefined : await typeEngine.hole({ path, text, offset, only: 'legal' }, never);
    const tells = values.all || hole?.members?.complete || hole?.call || (hole?.legal?.list.length ?? 0) > 0;
    if (tells) taken.push(site);
    else silent++;
  }
  return { sites: taken, silent };
}

async function measure(site: MonitorSite, repository: string, rig: Rig): Promise<Result[]> {
  const found: Result[] = [];
  // The engine that answers the guard has answered for the cursor just before, as it has when somebody types.
  await rig.typeEngine.hole({ path: site.path, text: site.text, offset: site.offset }, never);
  for (const cell of cells) {
    const completed = rig.model ? await decoded(site, cell, rig, rig.model) : await piped(site, cell, rig);
    const asked = rig.typeEngine.asked();
    const verdict = await judge(site, completed.text, rig.typeEngine);
    const { text, ms, steps, decoding } = completed;
    if (values.show)
      console.log(
        `${cell.monitors ? 'M' : '-'}${cell.typed ? 'T' : '-'} ${site.kind} ${JSON.stringify(site.text.slice(0, site.offset).split('\n').at(-1))} ${JSON.stringify(text)} (${site.tail}) ${verdict.errors.join(' / ')}`,
      );
    const [wrote, meant] = [firstIdentifier(text) ?? '', firstIdentifier(site.tail) ?? ''];
    found.push({
      repository,
      kind: site.kind satisfies SiteKind,
      ...cell,
      line: site.text.slice(0, site.offset).split('\n').at(-1)?.trimStart() ?? '',
      wrote,
      meant,
      forbidden: steps.flatMap(({ monitor, forbidden }) => (forbidden ? `${monitor}: ${forbidden}` : [])),
      ...asked,
      codes: verdict.errors.map((error) => error.slice(0, 4)),
      shown: text !== '',
      compiles: text !== '' && verdict.errors.length === 0,
      illegal: verdict.illegal,
      next: text !== '' && wrote === meant,
      sequence: verdict.sequence,
      ms,
      tokens: decoding?.tokens ?? 0,
      maskMs: decoding?.maskMs ?? 0,
      guardMs: decoding?.guardMs ?? 0,
      waitMs: decoding?.waitMs ?? 0,
      cuts: decoding?.cuts ?? 0,
      unanswered: decoding?.unanswered ?? 0,
      ruled: steps.some(({ only }) => only),
    });
  }
  return found;
}

/** The model alone: what the check would hide is seen. */
async function decoded(
  site: MonitorSite,
  { monitors, typed }: Cell,
  rig: Rig,
  asked: Model,
): Promise<Completed> {
  const { path, language, text, offset } = site;
  const document = { path, language, text };
  const request = { id: `${path}:${offset}`, document, offset, sources: typedSources };
  const [assembled] = await rig.engine.assemble(request, [typed ? Number(values.budget) : 0], never);
  if (!assembled) throw new Error('Nothing was assembled.');
  const cursor = locate(trees, document, offset, await grammarOf(language, text));
  const hole: Hole = assembled.hole;
  const guard = openGuard({
    cursor,
    hole,
    held: monitors,
    engine: rig.typeEngine,
    ms: patient,
    mostMs: patient,
    signal: never,
  });
  const prompt: Prompt = {
    format: values.format,
    kind: 'completion',
    segments: assembled.trace.prompt,
    stop: [],
    path,
    language,
    prefix: text.slice(0, offset),
    suffix: text.slice(offset),
  };
  rig.typeEngine.asked();
  const started = performance.now();
  const wanted = { prompt, likely: [], maxTokens, rejected: [] };
  const written = await decode({ model: asked, request: wanted, guard, patience: patient, signal: never });
  return {
    text: written.text.trimEnd(),
    ms: performance.now() - started,
    steps: guard.steps,
    decoding: written.decoding,
  };
}

/** The whole line, as a user has it; what adds an error is not shown. */
async function piped(site: MonitorSite, { monitors, typed }: Cell, { engine }: Rig): Promise<Completed> {
  const { path, language, text, offset } = site;
  const started = performance.now();
  const trace = await engine.complete(
    {
      id: `${path}:${offset}`,
      document: { path, language, text },
      offset,
      settings: { monitors, budget: typed ? Number(values.budget) : 0 },
      sources: typedSources,
    },
    never,
  );
  const shown = trace.outcome.kind === 'completion' ? trace.outcome.text : '';
  return { text: shown, ms: performance.now() - started, steps: trace.monitor, decoding: trace.decoding };
}
