/** Qwen2.5-Coder and Qwen3-Coder, and the families that took over its tokens: CodeGemma, Granite 4. */

import { fillInTheMiddle } from './format.ts';

const tokens = { prefix: '<|fim_prefix|>', suffix: '<|fim_suffix|>', middle: '<|fim_middle|>' };

/** Source: "Qwen2.5-Coder Technical Report" (2024), file-level fill-in-the-middle. */
export const qwenCoder = fillInTheMiddle({
  ...tokens,
  name: 'qwen2.5-coder',
  models: /qwen.*coder/i,
  stop: ['<|endoftext|>', '<|file_sep|>', '<|fim_pad|>', '<|im_end|>', '<|repo_name|>', '<|fim_prefix|>'],
});

/** Source: "CodeGemma: Open Code Models Based on Gemma" (2024). */
export const codeGemma = fillInTheMiddle({
  ...tokens,
  name: 'codegemma',
  models: /codegemma/i,
  stop: ['<|file_separator|>', '<eos>', '<|fim_prefix|>', '<|fim_suffix|>', '<|fim_middle|>'],
});

/** Source: model cards of Granite 4.0. */
export const granite4 = fillInTheMiddle({
  ...tokens,
  name: 'granite-4',
  models: /granite-?4/i,
  stop: ['<|end_of_text|>', '<|filename|>', '<|fim_pad|>', '<|reponame|>', '<|fim_prefix|>'],
});
