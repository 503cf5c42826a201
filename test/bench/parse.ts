/**
 * How fast files are parsed and their facts read, by each parser that runs here, with the ratio of native to
 * WebAssembly. Times are of the processor, so that other programs do not count.
 *
 * `node test/bench/parse.ts DIR`; `NODE_PATH` may lead to the native package `tree-sitter`.
 */

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { walk } from '../../server/host/host.ts';
import { loadGrammars } from '../../server/host/parsing/grammars.ts';
import { loadNativeParsers, type Parsers } from '../../server/host/parsing/native-grammars.ts';
import { factsOfText, grammarFolder, isReadable } from '../../server/syntax/syntax.ts';
import { languageOf } from '../../server/text/text.ts';

interface Source {
  readonly language: string;
  readonly text: string;
}

/** Milliseconds of the processor. */
interface Cost {
  parse: number;
  query: number;
  facts: number;
}

/** Bytes of text that are measured at most, spread over the folder. */
const most = 12_000_000;
const rounds = 2;

async function sourcesIn(folder: string): Promise<Source[]> {
  const { files } = await walk(folder, AbortSignal.timeout(120_000));
  const known = files.filter(({ path }) => grammarFolder(languageOf(path)) !== undefined);
  const total = known.reduce((sum, { size }) => sum + size, 0);
  const step = Math.max(1, Math.ceil(total / most));
  return known
    .filter((_, index) => index % step === 0)
    .map(({ path }) => ({ path, text: readFileSync(path, 'utf8') }))
    .filter(({ text }) => isReadable(text))
    .map(({ path, text }) => ({ language: languageOf(path, text), text }));
}

function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function measure(parserOf: Parsers, sources: readonly Source[]): Promise<Cost> {
  const cost: Cost = { parse: 0, query: 0, facts: 0 };
  const time = <Result>(part: keyof Cost, run: () => Result): Result => {
    const start = processorTime();
    const result = run();
    cost[part] += processorTime() - start;
    return result;
  };
  for (const { language, text } of sources) {
    const parser = await parserOf(language, text);
    if (!parser) continue;
    const parsed = time('parse', () => parser.parse(text));
    time('query', () => parsed?.findings());
    parsed?.delete();
    time('facts', () => factsOfText(text, language, parser));
  }
  return cost;
}

const folder = process.argv[2];
if (folder === undefined) throw new Error('Name the folder to parse: npm run bench:parse -- DIR');
const sources = await sourcesIn(resolve(folder));
const megabytes = sources.reduce((sum, { text }) => sum + text.length, 0) / 1e6;
const from = new URL('../../server/host/parsing/grammars.ts', import.meta.url).href;
const native = loadNativeParsers(from);
const costs = new Map<string, Cost>();
for (let round = 0; round < rounds; round++) {
  costs.set('WebAssembly', await measure(loadGrammars(from), sources));
  if (native) costs.set('native', await measure(native, sources));
}

console.log(`${sources.length} files, ${megabytes.toFixed(1)} MB; MB per second of one processor, warm`);
const speed = (ms: number): string => ((megabytes * 1_000) / ms).toFixed(2).padStart(8);
console.log('                 parse    query    facts');
for (const [name, { parse, query, facts }] of costs) {
  console.log(`${name.padEnd(12)} ${speed(parse)} ${speed(query)} ${speed(facts)}`);
}
const [wasm, other] = [costs.get('WebAssembly'), costs.get('native')];
if (wasm && other) {
  const ratio = (part: keyof Cost): string => (wasm[part] / other[part]).toFixed(2).padStart(8);
  console.log(`native/wasm  ${ratio('parse')} ${ratio('query')} ${ratio('facts')}`);
} else console.log('Only one parser ran: the package tree-sitter is not found (NODE_PATH leads to it).');
