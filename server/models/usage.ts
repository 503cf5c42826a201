/** What a request cost: tokens as the server counts them, or as they were counted here, and the price. */

import type { ModelUsage } from '../protocol/protocol.ts';

/** What a server says of its own work; a later event stands for an earlier one. */
export interface ReportedUsage {
  readonly promptTokens?: number;
  /** Those of them that it had read before. */
  readonly cachedTokens?: number;
  readonly completionTokens?: number;
}

/** Prices for a million tokens, in whatever currency; 0 where unknown. */
export interface Prices {
  readonly input: number;
  readonly cached: number;
  readonly output: number;
}

/** The cost, or `undefined` where no price is set. */
export function costOf(
  usage: Pick<ModelUsage, 'promptTokens' | 'cachedTokens' | 'completionTokens'>,
  prices: Prices,
): number | undefined {
  if (prices.input === 0 && prices.output === 0) return undefined;
  const fresh = usage.promptTokens - usage.cachedTokens;
  const cached = prices.cached === 0 ? prices.input : prices.cached;
  return (fresh * prices.input + usage.cachedTokens * cached + usage.completionTokens * prices.output) / 1e6;
}
