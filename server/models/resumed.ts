/** A prompt with more text before the cursor: what a model has written already, and goes on from. */

import type { Prompt, Segment } from './prompt.ts';

/**
 * In a fill-in-the-middle prompt the text goes behind the token after which the model writes, so that
 * everything before it is a prefix that a server has read already.
 */
export function resumed(prompt: Prompt, written: string): Prompt {
  if (written === '') return prompt;
  const { segments } = prompt;
  const prefix = prompt.prefix + written;
  const own: Segment = { kind: 'prefix', origin: prompt.path, text: written };
  const writesLast = segments.at(-1)?.kind === 'control' && prompt.kind === 'completion';
  if (writesLast) return { ...prompt, prefix, segments: [...segments, own] };
  const last = segments.findLastIndex(({ kind }) => kind === 'prefix');
  const longer = segments.toSpliced(last + 1, 0, own);
  return { ...prompt, prefix, segments: longer, ...messagesWith(prompt, longer) };
}

/** As the format made them: the first segment is the system's, the others together the user's. */
function messagesWith({ messages }: Prompt, segments: readonly Segment[]): Pick<Prompt, 'messages'> {
  if (!messages) return {};
  const [, ...others] = segments;
  const [system] = messages;
  const content = others.map(({ text }) => text).join('');
  return { messages: [...(system ? [system] : []), { role: 'user', content }] };
}
