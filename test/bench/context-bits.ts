/** How surprised a local model is by what was really written, given a context: bits for each of its tokens. */

import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { nextNats } from '../../server/host/gguf/gguf-lines.ts';
import { startLlama } from '../../server/host/gguf/llama-library.ts';
import type { LlamaModel, LlamaSequence, LlamaToken } from '../../server/host/gguf/llama-types.ts';
import { llamaLibrary } from '../support/llama.ts';
import { type ContextCase, type Way, ways } from './context-cases.ts';
import { random } from './cursors.ts';
import type { Hole } from './needed-symbols.ts';

interface Surprise {
  readonly bits: number;
  readonly tokens: number;
}

/** What was measured at one hole, of one budget. */
export interface SurpriseRow {
  readonly hole: string;
  readonly budget: number;
  readonly tokens: number;
  readonly bits: Readonly<Record<Way, number>>;
}

export interface SurpriseMeter {
  /** Of the removed rest of the line, after the context and the text above. */
  of(context: string, hole: Hole, root: string): Promise<Surprise>;
  dispose(): Promise<void>;
}

/** Tokens of everything that the model sees. */
const contextSize = 4096;

/**
 * `above` tokens of the text above the hole are seen.
 * @throws {Error} in a sentence, where there is no model or no library.
 */
export async function createSurpriseMeter(path: string, above: number): Promise<SurpriseMeter> {
  if (!existsSync(path)) throw new Error(`There is no model at ${path}: name a GGUF file with --model FILE.`);
  const llama = await startLlama(await llamaLibrary());
  const model = await llama.loadModel({ modelPath: path });
  const context = await model.createContext({ contextSize, batchSize: 512, threads: 2 });
  const sequence = context.getSequence();
  return {
    of: (text, hole, root) => surpriseOf(model, sequence, text, { hole, root, above }),
    dispose: () => llama.dispose(),
  };
}

async function surpriseOf(
  model: LlamaModel,
  sequence: LlamaSequence,
  context: string,
  { hole, root, above: most }: { readonly hole: Hole; readonly root: string; readonly above: number },
): Promise<Surprise> {
  const above = hole.text.slice(0, hole.offset);
  const trimmed = above.trimEnd();
  // The blanks before the cursor are part of the first token that is written.
  const written = model.tokenize(above.slice(trimmed.length) + hole.tail.trimEnd());
  const header = `// path: ${hole.path.slice(root.length + 1)}\n`;
  const own = model.tokenize(trimmed).slice(-most);
  const room = contextSize - own.length - written.length - 64;
  // The best stands last, next to the file: where there is no room the other end is cut.
  const start = model.tokenize(context === '' ? '' : `${context}\n`).slice(-room);
  const prompt = [...start, ...model.tokenize(header), ...own];
  return { bits: await bitsOf(sequence, prompt, written), tokens: written.length };
}

async function bitsOf(
  sequence: LlamaSequence,
  prompt: readonly LlamaToken[],
  written: readonly LlamaToken[],
): Promise<number> {
  await sequence.clearHistory();
  const last = prompt.at(-1);
  if (last === undefined) return 0;
  await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(0, -1));
  const nats = await nextNats(sequence, [last, ...written]);
  return nats.reduce((sum, one) => sum + one, 0) / Math.LN2;
}

/** One row for each budget. What a way shows is put as Keyhole puts it: the best next to the open file. */
export async function surpriseRows(
  { hole, shown, assembled, repository }: ContextCase,
  {
    meter,
    root,
    budgets,
  }: { readonly meter: SurpriseMeter; readonly root: string; readonly budgets: readonly number[] },
): Promise<SurpriseRow[]> {
  const known = new Map<string, Surprise>();
  const surpriseOfText = async (text: string): Promise<Surprise> => {
    const found = known.get(text) ?? (await meter.of(text, hole, root));
    known.set(text, found);
    return found;
  };
  const rows: SurpriseRow[] = [];
  for (const [at, budget] of budgets.entries()) {
    const found = new Map<Way, Surprise>();
    for (const way of ways) {
      const pieces = way === 'in-file prefix' ? [] : (shown[way][at] ?? []).toReversed();
      const text = pieces.map((piece) => piece.text).join('\n');
      found.set(way, await surpriseOfText(way === 'Keyhole' ? (assembled[at]?.context ?? '') : text));
    }
    const bits = Object.fromEntries([...found].map(([way, one]) => [way, one.bits])) as SurpriseRow['bits'];
    const tokens = found.get('in-file prefix')?.tokens ?? 0;
    rows.push({ hole: `${repository}:${hole.path}:${hole.line}:${hole.kind}`, budget, tokens, bits });
  }
  return rows;
}

/** Several runs with other seeds add up in one file: a hole of two of them counts once. */
export function addRows(file: string, rows: readonly SurpriseRow[]): void {
  for (const row of rows) appendFileSync(file, `${JSON.stringify(row)}\n`);
}

export function readRows(file: string): SurpriseRow[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const rows = lines.map((line) => JSON.parse(line) as SurpriseRow);
  return [...new Map(rows.map((row) => [`${row.hole} ${row.budget}`, row])).values()];
}

/** Bits for each token over all holes; beside each way what it lowers them by, and what Keyhole lowers its by, with 95 % intervals (bootstrap). */
export function reportSurprise(all: readonly SurpriseRow[], seed: number): void {
  for (const [budget, rows] of Map.groupBy(all, (row) => row.budget)) {
    const tokens = rows.reduce((sum, row) => sum + row.tokens, 0);
    console.log(
      `\nbits for each token of what was written, ${rows.length} holes, context of ${budget} tokens: beside none | Keyhole beside it`,
    );
    for (const way of ways) {
      const bits = rows.reduce((sum, row) => sum + row.bits[way], 0) / tokens;
      const beside = (a: Way, b: Way) =>
        interval(
          rows.map((row) => row.bits[a] - row.bits[b]),
          tokens,
          seed,
        );
      const differences = `${beside(way, 'in-file prefix')} | ${beside('Keyhole', way)}`;
      console.log(`    ${way.padEnd(28)} ${bits.toFixed(3)}   ${differences}`);
    }
  }
}

function interval(differences: readonly number[], tokens: number, seed: number): string {
  const next = random(seed);
  const mean = differences.reduce((sum, one) => sum + one, 0) / tokens;
  const sums = Array.from({ length: 2000 }, () => {
    let sum = 0;
    for (let at = 0; at < differences.length; at++)
      sum += differences[Math.floor(next() * differences.length)] ?? 0;
    return sum / tokens;
  }).toSorted((a, b) => a - b);
  return `${mean.toFixed(3)} [${(sums[50] ?? 0).toFixed(3)}, ${(sums[1949] ?? 0).toFixed(3)}]`;
}
