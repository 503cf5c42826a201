/** A model that notes what each of its requests cost. */

import type { GenerateRequest, Model, Piece } from '../models/models.ts';
import type { ModelUsage } from '../protocol/protocol.ts';

export interface Metered {
  readonly model: Model;
  /** Grows with each request, in the order in which they end. */
  readonly usage: readonly ModelUsage[];
}

/** Everything else is as the model has it at this moment. */
export function metered(model: Model): Metered {
  const usage: ModelUsage[] = [];
  const { name, tokenizer, format, contextWindow, capabilities, attempts, prose } = model;

  async function* generate(request: GenerateRequest, signal: AbortSignal): AsyncGenerator<Piece> {
    let told: ModelUsage | undefined;
    const report = (spent: ModelUsage) => {
      told = spent;
    };
    const count = counter(model, request);
    try {
      for await (const piece of model.generate({ ...request, report }, signal)) {
        count.see(piece);
        yield piece;
      }
    } finally {
      usage.push(told ?? count.read());
    }
  }

  const choose: Model['choose'] = (request, names, signal) =>
    model.choose?.({ ...request, report: (spent) => usage.push(spent) }, names, signal) ??
    Promise.resolve({ requests: 0 });
  const known = { name, tokenizer, format, contextWindow, capabilities, attempts, prose };
  return { usage, model: { ...known, generate, ...(model.choose && { choose }) } };
}

/** Counts for a model that does not tell: one that runs on this machine. */
function counter({ tokenizer }: Model, { prompt }: GenerateRequest) {
  const started = performance.now();
  let text = '';
  let tokens = 0;
  let firstTokenMs: number | undefined;
  return {
    see(piece: Piece): void {
      if (piece.text !== '') firstTokenMs ??= performance.now() - started;
      text += piece.text;
      tokens += piece.tokens ?? 0;
    },
    read: (): ModelUsage => ({
      // Segment by segment, as the trace counts them: those counts are remembered.
      promptTokens: prompt.segments.reduce((sum, segment) => sum + tokenizer.count(segment.text), 0),
      cachedTokens: 0,
      completionTokens: tokens || tokenizer.count(text),
      counted: 'here',
      ...(firstTokenMs === undefined ? {} : { firstTokenMs }),
      ms: performance.now() - started,
      retries: 0,
    }),
  };
}
