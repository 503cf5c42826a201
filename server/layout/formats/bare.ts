/** Formats without control tokens: the model or its server joins prefix and suffix by itself. */

import type { Segment } from '../../models/models.ts';
import type { PromptFormat, PromptParts } from './format.ts';

/** For models that read prefix and suffix as they are: the embedded one. */
export const plain: PromptFormat = {
  name: 'plain',
  kind: 'completion',
  order: 'best last',
  models: /^embedded$/,
  stop: [],
  lay: inOrder,
};

/**
 * For servers that take `prompt` and `suffix` and join them: OpenAI's instruct model, Mistral's Codestral, and
 * any model whose server says that it can.
 */
export const native: PromptFormat = {
  name: 'native',
  kind: 'native',
  order: 'best last',
  models: /^(?:gpt-3\.5-turbo-instruct|codestral-(?:latest|\d{4}))/i,
  stop: [],
  lay: inOrder,
};

function inOrder({ context, prefix, suffix }: PromptParts): readonly Segment[] {
  return [...context, prefix, suffix];
}
