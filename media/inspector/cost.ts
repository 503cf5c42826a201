/** What a request costs, where the price of its model is known. */

import type { Price, Trace } from '../../server/protocol/protocol.ts';
import { promptTokensOf } from './differences.ts';

const million = 1_000_000;

/** US dollars; 0 on this machine, `undefined` where no price is known. */
export function costOf(trace: Trace, price: Price | undefined): number | undefined {
  if (price?.kind !== 'known') return price && 0;
  const prompt = promptTokensOf(trace);
  const cached = Math.min(prompt, trace.cache.reusedTokens);
  const output = trace.outcomeTokens ?? 0;
  return ((prompt - cached) * price.input + cached * price.cached + output * price.output) / million;
}
