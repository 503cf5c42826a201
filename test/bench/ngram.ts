/**
 * How well the n-gram model predicts code that it has not seen: each file of a folder with all the
 * others learned, without and with the cache of the file itself. `node test/bench/ngram.ts DIR...`
 */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NgramModel } from '../../server/models/models.ts';
import { showThreshold } from '../../server/models/ngram/confidence.ts';
import { NgramCounts, order } from '../../server/models/ngram/counts.ts';
import {
  candidates,
  contextOf,
  type Mixture,
  mix,
  probabilityOf,
} from '../../server/models/ngram/mixture.ts';
import { isName } from '../../server/models/ngram/names.ts';
import {
  createVocabulary,
  fileStart,
  targetsOf,
  type Vocabulary,
} from '../../server/models/ngram/vocabulary.ts';
import { languageOf, lex } from '../../server/text/text.ts';

interface Source {
  readonly path: string;
  readonly text: string;
  readonly language: string;
}

class Tally {
  tokens = 0;
  names = 0;
  bits = 0;
  ranks = 0;
  nameRanks = 0;
  firsts = 0;
  seconds = 0;

  add(mixture: Mixture, target: number, text: string): void {
    const started = performance.now();
    const both = probabilityOf(mixture, target);
    const ids = [...new Set(candidates(mixture, 24).map((candidate) => candidate.target >> 1))];
    this.seconds += (performance.now() - started) / 1000;
    const place = ids.indexOf(target >> 1);
    const reciprocal = place >= 0 && place < 10 ? 1 / (place + 1) : 0;
    this.tokens++;
    this.bits -= Math.log2(both);
    this.ranks += reciprocal;
    if (place === 0) this.firsts++;
    if (!isName(text)) return;
    this.names++;
    this.nameRanks += reciprocal;
  }

  row(): Record<string, string> {
    return {
      'bits/token': (this.bits / this.tokens).toFixed(3),
      'top-1': (this.firsts / this.tokens).toFixed(3),
      'MRR@10': (this.ranks / this.tokens).toFixed(3),
      'name MRR': (this.nameRanks / this.names).toFixed(3),
      'predict ms': ((1000 * this.seconds) / this.tokens).toFixed(4),
    };
  }
}

function sourcesOf(folder: string): Source[] {
  const paths = globSync(join(folder, '**/*.{ts,tsx,mts,js,jsx,mjs,py}')).filter(
    (path) => !/\.d\.[mc]?ts$|\.min\.js$|node_modules.*node_modules/.test(path),
  );
  return paths.sort().map((path) => ({ path, text: readFileSync(path, 'utf8'), language: languageOf(path) }));
}

function sequence(vocabulary: Vocabulary, { text, language }: Source): Int32Array {
  return Int32Array.from([fileStart * 2, ...targetsOf(vocabulary, lex(text, language))]);
}

/** Tokens of one file in order, each predicted from those before it. */
function predictFile(
  targets: Int32Array,
  project: NgramCounts,
  vocabulary: Vocabulary,
  tallies: readonly Tally[],
): void {
  const file = new NgramCounts();
  const words = vocabulary.texts.length;
  for (let i = 1; i < targets.length; i++) {
    const ids = Array.from(targets.subarray(Math.max(0, i - order + 1), i), (target) => target >> 1);
    const target = targets[i] ?? 0;
    const text = vocabulary.texts[target >> 1] ?? '';
    const known = contextOf(project, ids);
    const from = Math.max(0, i - order);
    file.forget(targets.subarray(0, i - 1), from, i - 1);
    file.learn(targets.subarray(0, i), from, i);
    tallies[0]?.add(mix([known], words), target, text);
    tallies[1]?.add(mix([known, contextOf(file, ids, 1)], words), target, text);
  }
}

function benchTokens(sources: readonly Source[]): void {
  const vocabulary = createVocabulary();
  const sequences = sources.map((source) => sequence(vocabulary, source));
  const project = new NgramCounts();
  const started = performance.now();
  for (const targets of sequences) project.learn(targets);
  const seconds = (performance.now() - started) / 1000;
  const tallies = [new Tally(), new Tally()];
  for (const targets of sequences) {
    project.forget(targets);
    predictFile(targets, project, vocabulary, tallies);
    project.learn(targets);
  }
  console.table({ project: tallies[0]?.row(), 'project + cache': tallies[1]?.row() });
  const rate = (project.tokens / seconds / 1e6).toFixed(2);
  const memory = (project.bytes / project.tokens).toFixed(1);
  console.log(`${project.tokens} tokens, learned at ${rate} M tokens/s, counts take ${memory} bytes/token`);
}

interface Trial {
  readonly source: Source;
  readonly prefix: string;
  readonly suffix: string;
  /** The rest of the line, which the model has to find. */
  readonly rest: string;
}

/** Cursors in the middle of lines, the rest of the line taken out. */
function trialsOf(source: Source, every: number): Trial[] {
  const tokens = lex(source.text, source.language).filter((token) => token.kind !== 'comment');
  const trials: Trial[] = [];
  for (let i = 1; i < tokens.length; i += every) {
    const token = tokens[i];
    const end = tokens.find((other, j) => j >= i && other.kind === 'newline')?.start ?? source.text.length;
    if (!token || token.kind === 'newline' || tokens[i - 1]?.kind === 'newline') continue;
    const cursor = token.start + (token.kind === 'word' && token.text.length > 3 ? i % 3 : 0);
    const rest = source.text
      .slice(cursor, end)
      .replace(/\s*\/\/.*$/, '')
      .trimEnd();
    trials.push({ source, rest, prefix: source.text.slice(0, cursor), suffix: source.text.slice(end) });
  }
  return trials;
}

function benchLines(sources: readonly Source[], every: number): void {
  const model = new NgramModel();
  for (const source of sources) model.learn(source);
  const trials = sources.filter((_, i) => i % 3 === 0).flatMap((source) => trialsOf(source, every));
  const times: number[] = [];
  let shown = 0;
  let right = 0;
  let whole = 0;
  let among = 0;
  for (const { source, prefix, suffix, rest } of trials) {
    const started = performance.now();
    const request = { path: source.path, language: source.language, prefix, suffix };
    const list = model.complete({ ...request, contexts: [], likely: [], maxTokens: 96, rejected: [] });
    times.push(performance.now() - started);
    if (list.some(({ text }) => text === rest)) among++;
    const best = list[0];
    if (!best || best.confidence < showThreshold) continue;
    shown++;
    if (rest.startsWith(best.text)) right++;
    if (rest === best.text) whole++;
  }
  times.sort((a, b) => a - b);
  const share = (part: number, all: number) => (part / Math.max(1, all)).toFixed(3);
  console.table({
    lines: {
      trials: trials.length,
      shown: share(shown, trials.length),
      'right of shown': share(right, shown),
      'whole line of shown': share(whole, shown),
      'whole line among 5': share(among, trials.length),
      'p50 ms': times[times.length >> 1]?.toFixed(1),
      'p95 ms': times[Math.floor(times.length * 0.95)]?.toFixed(1),
    },
  });
  console.log(model.statistics());
}

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { every: { type: 'string', default: '37' } },
});
for (const folder of positionals) {
  const sources = sourcesOf(folder);
  console.log(`\n${folder}: ${sources.length} files`);
  benchTokens(sources);
  benchLines(sources, Number(values.every));
}
