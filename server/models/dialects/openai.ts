/**
 * OpenAI itself: completions, chat, and the Responses API, which its coding models alone take.
 * Sources: https://developers.openai.com/api/reference and the guide on prompt caching.
 */

import { cacheBlocks } from '../cache-blocks.ts';
import type { Call, Dialect, Question, StreamEvent } from '../dialect.ts';
import { exactIds } from '../tokenizer.ts';
import { at, given, numberAt, textAt } from '../wire.ts';
import { bearer, failureIn, nothing, openAICall, thinkingRoom, thinksFirst } from './openai-shape.ts';
import { biased } from './token-routes.ts';

const shared = {
  testedWith: 'documented answers',
  mostStops: 4,
  headers: bearer,
} as const;

/** Chat and completions. */
export const openai: Dialect = {
  ...shared,
  name: 'openai',
  title: 'OpenAI',
  hosts: /^api\.openai\.com$/,
  capabilities: (model) => ({
    prefixCache: true,
    ...(thinksFirst(model) ? {} : { topLogprobs: 20 }),
    // It counts for every token of an answer: names are chosen by answers of one token.
    ...(exactIds(model, 'name') && !thinksFirst(model) ? { logitBias: 300 } : {}),
    ...(model.startsWith('gpt-3.5-turbo-instruct') ? { fim: 'native', topLogprobs: 5 } : {}),
  }),
  call(question) {
    if (isForResponses(question.model)) return responses.call(question);
    const more = { stream_options: { include_usage: true }, ...biased(question) };
    if (question.prompt.kind !== 'chat') return openAICall(question, more);
    return openAICall(question, {
      ...more,
      prompt_cache_key: cacheKey(question),
      ...markedMessages(question),
    });
  },
  tokenIds: async (_, model, text) => exactIds(model, text),
};

/** The Responses API. */
export const responses: Dialect = {
  ...shared,
  name: 'responses',
  title: 'OpenAI, Responses API',
  capabilities: () => ({ prefixCache: true }),
  call: (question): Call => ({
    path: 'responses',
    body: responsesBody(question),
    framing: 'events',
    read: readResponse,
  }),
};

/** Models that no other route takes. */
function isForResponses(model: string): boolean {
  return /codex|-pro\b|deep-research/i.test(model);
}

/** From this generation on a cut has to be marked for the cache to count up to it. */
function wantsBreakpoints(model: string): boolean {
  return /^(?:openai\/)?gpt-(?:5\.[6-9]|[6-9])/i.test(model);
}

const breakpoint = { prompt_cache_breakpoint: { mode: 'explicit' } } as const;

function markedMessages({ model, prompt }: Question): object {
  if (!wantsBreakpoints(model)) return {};
  const { system, user } = cacheBlocks(prompt);
  const content = user.map(({ text, keep }) => ({ type: 'text', text, ...(keep ? breakpoint : {}) }));
  return {
    messages: [
      { role: 'system', content: system },
      { role: 'user', content },
    ],
  };
}

/** Requests with the same key go to the same machine, whose cache they share. */
function cacheKey({ prompt }: Question): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < prompt.path.length; i++) hash = Math.imul(hash ^ prompt.path.charCodeAt(i), 0x01000193);
  return `keyhole-${(hash >>> 0).toString(36)}`;
}

function responsesBody(question: Question): object {
  const { model, prompt, maxTokens, temperature } = question;
  const { system, user } = cacheBlocks(prompt);
  const mark = wantsBreakpoints(model) ? breakpoint : {};
  const content = user.map(({ text, keep }) => ({ type: 'input_text', text, ...(keep ? mark : {}) }));
  const thinks = thinksFirst(model);
  return {
    model,
    instructions: system,
    input: [{ role: 'user', content }],
    stream: true,
    // What was asked is not kept on the server.
    store: false,
    prompt_cache_key: cacheKey(question),
    max_output_tokens: thinks ? maxTokens + thinkingRoom : maxTokens,
    ...(thinks ? { reasoning: { effort: 'low' } } : { temperature }),
  };
}

function readResponse(event: unknown): StreamEvent {
  const type = textAt(event, 'type') ?? '';
  const usage = at(event, 'response', 'usage');
  const told = {
    usage: given({
      promptTokens: numberAt(usage, 'input_tokens'),
      cachedTokens: numberAt(usage, 'input_tokens_details', 'cached_tokens'),
      completionTokens: numberAt(usage, 'output_tokens'),
    }),
  };
  switch (type) {
    case 'response.output_text.delta':
      return { ...nothing, text: textAt(event, 'delta') ?? '', alive: true };
    case 'response.completed':
    case 'response.incomplete': {
      const withheld = textAt(event, 'response', 'incomplete_details', 'reason') === 'content_filter';
      return { ...nothing, ...told, end: true, withheld };
    }
    case 'response.refusal.delta':
      return { ...nothing, withheld: true };
    case 'response.failed':
      return { ...nothing, failure: failureIn(at(event, 'response')) ?? 'no reason given' };
    case 'error':
      return { ...nothing, failure: failureIn(event) ?? textAt(event, 'message') ?? 'no reason given' };
    default:
      return { ...nothing, alive: type.startsWith('response.reasoning') };
  }
}
