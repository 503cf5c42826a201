/** Writes with a real model as a llama.cpp server does: grammar, biases, stop texts, probabilities, kept prefixes. */

import type {
  Llama,
  LlamaContext,
  LlamaLibrary,
  LlamaModel,
  LlamaSequence,
  LlamaToken,
} from '../../server/host/gguf/llama-library.ts';

export interface Wish {
  readonly tokens: readonly LlamaToken[];
  readonly maxTokens: number;
  readonly temperature: number;
  readonly seed?: number | undefined;
  readonly stop: readonly string[];
  readonly grammar?: string | undefined;
  /** By token; `false`: never. */
  readonly bias: ReadonlyMap<LlamaToken, number | false>;
  /** The only ones that may come, where there are any. */
  readonly allowed: readonly LlamaToken[];
  readonly probabilities: number;
}

export interface Written {
  readonly text: string;
  readonly token: LlamaToken;
  /** Most likely first, as natural logarithms. */
  readonly top: readonly { readonly id: LlamaToken; readonly token: string; readonly logprob: number }[];
}

export interface Summary {
  readonly promptTokens: number;
  readonly cachedTokens: number;
  completionTokens: number;
  stop: 'eos' | 'limit' | 'word';
}

interface SampledToken {
  readonly token: LlamaToken;
  readonly probabilities?: ReadonlyMap<LlamaToken, number>;
}

/** The library tells probabilities by a method that the product does not use. */
interface TellingSequence extends LlamaSequence {
  evaluateWithMetadata(
    tokens: readonly LlamaToken[],
    wanted: { readonly probabilities: boolean },
    options: object,
  ): AsyncIterable<SampledToken>;
}

/** One sequence: one request writes at a time, the others wait. */
export class LlamaGenerator {
  readonly model: LlamaModel;
  readonly contextSize: number;
  readonly #library: LlamaLibrary;
  readonly #llama: Llama;
  readonly #sequence: TellingSequence;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    library: LlamaLibrary,
    llama: Llama,
    { model, context }: { readonly model: LlamaModel; readonly context: LlamaContext },
  ) {
    this.#library = library;
    this.#llama = llama;
    this.model = model;
    this.contextSize = context.contextSize;
    this.#sequence = context.getSequence() as TellingSequence;
  }

  /** Pieces of text as they are written; the summary is whole when they end. Leaving early frees the model. */
  async *write(wish: Wish, begin: (summary: Summary) => void): AsyncGenerator<Written> {
    const last = this.#turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#turn = promise;
    await last;
    try {
      yield* this.#written(wish, begin);
    } finally {
      resolve();
    }
  }

  async *#written(wish: Wish, begin: (summary: Summary) => void): AsyncGenerator<Written> {
    const sequence = this.#sequence;
    await sequence.adaptStateToTokens(wish.tokens.slice(0, -1), false);
    const cachedTokens = sequence.nextTokenIndex;
    const summary: Summary = {
      promptTokens: wish.tokens.length,
      cachedTokens,
      completionTokens: 0,
      stop: 'limit',
    };
    begin(summary);
    if (wish.maxTokens === 0) return;
    const options = await this.#options(wish);
    const rest = wish.tokens.slice(cachedTokens);
    const text = new StoppingText(wish.stop);
    const tokens: LlamaToken[] = [];
    for await (const { token, probabilities } of sequence.evaluateWithMetadata(
      rest,
      { probabilities: wish.probabilities > 0 },
      options,
    )) {
      if (this.model.isEogToken(token)) {
        summary.stop = 'eos';
        break;
      }
      tokens.push(token);
      summary.completionTokens++;
      const ready = text.grow(this.model.detokenize(tokens, false, wish.tokens));
      yield { text: ready, token, top: this.#top(probabilities, wish.probabilities) };
      if (text.isStopped) summary.stop = 'word';
      if (text.isStopped || tokens.length >= wish.maxTokens) break;
    }
    const held = text.end();
    if (held !== '') yield { text: held, token: -1, top: [] };
  }

  async #options({ temperature, seed, grammar, bias, allowed }: Wish): Promise<object> {
    const { LlamaGrammarEvaluationState, TokenBias } = this.#library;
    const tokenBias = new TokenBias(this.model.tokenizer);
    for (const [token, value] of bias) tokenBias.set([token], value === false ? 'never' : { logit: value });
    if (allowed.length > 0) {
      const only = new Set(allowed);
      tokenBias.set(
        [...this.model.iterateAllTokens()].filter((token) => !only.has(token)),
        'never',
      );
    }
    const state = grammar
      ? {
          grammarEvaluationState: new LlamaGrammarEvaluationState({
            model: this.model,
            grammar: await this.#llama.createGrammar({ grammar }),
          }),
        }
      : {};
    const biased = bias.size > 0 || allowed.length > 0 ? { tokenBias } : {};
    return { temperature, ...(seed === undefined ? {} : { seed }), ...state, ...biased, yieldEogToken: true };
  }

  #top(probabilities: ReadonlyMap<LlamaToken, number> | undefined, count: number): Written['top'] {
    if (!probabilities) return [];
    const best = [...probabilities].toSorted((a, b) => b[1] - a[1]).slice(0, count);
    return best.map(([id, p]) => ({
      id,
      token: this.model.detokenize([id]),
      logprob: Math.log(Math.max(p, 1e-30)),
    }));
  }
}

/** Text that grows; what may still become a stop text, or is half a character, is held back. */
class StoppingText {
  readonly #stop: readonly string[];
  #whole = '';
  #given = 0;
  isStopped = false;

  constructor(stop: readonly string[]) {
    this.#stop = stop;
  }

  /** What may be given out of the whole text so far. */
  grow(whole: string): string {
    this.#whole = whole.replace(/\uFFFD+$/, '');
    const ends = this.#stop.map((stop) => this.#whole.indexOf(stop, Math.max(0, this.#given - 100)));
    const end = Math.min(...ends.filter((at) => at >= 0), Infinity);
    this.isStopped = end < Infinity;
    if (this.isStopped) this.#whole = this.#whole.slice(0, end);
    return this.#give(this.isStopped ? this.#whole.length : this.#whole.length - this.#open());
  }

  end(): string {
    return this.#give(this.#whole.length);
  }

  /** Length of the end that may grow into a stop text. */
  #open(): number {
    for (const stop of this.#stop) {
      for (let length = stop.length - 1; length > 0; length--) {
        if (this.#whole.endsWith(stop.slice(0, length))) return length;
      }
    }
    return 0;
  }

  #give(to: number): string {
    const text = this.#whole.slice(this.#given, to);
    this.#given = Math.max(this.#given, to);
    return text;
  }
}
