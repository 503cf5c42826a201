/**
 * Anthropic's Messages API: another wire for good. The key has a header of its own, blocks that are worth keeping are
 * marked, and the stream tells its tokens at both ends. Source: https://docs.anthropic.com/en/api/messages-streaming.
 */

import { cacheBlocks } from '../cache-blocks.ts';
import type { Call, Dialect, Facts, Question, StreamEvent } from '../dialect.ts';
import { given, numberAt, textAt } from '../wire.ts';
import { failureIn, nothing } from './openai-shape.ts';

export const anthropic: Dialect = {
  name: 'anthropic',
  title: 'Anthropic',
  testedWith: 'documented answers',
  hosts: /(?:^|\.)anthropic\.com$/,
  mostStops: 16,
  capabilities: () => ({ prefixCache: true, contextLength: 200_000 }),
  headers: (key): Record<string, string> => ({
    'anthropic-version': '2023-06-01',
    ...(key === undefined ? {} : { 'x-api-key': key }),
  }),
  call: (question): Call => ({ path: '/v1/messages', body: bodyOf(question), framing: 'events', read }),
  async probe(ask, model): Promise<Facts> {
    const contextLength = numberAt(
      await ask.get(`/v1/models/${encodeURIComponent(model)}`),
      'max_input_tokens',
    );
    return { capabilities: given({ contextLength }) };
  },
};

const kept = { cache_control: { type: 'ephemeral' } } as const;

function bodyOf({ model, prompt, maxTokens, temperature, stop }: Question): object {
  const { system, user } = cacheBlocks(prompt);
  const content = user.map(({ text, keep }) => ({ type: 'text', text, ...(keep ? kept : {}) }));
  // White space alone is refused as a stop text.
  const stops = stop.filter((text) => text.trim() !== '');
  return {
    model,
    max_tokens: maxTokens,
    stream: true,
    temperature,
    ...(system === '' ? {} : { system: [{ type: 'text', text: system, ...kept }] }),
    messages: [{ role: 'user', content }],
    ...(stops.length ? { stop_sequences: stops } : {}),
  };
}

function read(event: unknown): StreamEvent {
  switch (textAt(event, 'type')) {
    case 'message_start':
      return { ...nothing, usage: readUsage(event) };
    case 'content_block_delta': {
      const text = textAt(event, 'delta', 'text') ?? '';
      return { ...nothing, text, alive: true };
    }
    case 'message_delta': {
      const withheld = textAt(event, 'delta', 'stop_reason') === 'refusal';
      return {
        ...nothing,
        withheld,
        usage: given({ completionTokens: numberAt(event, 'usage', 'output_tokens') }),
      };
    }
    case 'message_stop':
      return { ...nothing, end: true };
    case 'error':
      return { ...nothing, failure: failureIn(event) ?? 'no reason given' };
    default:
      return nothing;
  }
}

/** What was read from the cache and what was written to it count as parts of the prompt. */
function readUsage(event: unknown) {
  const told = (name: string) => numberAt(event, 'message', 'usage', name);
  const cachedTokens = told('cache_read_input_tokens') ?? 0;
  const promptTokens =
    (told('input_tokens') ?? 0) + cachedTokens + (told('cache_creation_input_tokens') ?? 0);
  return { promptTokens, cachedTokens, ...given({ completionTokens: told('output_tokens') }) };
}
