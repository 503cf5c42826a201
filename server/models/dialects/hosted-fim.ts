/**
 * Hosted models that join prefix and suffix themselves, on a route of their own.
 * Sources: https://docs.mistral.ai/api (fim) and https://api-docs.deepseek.com/guides/fim_completion.
 */

import type { Dialect, Question } from '../dialect.ts';
import { bearer, chatBody, completionBody, openAICall, readChoice, texts } from './openai-shape.ts';

const shared = { testedWith: 'documented answers', headers: bearer } as const;

export const mistral: Dialect = {
  ...shared,
  name: 'mistral',
  title: 'Mistral',
  hosts: /(?:^|\.)mistral\.ai$/,
  owner: /^mistralai$/,
  mostStops: 4,
  // Other models of theirs do not have this route.
  capabilities: (model) => ({
    contextLength: 32_768,
    ...(/codestral/i.test(model) ? { fim: 'native' } : {}),
  }),
  call(question) {
    if (question.prompt.kind === 'chat')
      return { path: '/v1/chat/completions', body: chatBody(question), framing: 'events', read: readChoice };
    return { path: '/v1/fim/completions', body: fimBody(question), framing: 'events', read: readChoice };
  },
};

/** DeepSeek takes a suffix only below `/beta`, and at most 4,096 tokens of answer there. */
export const deepseek: Dialect = {
  ...shared,
  name: 'deepseek',
  title: 'DeepSeek',
  hosts: /^api\.deepseek\.com$/,
  owner: /^deepseek$/,
  mostStops: 16,
  capabilities: () => ({ fim: 'native', prefixCache: true, topLogprobs: 20 }),
  call(question) {
    const usage = { stream_options: { include_usage: true } };
    if (question.prompt.kind === 'chat') return { ...openAICall(question, usage), path: '/chat/completions' };
    const body = { ...fimBody(question), max_tokens: Math.min(question.maxTokens, 4096), ...usage };
    return { path: '/beta/completions', body, framing: 'events', read: readChoice };
  },
};

/** These routes join prefix and suffix whatever format the prompt has. */
function fimBody(question: Question): object {
  return {
    ...completionBody({ ...question, topLogprobs: 0 }),
    ...texts({ ...question.prompt, kind: 'native' }),
  };
}
