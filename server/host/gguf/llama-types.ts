/**
 * The part of `node-llama-cpp` (3.22) that Keyhole uses, as types of its own: the package is no dependency, so
 * its own types are not at hand. Names and meanings are the package's.
 */

/** A token's number in the model's vocabulary. */
export type LlamaToken = number;

export interface LlamaLibrary {
  getLlama(options: LlamaOptions): Promise<Llama>;
  readonly LlamaGrammarEvaluationState: new (options: {
    readonly model: LlamaModel;
    readonly grammar: LlamaGrammar;
  }) => LlamaGrammarState;
  readonly TokenBias: new (tokenizer: LlamaModel['tokenizer']) => LlamaTokenBias;
}

export interface LlamaOptions {
  /** Nothing is ever compiled or downloaded: a missing binary is an error. */
  readonly build: 'never';
  readonly gpu: false | 'auto' | 'metal' | 'cuda' | 'vulkan';
  readonly logLevel: 'disabled' | 'error';
  readonly progressLogs: false;
  /** Most threads that the models may use together. */
  readonly maxThreads?: number;
}

export interface Llama {
  readonly gpu: false | string;
  loadModel(options: {
    readonly modelPath: string;
    /** Only vocabulary and metadata: no weights. */
    readonly vocabOnly?: boolean;
    readonly loadSignal?: AbortSignal;
  }): Promise<LlamaModel>;
  createGrammar(options: { readonly grammar: string }): Promise<LlamaGrammar>;
  dispose(): Promise<void>;
}

/** Opaque: made by `createGrammar`, or by a constructor of the library. */
export type LlamaGrammar = object;
export type LlamaGrammarState = object;

export interface LlamaTokenBias {
  /** `never` forbids, except tokens that end the text; a number from -1 to 1 is relative to the logits. */
  set(tokens: readonly LlamaToken[], bias: 'never' | number | { readonly logit: number }): LlamaTokenBias;
}

export interface LlamaModel {
  /** What `TokenBias` takes. */
  readonly tokenizer: object;
  readonly filename: string | undefined;
  /** Bytes that its tensors take. */
  readonly size: number;
  /** Tokens that the model was trained to look back on. */
  readonly trainContextSize: number;
  readonly tokens: {
    readonly bos: LlamaToken | null;
    readonly eos: LlamaToken | null;
    readonly shouldPrependBosToken: boolean;
    readonly infill: {
      readonly prefix: LlamaToken | null;
      readonly middle: LlamaToken | null;
      readonly suffix: LlamaToken | null;
      readonly prefixString: string | null;
      readonly middleString: string | null;
      readonly suffixString: string | null;
    };
  };
  readonly fileInfo: {
    readonly metadata: {
      readonly general?: { readonly name?: string };
      readonly tokenizer?: {
        readonly ggml?: {
          /** `gpt2` for byte-level vocabularies, `llama` for those of SentencePiece. */
          readonly model?: string;
          /** How a text is split before its bytes are joined, by the name of a family of models. */
          readonly pre?: string;
          readonly merges?: readonly string[];
          readonly tokens?: readonly string[];
          /** By token: 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte. */
          readonly token_type?: readonly number[];
        };
      };
    };
  };
  tokenize(text: string, specialTokens?: boolean, options?: 'trimLeadingSpace'): LlamaToken[];
  detokenize(
    tokens: readonly LlamaToken[],
    specialTokens?: boolean,
    lastTokens?: readonly LlamaToken[],
  ): string;
  iterateAllTokens(): Iterable<LlamaToken>;
  isEogToken(token: LlamaToken | undefined): boolean;
  isSpecialToken(token: LlamaToken | undefined): boolean;
  createContext(options: LlamaContextOptions): Promise<LlamaContext>;
  dispose(): Promise<void>;
}

export interface LlamaContextOptions {
  readonly sequences?: number;
  readonly contextSize?: number | { readonly min?: number; readonly max?: number };
  readonly batchSize?: number;
  readonly threads?: number;
  readonly createSignal?: AbortSignal;
}

export interface LlamaContext {
  readonly contextSize: number;
  getSequence(): LlamaSequence;
  dispose(): Promise<void>;
}

export interface LlamaSampling {
  /** 0: always the most likely token. */
  readonly temperature?: number;
  readonly topK?: number;
  readonly topP?: number;
  readonly minP?: number;
  readonly seed?: number;
}

export interface LlamaSequence {
  readonly contextSize: number;
  /** Tokens that the state holds. */
  readonly contextTokens: readonly LlamaToken[];
  readonly nextTokenIndex: number;
  clearHistory(): Promise<void>;
  /** Keeps the longest common beginning of the state and these tokens, and drops the rest of the state. */
  adaptStateToTokens(tokens: readonly LlamaToken[], allowShift?: boolean): Promise<void>;
  eraseContextTokenRanges(ranges: readonly { readonly start: number; readonly end: number }[]): Promise<void>;
  /** Reads the tokens, then gives one sampled token after the other. `next` may replace the last one. */
  evaluate(
    tokens: readonly LlamaToken[],
    options?: LlamaSampling & {
      readonly grammarEvaluationState?: LlamaGrammarState;
      readonly tokenBias?: LlamaTokenBias | (() => LlamaTokenBias);
      readonly yieldEogToken?: boolean;
    },
  ): AsyncGenerator<LlamaToken, void, void | LlamaToken | readonly LlamaToken[]>;
  evaluateWithoutGeneratingNewTokens(tokens: readonly LlamaToken[]): Promise<void>;
  /** Reads the tokens; for those with options it gives what would come next. One result for each token. */
  controlledEvaluate(
    input: readonly LlamaInput[],
  ): Promise<readonly (undefined | { readonly next: LlamaNext })[]>;
}

/** A token to read, and what to tell of the one after it. */
export type LlamaInput =
  | LlamaToken
  | readonly [
      token: LlamaToken,
      options: {
        readonly generateNext?: {
          readonly token?: boolean;
          readonly probabilities?: boolean;
          readonly confidence?: boolean;
          readonly totalLogitWeight?: boolean;
          readonly logits?:
            | boolean
            | {
                readonly filter: {
                  readonly tokens: readonly LlamaToken[];
                  readonly includeTop?: number;
                };
              };
          readonly options?: LlamaSampling;
        };
      },
    ];

export interface LlamaNext {
  readonly token?: LlamaToken | null;
  readonly confidence?: number;
  /** Most likely first. */
  readonly probabilities?: ReadonlyMap<LlamaToken, number>;
  readonly logits?: ReadonlyMap<LlamaToken, number>;
  /** Sum over the vocabulary of `exp(logit - greatest logit)`. */
  readonly totalLogitWeight?: number;
}
