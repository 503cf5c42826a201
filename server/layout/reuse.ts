/** How much of a prompt the last one shares from its start: what a server that remembers that need not read. */

import type { Tokenizer } from '../models/models.ts';
import type { PromptCache, Trace, TracedSegment } from '../protocol/protocol.ts';

/** `last` is the prompt before, where there is one. */
export function reuseOf(
  prompt: Trace['prompt'],
  last: Trace['prompt'] | undefined,
  tokenizer: Tokenizer,
): PromptCache {
  const promptTokens = prompt.reduce((sum, { tokens }) => sum + tokens, 0);
  const shared = commonLength(joined(prompt), joined(last ?? []));
  let reusedTokens = 0;
  let at = 0;
  for (const { text, tokens } of prompt) {
    const own = Math.min(text.length, Math.max(0, shared - at));
    at += text.length;
    reusedTokens += own === text.length ? tokens : tokenizer.count(text.slice(0, own));
  }
  return { reusedTokens: Math.min(reusedTokens, promptTokens), promptTokens };
}

function joined(prompt: readonly TracedSegment[]): string {
  return prompt.map(({ text }) => text).join('');
}

function commonLength(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a.charCodeAt(at) === b.charCodeAt(at)) at++;
  return at;
}
