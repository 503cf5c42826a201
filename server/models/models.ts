/** Models and what they are given: prompts, tokenizers, clients. The only folder that opens sockets. */

export {
  type GenerateRequest,
  type LegalNames,
  type Message,
  type Model,
  ModelError,
  type Piece,
  type Prompt,
  type Segment,
  type TokenGuard,
  type Tokenizer,
} from './prompt.ts';
