/** Code Llama 7B and 13B: the spaces inside the tokens' segments are part of what it was trained on. */

import { control, type PromptFormat } from './format.ts';

const mark = control('codellama');

/**
 * Suffix first, which it was trained on as often as on the other order: what is typed then stands at the end. Source:
 * "Code Llama: Open Foundation Models for Code" (2023), suffix-prefix-middle.
 */
export const codeLlama: PromptFormat = {
  name: 'codellama',
  kind: 'completion',
  order: 'best last',
  models: /code-?llama/i,
  stop: ['<EOT>', '<PRE>', '<SUF>', '<MID>'],
  lay: ({ context, prefix, suffix }) => [
    mark('<PRE> '),
    mark('<SUF>'),
    suffix,
    mark(' <MID> '),
    ...context,
    prefix,
  ],
};
