/** Every setting, typed and defaulted once. No module reads settings globally: they are passed. */

/** Which model answers. Without an endpoint the embedded n-gram model does. */
export interface ModelSettings {
  /**
   * `embedded`; the model's name as its server knows it; the path of a GGUF file; or `editor` for a model that the
   * editor offers, `editor:FAMILY` for one of a family.
   */
  readonly name: string;
  /** Base address of an OpenAI-compatible server, for example `http://127.0.0.1:8080/v1`. */
  readonly endpoint?: string;
  /** Only from the environment or a secret store; never from a file of the workspace. */
  readonly apiKey?: string;
  /** Prompt format by name; by default chosen from the model's name. */
  readonly format?: string;
  /**
   * A prompt format of one's own, in place of a named one: a text with `{prefix}`, and where they belong `{suffix}`,
   * `{context}`, `{path}` and `{repository}`.
   */
  readonly template?: string;
  /** What the server speaks; `auto` finds out. */
  readonly dialect: DialectChoice;
  /** Tokens that the model may produce. */
  readonly maxTokens: number;
  /** The model's window in tokens: prompt and completion together. */
  readonly contextWindow: number;
  /** Whether a GGUF model may use the graphics card. */
  readonly gpu: boolean;
  /** Prices of a million tokens, in whatever currency; 0: unknown. */
  readonly inputPrice: number;
  readonly cachedPrice: number;
  readonly outputPrice: number;
}

/** How servers of models want to be asked. */
export const dialectChoices = [
  'auto',
  'openai',
  'responses',
  'llama.cpp',
  'vllm',
  'ollama',
  'mistral',
  'deepseek',
  'anthropic',
  'compatible',
] as const;
export type DialectChoice = (typeof dialectChoices)[number];

/** Which type engine answers for TypeScript and JavaScript; `auto` takes the fastest that works. */
export const typeEngineChoices = ['auto', 'native', 'javascript'] as const;
export type TypeEngineChoice = (typeof typeEngineChoices)[number];

/** When completions are offered while somebody types. */
export const eagernessChoices = ['off', 'on demand', 'verified only', 'eager'] as const;
/**
 * `off`: never; `on demand`: when a person asks; `verified only`: where there is a checker, only what it has looked at;
 * `eager`: also what it has not looked at in time, and what the model is less sure of.
 */
export type Eagerness = (typeof eagernessChoices)[number];

/** Whether completions have several lines: as the hole has room for them, or always, or never. */
export const multilineChoices = ['never', 'by hole', 'always'] as const;
export type Multiline = (typeof multilineChoices)[number];

/** What a person sets for the offering of completions, for each language apart. */
export interface OfferSettings {
  readonly eagerness: Eagerness;
  /** Milliseconds from a keystroke until the model is asked; below 0 it follows the person's rhythm. */
  readonly delay: number;
  readonly multiline: Multiline;
  /** Lines that a completion has at most. */
  readonly maxLines: number;
  /** UTF-16 units that a completion has at most. */
  readonly maxLength: number;
  readonly inComments: boolean;
  readonly inStrings: boolean;
  /** Whether a completion is shown that would add an error. */
  readonly allowErrors: boolean;
  /**
   * 0 to 1: least confidence at which the embedded model answers before the chosen one does; 1 is never reached. At 0.6
   * nine in ten of its answers begin with the right name (README).
   */
  readonly cascade: number;
}

export interface Settings extends OfferSettings {
  /** Tokens of context from outside the file. */
  readonly budget: number;
  readonly model: ModelSettings;
  /** Whether the model is held to what the types allow. */
  readonly monitors: boolean;
  /** 0 to 1: least confidence at which a completion of a model that tells it (the embedded one) is shown. */
  readonly confidence: number;
  readonly typeEngine: TypeEngineChoice;
  /** Milliseconds after which the type engine's stage goes on with what it has. */
  readonly typeDeadline: number;
  /** Milliseconds for each context source. */
  readonly sourceDeadline: number;
  /** Milliseconds until the connection to a model server stands, the first piece of text comes, and the last. */
  readonly modelConnectDeadline: number;
  readonly modelFirstTokenDeadline: number;
  readonly modelDeadline: number;
  /** Milliseconds for the checks of a completion, all attempts together. */
  readonly checkDeadline: number;
  /** Megabytes that the stored index of all folders may take. */
  readonly indexSize: number;
  /** Requests that the inspector still shows when the editor is opened anew; 0: none. */
  readonly keptRequests: number;
}

export const defaultSettings: Settings = {
  budget: 1024,
  model: {
    name: 'embedded',
    dialect: 'auto',
    maxTokens: 96,
    contextWindow: 8192,
    gpu: false,
    inputPrice: 0,
    cachedPrice: 0,
    outputPrice: 0,
  },
  monitors: true,
  confidence: 0.3,
  typeEngine: 'auto',
  typeDeadline: 150,
  sourceDeadline: 150,
  modelConnectDeadline: 3_000,
  modelFirstTokenDeadline: 10_000,
  modelDeadline: 30_000,
  checkDeadline: 1_000,
  indexSize: 1_000,
  keptRequests: 60,
  eagerness: 'verified only',
  delay: -1,
  multiline: 'by hole',
  maxLines: 20,
  maxLength: 2_000,
  inComments: true,
  inStrings: true,
  allowErrors: false,
  cascade: 0.6,
};

/** What of the settings is for the offering of completions. */
export function offerSettings(settings: OfferSettings): OfferSettings {
  const { eagerness, delay, multiline, maxLines, maxLength } = settings;
  const { inComments, inStrings, allowErrors, cascade } = settings;
  const size = { multiline, maxLines, maxLength };
  return { eagerness, delay, ...size, inComments, inStrings, allowErrors, cascade };
}
