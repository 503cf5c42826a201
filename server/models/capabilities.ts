/** What a model's server can be asked for. Probed where the server tells, never more than is known. */

/** What keeps a model inside what is legal: a stronger kind does what the weaker ones do. */
export type GrammarKind = 'gbnf' | 'regex' | 'choice' | 'none';

export interface Capabilities {
  /** The language of grammars that a request may carry. */
  readonly grammar: GrammarKind;
  /** Most tokens that a request may name as the only ones allowed; 0: none. */
  readonly allowTokens: number;
  /** Most tokens whose chances a request may change; 0: none. */
  readonly logitBias: number;
  /** Most alternatives whose log-probabilities come with a token; 0: none. */
  readonly topLogprobs: number;
  /** `native`: the server joins prefix and suffix. `template`: the prompt spells the model's own tokens. */
  readonly fim: 'native' | 'template' | 'none';
  /** A prompt that begins as the last one did is not read anew. */
  readonly prefixCache: boolean;
  /** The prompt's own log-probabilities can be had. */
  readonly promptLogprobs: boolean;
  /** Tokens that prompt and completion may have together. */
  readonly contextLength: number;
  /** The model runs in this machine's own process and asks a `TokenGuard` before each token. */
  readonly exactMask: boolean;
}

/** What every server has. */
export const leastCapabilities: Omit<Capabilities, 'contextLength'> = {
  grammar: 'none',
  allowTokens: 0,
  logitBias: 0,
  topLogprobs: 0,
  fim: 'none',
  prefixCache: false,
  promptLogprobs: false,
  exactMask: false,
};
