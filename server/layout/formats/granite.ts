/** Granite Code and Granite 3, and StarCoder 1 and CodeQwen 1.5, whose tokens are the same. */

import { fillInTheMiddle } from './format.ts';

/** Source: "Granite Code Models" (2024) and "StarCoder: may the source be with you!" (2023). */
export const granite = fillInTheMiddle({
  name: 'granite',
  models: /granite|starcoder(?!-?2)|codeqwen|stable-?code/i,
  stop: ['<|endoftext|>', '<|end_of_text|>', '<fim_pad>', '<filename>', '<reponame>', '<fim_prefix>'],
  prefix: '<fim_prefix>',
  suffix: '<fim_suffix>',
  middle: '<fim_middle>',
});
