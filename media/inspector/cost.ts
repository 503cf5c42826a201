/** What a request cost, and how much of its prompt the model had read before. */

import type { Trace } from '../../server/protocol/protocol.ts';
import { promptTokensOf } from './slices.ts';

/** In the currency of the settings' prices; 0 where no server was asked, `undefined` where a price is not known. */
export function costOf({ usage }: Pick<Trace, 'usage'>): number | undefined {
  const costs = usage.map(({ cost }) => cost);
  return costs.every((cost) => cost !== undefined) ? costs.reduce((sum, cost) => sum + cost, 0) : undefined;
}

export interface Reuse {
  readonly prompt: number;
  readonly reused: number;
}

/** As the server counted it where it did; else what the last prompt for the document has in common with this one. */
export function reuseOf(trace: Trace): Reuse {
  const told = trace.usage.findLast(({ counted }) => counted === 'by the server');
  const prompt = Math.max(1, told?.promptTokens ?? promptTokensOf(trace));
  return { prompt, reused: Math.min(prompt, told?.cachedTokens ?? trace.cache.reusedTokens) };
}
