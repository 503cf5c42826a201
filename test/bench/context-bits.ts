/** How surprised a local model is by what was really written, given a context: bits for each of its tokens. */

import { existsSync } from 'node:fs';
import { startLlama } from '../../server/host/gguf/llama-library.ts';
import type { LlamaModel, LlamaSequence, LlamaToken } from '../../server/host/gguf/llama-types.ts';
import { llamaLibrary } from '../support/llama.ts';
import type { Hole } from './needed-symbols.ts';

export interface Surprise {
  readonly bits: number;
  readonly tokens: number;
}

export interface SurpriseMeter {
  /** Of the removed rest of the line, after the context and the text above. */
  of(context: string, hole: Hole, root: string): Promise<Surprise>;
  dispose(): Promise<void>;
}

/** Tokens of the text above the hole that the model sees, and of everything. */
const mostAbove = 384;
const contextSize = 2048;

/** @throws {Error} in a sentence, where there is no model or no library. */
export async function createSurpriseMeter(path: string): Promise<SurpriseMeter> {
  if (!existsSync(path)) throw new Error(`There is no model at ${path}: name a GGUF file with --model FILE.`);
  const llama = await startLlama(await llamaLibrary());
  const model = await llama.loadModel({ modelPath: path });
  const context = await model.createContext({ contextSize, batchSize: 512, threads: 2 });
  const sequence = context.getSequence();
  return {
    of: (text, hole, root) => surpriseOf(model, sequence, text, { hole, root }),
    dispose: () => llama.dispose(),
  };
}

async function surpriseOf(
  model: LlamaModel,
  sequence: LlamaSequence,
  context: string,
  { hole, root }: { readonly hole: Hole; readonly root: string },
): Promise<Surprise> {
  const above = hole.text.slice(0, hole.offset);
  const trimmed = above.trimEnd();
  // The blanks before the cursor are part of the first token that is written.
  const written = model.tokenize(above.slice(trimmed.length) + hole.tail.trimEnd());
  const header = `// path: ${hole.path.slice(root.length + 1)}\n`;
  const own = model.tokenize(trimmed).slice(-mostAbove);
  const room = contextSize - own.length - written.length - 64;
  const start = model.tokenize(context === '' ? '' : `${context}\n`).slice(0, room);
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
  const told = { generateNext: { probabilities: true } } as const;
  const read = [last, ...written.slice(0, -1)].map((token) => [token, told] as const);
  const results = await sequence.controlledEvaluate(read);
  return results.reduce((sum, result, at) => {
    const probability = result?.next.probabilities?.get(written[at] ?? -1) ?? 1e-9;
    return sum - Math.log2(Math.max(1e-9, probability));
  }, 0);
}
