/** Code Llama 7B and 13B: the spaces inside the tokens' segments are part of what it was trained on. */

import { fillInTheMiddle } from './format.ts';

/** Source: "Code Llama: Open Foundation Models for Code" (2023), prefix-suffix-middle. */
export const codeLlama = fillInTheMiddle({
  name: 'codellama',
  models: /code-?llama/i,
  stop: ['<EOT>', '<PRE>', '<SUF>', '<MID>'],
  prefix: '<PRE> ',
  suffix: ' <SUF>',
  middle: ' <MID>',
});
