/** The list of prompt formats, and which of them a model wants. A new family is one file and one line. */

import { native, plain } from './bare.ts';
import { chat } from './chat.ts';
import { codeLlama } from './codellama.ts';
import { codestral } from './codestral.ts';
import { deepSeekCoder } from './deepseek-coder.ts';
import type { PromptFormat } from './format.ts';
import { granite } from './granite.ts';
import { codeGemma, granite4, qwenCoder } from './qwen.ts';
import { starCoder2 } from './starcoder2.ts';

export { isTemplate, templateFormat } from './template.ts';
export { messagesOf } from './chat.ts';
export type { PromptFormat, PromptParts } from './format.ts';

/** The first whose `models` match wins, so the special ones stand before the general. */
const formats: readonly PromptFormat[] = [
  plain,
  native,
  qwenCoder,
  codeGemma,
  starCoder2,
  codeLlama,
  deepSeekCoder,
  codestral,
  granite4,
  granite,
  chat,
];

/** Names for the setting, in the order above. */
export const formatNames: readonly string[] = formats.map(({ name }) => name);

/** The format of that name, or `undefined`. */
export function formatNamed(name: string): PromptFormat | undefined {
  return formats.find((format) => format.name === name);
}

/** The format for a model by its name. An unknown model is asked as a chat model: every server has those. */
export function formatFor(modelName: string): PromptFormat {
  return formats.find((format) => format.models.test(modelName)) ?? chat;
}
