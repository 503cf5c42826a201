/** DeepSeek-Coder, 1 and V2. Its bars are full-width (U+FF5C) and its spaces are U+2581. */

import { fillInTheMiddle } from './format.ts';

/** Source: "DeepSeek-Coder: When the Large Language Model Meets Programming" (2024). */
export const deepSeekCoder = fillInTheMiddle({
  name: 'deepseek-coder',
  models: /deepseek.*coder/i,
  stop: ['<｜end▁of▁sentence｜>', '<|EOT|>', '<｜fim▁begin｜>', '<｜fim▁hole｜>', '<｜fim▁end｜>'],
  prefix: '<｜fim▁begin｜>',
  suffix: '<｜fim▁hole｜>',
  middle: '<｜fim▁end｜>',
});
