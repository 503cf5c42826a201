/** A model that notes what each of its requests cost. */

import type { Model } from '../models/models.ts';
import type { ModelUsage } from '../protocol/protocol.ts';

export interface Metered {
  readonly model: Model;
  /** Grows with each request, in the order in which they end. */
  readonly usage: readonly ModelUsage[];
}

export function metered(model: Model): Metered {
  const usage: ModelUsage[] = [];
  const report = (spent: ModelUsage) => void usage.push(spent);
  return {
    usage,
    model: { ...model, generate: (request, signal) => model.generate({ ...request, report }, signal) },
  };
}
