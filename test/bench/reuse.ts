/**
 * Somebody types in real files: how much of each prompt the one before shares from its start, by prompt format, and
 * what is lost to what: new context, a window that starts elsewhere, text that stands behind what is typed.
 * `npm run bench:reuse -- [--files N] [--letters N] [--step N] [--seed S] [--formats NAME,NAME] DIR...`
 */

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createEngine, type Engine } from '../../server/host/host.ts';
import { tokenizerFor } from '../../server/models/models.ts';
import { defaultSettings, type Trace } from '../../server/protocol/protocol.ts';
import { identifiersOf, languageOf, lineStarts } from '../../server/text/text.ts';
import { sourcesOf } from './context-cases.ts';
import { random } from './cursors.ts';
import { type Repository, repositories } from './repositories.ts';

const { values, positionals } = parseArgs({
  args: process.argv.slice(2).filter((word) => word !== '--'),
  options: {
    files: { type: 'string', default: '3' },
    letters: { type: 'string', default: '240' },
    step: { type: 'string', default: '4' },
    seed: { type: 'string', default: '1' },
    formats: { type: 'string', default: 'qwen2.5-coder,starcoder2,codellama,codestral,chat' },
    budget: { type: 'string', default: String(defaultSettings.budget) },
    trace: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
const tokenizer = tokenizerFor('embedded');

/** A stretch of a file that is typed anew, letter by letter. */
interface Run {
  readonly path: string;
  readonly text: string;
  readonly from: number;
  readonly until: number;
}

/** Tokens that were read anew, by what came first that was not as before. */
type Cause = 'context' | 'window' | 'suffix and words behind' | 'typed';
type Lost = Record<Cause, number>;

/** Names of the rest of lines that the open file does not show above: how many the prompt's context spells, and a fresh one's. */
interface Served {
  kept: number;
  fresh: number;
  all: number;
}

for (const repository of repositories(positionals)) {
  using _ = repository;
  const runs = await runsIn(repository);
  for (const format of values.formats.split(',')) await report(repository, format, runs);
}

async function runsIn({ root }: Repository): Promise<Run[]> {
  const { typed } = await sourcesOf(root);
  const next = random(Number(values.seed));
  const length = Number(values.letters);
  const runs: Run[] = [];
  for (let tries = 0; runs.length < Number(values.files) && tries < 1000; tries++) {
    const path = typed[Math.floor(next() * typed.length)] ?? '';
    const text = readFileSync(path, 'utf8');
    const starts = lineStarts(text).filter((start) => start > text.length / 3);
    const from = starts[Math.floor((next() * starts.length) / 2)];
    if (from === undefined || text.length < 4000 || from + length > text.length) continue;
    const newline = text.indexOf('\n', from + length);
    runs.push({ path, text, from, until: newline < 0 ? text.length : newline });
  }
  return runs;
}

async function report({ name, root }: Repository, format: string, runs: readonly Run[]): Promise<void> {
  const model = { ...defaultSettings.model, name: 'm', format, endpoint: 'http://127.0.0.1:9/v1' };
  const patient = { typeDeadline: 60_000, sourceDeadline: 60_000 };
  const settings = { ...defaultSettings, ...patient, model, budget: Number(values.budget) };
  const engine = createEngine({ root, settings });
  const lost: Lost = { context: 0, window: 0, 'suffix and words behind': 0, typed: 0 };
  const served: Served = { kept: 0, fresh: 0, all: 0 };
  let [reused, all, requests] = [0, 0, 0];
  try {
    await engine.indexed;
    for (const run of runs) {
      let previous: Trace | undefined;
      for (let offset = run.from; offset < run.until; offset += Number(values.step)) {
        const trace = await traceAt(engine, run, offset, previous);
        if (previous && requests % 2 === 0)
          serve(trace, await traceAt(engine, run, offset, undefined), run.text.slice(offset), served);
        if (previous) {
          reused += trace.cache.reusedTokens;
          all += trace.cache.promptTokens;
          requests++;
          blame(previous, trace, lost);
        }
        previous = trace;
      }
    }
  } finally {
    await engine.dispose();
  }
  const share = (tokens: number) => `${((100 * tokens) / Math.max(1, all)).toFixed(1)} %`;
  const parts = Object.entries(lost).map(([cause, tokens]) => `${cause} ${share(tokens)}`);
  const mean = Math.round(all / Math.max(1, requests));
  console.log(
    `${name.padEnd(16)} ${format.padEnd(14)} reused ${share(reused)} of ${requests} prompts of ${mean} tokens on average; lost: ${parts.join(', ')}; of ${served.all} new names its context spells ${served.kept}, a fresh one ${served.fresh}`,
  );
}

async function traceAt(
  engine: Engine,
  { path, text, until }: Run,
  offset: number,
  previous: Trace | undefined,
): Promise<Trace> {
  const document = { path, language: languageOf(path), text: text.slice(0, offset) + text.slice(until) };
  const request = { id: `${offset}`, document, offset, ...(previous ? { previous } : {}) };
  engine.change(path, document);
  const [assembled] = await engine.assemble(request, [Number(values.budget)], AbortSignal.timeout(120_000));
  if (!assembled) throw new Error(`Nothing was assembled at ${path}:${offset}.`);
  return assembled.trace;
}

function serve(trace: Trace, fresh: Trace, rest: string, served: Served): void {
  const line = rest.slice(0, rest.indexOf('\n'));
  const above = new Set(identifiersOf(trace.prompt.find(({ kind }) => kind === 'prefix')?.text ?? ''));
  const names = [...new Set(identifiersOf(line))].filter((name) => !above.has(name));
  const [own, other] = [trace, fresh].map(
    ({ prompt }) =>
      new Set(prompt.flatMap(({ kind, text }) => (kind === 'context' ? identifiersOf(text) : []))),
  );
  served.all += names.length;
  served.kept += names.filter((name) => own?.has(name)).length;
  served.fresh += names.filter((name) => other?.has(name)).length;
}

/** Adds what was read anew to its cause: all of it, but for what a key adds in any case. */
function blame(before: Trace, { prompt, cache }: Trace, lost: Lost): void {
  const anew = cache.promptTokens - cache.reusedTokens;
  const old = before.prompt.find(({ kind }) => kind === 'prefix')?.text ?? '';
  const now = prompt.find(({ kind }) => kind === 'prefix')?.text ?? '';
  const context = (segments: Trace['prompt']) =>
    segments.flatMap(({ kind, text }) => (kind === 'context' ? [text] : [])).join('');
  const typed = now.startsWith(old) ? Math.min(anew, tokenizer.count(now.slice(old.length))) : 0;
  const cause: Cause =
    context(before.prompt) !== context(prompt)
      ? 'context'
      : now.startsWith(old)
        ? 'suffix and words behind'
        : 'window';
  lost[cause] += anew - typed;
  lost.typed += typed;
  if (values.trace && cause !== 'suffix and words behind')
    console.log(
      `  ${cause} at ${before.file}:${before.line}:${before.column}: ${anew} of ${cache.promptTokens} tokens; ${changes(before.prompt, prompt)}`,
    );
}

function changes(before: Trace['prompt'], now: Trace['prompt']): string {
  const told = (segments: Trace['prompt']) => segments.filter(({ kind }) => kind === 'context').length;
  return `${told(before)} blocks, then ${told(now)}`;
}
