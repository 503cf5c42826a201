/** A model that notes what each of its requests cost. */

import type { Model } from '../models/models.ts';
import type { ModelUsage } from '../protocol/protocol.ts';

export interface Metered {
  readonly model: Model;
  /** Grows with each request, in the order in which they end. */
  readonly usage: readonly ModelUsage[];
}

/** Everything else is as the model has it at this moment. */
export function metered(model: Model): Metered {
  const usage: ModelUsage[] = [];
  const report = (spent: ModelUsage) => void usage.push(spent);
  const { name, tokenizer, format, contextWindow, capabilities, attempts, prose } = model;
  return {
    usage,
    model: {
      name,
      tokenizer,
      format,
      contextWindow,
      capabilities,
      attempts,
      prose,
      generate: (request, signal) => model.generate({ ...request, report }, signal),
    },
  };
}
