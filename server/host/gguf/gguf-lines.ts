/**
 * How improbable each line of a text is to a model: the sum over its tokens. Read in slices so short that whoever
 * cancels waits for hardly anything.
 */

import type { LlamaSequence } from './llama-types.ts';

/** Of one line: the negative natural logarithm of its probability, and its tokens. */
export interface LineNats {
  readonly nats: number;
  readonly tokens: number;
}

/** Tokens of the first slice, and of any. */
const firstSlice = 8;
const longestSlice = 128;
/** Milliseconds that a slice should take. */
const sliceTime = 25;

/** Nats of each token of the list after the first; `undefined` when nobody waits any more. Starts from nothing. */
export async function tokenNats(
  sequence: LlamaSequence,
  tokens: readonly number[],
  isCancelled: () => boolean,
): Promise<number[] | undefined> {
  await sequence.clearHistory();
  const nats: number[] = [];
  for (let at = 0, size = firstSlice; at < tokens.length - 1; ) {
    if (isCancelled()) return undefined;
    const started = performance.now();
    const end = Math.min(at + size, tokens.length - 1);
    nats.push(...(await nextNats(sequence, tokens.slice(at, end + 1))));
    at = end;
    const fits = (size * sliceTime) / Math.max(1, performance.now() - started);
    size = Math.max(1, Math.min(longestSlice, 2 * size, Math.floor(fits)));
  }
  return nats;
}

/** Reads all of the tokens but the last, and gives the nats of all but the first. */
export async function nextNats(sequence: LlamaSequence, tokens: readonly number[]): Promise<number[]> {
  const inputs = tokens.slice(0, -1).map((token, i) => {
    const logits = { filter: { tokens: [tokens[i + 1] ?? 0], includeTop: 1 } };
    return [token, { generateNext: { logits, totalLogitWeight: true } }] as const;
  });
  const results = inputs.length > 0 ? await sequence.controlledEvaluate(inputs) : [];
  return results.map((result, i) => {
    if (!result?.next.logits) return 0;
    const most = Math.max(...result.next.logits.values());
    const logit = result.next.logits.get(tokens[i + 1] ?? 0) ?? most;
    return Math.log(result.next.totalLogitWeight ?? 1) + most - logit;
  });
}

const lineFeed = 10;

/** The nats of tokens, by the lines in which the tokens begin. */
export function byLine(bytes: readonly Uint8Array[], nats: readonly number[]): LineNats[] {
  const lines = [{ nats: 0, tokens: 0 }];
  for (const [at, spelled] of bytes.entries()) {
    const line = lines.at(-1);
    if (line) {
      line.nats += nats[at] ?? 0;
      line.tokens++;
    }
    for (const byte of spelled) if (byte === lineFeed) lines.push({ nats: 0, tokens: 0 });
  }
  return lines;
}
