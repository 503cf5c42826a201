/** Codestral behind a server that completes raw prompts: suffix first, and the middle follows the prefix. */

import { control, type PromptFormat } from './format.ts';

const mark = control('codestral');

/** Source: the tokenizer of Codestral 22B (mistral-common, v3), which puts `<s>` before by itself. */
export const codestral: PromptFormat = {
  name: 'codestral',
  kind: 'completion',
  order: 'best last',
  models: /codestral/i,
  stop: ['[PREFIX]', '[SUFFIX]'],
  lay: ({ context, prefix, suffix }) => [mark('[SUFFIX]'), suffix, mark('[PREFIX]'), ...context, prefix],
};
