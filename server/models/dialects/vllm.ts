/** vLLM's server. Source: https://docs.vllm.ai (OpenAI-compatible server, structured outputs). */

import { beginningRegex } from '../constraint.ts';
import type { Dialect, Facts } from '../dialect.ts';
import { textAt } from '../wire.ts';
import { bearer, openAICall } from './openai-shape.ts';
import { tokenizeRoute } from './token-routes.ts';

/** Most entries that `allowed_token_ids` and `logit_bias` take. */
const mostTokens = 1024;

export const vllm: Dialect = {
  name: 'vllm',
  title: 'vLLM',
  testedWith: 'documented answers',
  owner: /^vllm$/,
  mostStops: 16,
  capabilities: () => ({
    grammar: 'regex',
    allowTokens: mostTokens,
    logitBias: mostTokens,
    topLogprobs: 20,
    prefixCache: true,
    promptLogprobs: true,
  }),
  headers: bearer,
  call(question) {
    const { beginning, facts, only } = question;
    const regex = beginning && beginningRegex(beginning);
    const held = only ? { allowed_token_ids: only } : regex === undefined ? {} : hold(regex, facts);
    return openAICall(question, { stream_options: { include_usage: true }, ...held });
  },
  async probe(ask): Promise<Facts> {
    const version = textAt(await ask.get('/version'), 'version');
    return version === undefined ? {} : { version };
  },
  tokenIds: tokenizeRoute,
};

/** `guided_regex` was taken out in 0.12, `structured_outputs` came in 0.11 with it beside. */
function hold(regex: string, { version }: Facts): object {
  const [major = 0, minor = 0] = (version ?? '1.0').split('.').map(Number);
  return major > 0 || minor >= 12 ? { structured_outputs: { regex } } : { guided_regex: regex };
}
