/** Models and what they are given: prompts, tokenizers, clients. The only folder that opens sockets. */

export { type Capabilities, type GrammarKind, leastCapabilities } from './capabilities.ts';
export {
  allControlTokens,
  controlTokens,
  hasControlToken,
  neutralise,
  restore,
  stripControl,
} from './control-tokens.ts';
export { type BytePairs, byteCharacters } from './byte-pairs.ts';
export { countSamples, measuredTokenizer } from './calibration.ts';
export { diagnoseWay } from './diagnosis.ts';
export { type Environment, proxyFor } from './proxy.ts';
export {
  createEditorModel,
  type EditorModelPort,
  type EditorPrompt,
} from './editor-model.ts';
export { findLocalServers, listModels } from './local-servers.ts';
export { createHttpModel, type HttpModel, type HttpModelOptions, type ModelDeadlines } from './http-model.ts';
export {
  type GenerateRequest,
  type LegalNames,
  type Message,
  type Model,
  type NameChoice,
  ModelError,
  type NameConstraint,
  type NextToken,
  type NextNames,
  type Piece,
  type Prompt,
  type Segment,
  type TokenGuard,
  type Tokenizer,
} from './prompt.ts';
export { resumed } from './resumed.ts';
export { o200k, tokenizerFor } from './tokenizer.ts';

export type { NgramJudgement, NgramQuestion, ValueQuestion } from './ngram/judge.ts';
export { type Completing, NgramModel } from './ngram/ngram-model.ts';
export type { NgramCompletion, NgramFile, NgramRequest } from './ngram/request.ts';
