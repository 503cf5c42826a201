/** llama.cpp's server, by its own routes. Source: `tools/server/README.md` of ggml-org/llama.cpp. */

import { beginningGrammar } from '../constraint.ts';
import type { Asker, Call, Dialect, Facts, Question, StreamEvent } from '../dialect.ts';
import { at, given, listAt, numberAt, textAt } from '../wire.ts';
import { biased, llamaRoute } from './token-routes.ts';
import { bearer, failureIn, nextToken, notAPiece, nothing, openAICall, texts } from './openai-shape.ts';

export const llamaServer: Dialect = {
  name: 'llama.cpp',
  title: "llama.cpp's server",
  testedWith: 'a stand-in with a real model',
  owner: /^llamacpp$/,
  mostStops: 64,
  capabilities: () => ({ grammar: 'gbnf', logitBias: 100_000, topLogprobs: 100, prefixCache: true }),
  headers: bearer,
  call(question): Call {
    const { beginning, prompt } = question;
    const grammar = beginning && beginningGrammar(beginning);
    const held = { ...given({ grammar }), ...biased(question) };
    if (prompt.kind === 'chat')
      return {
        ...openAICall(question, { ...held, stream_options: { include_usage: true } }),
        path: '/v1/chat/completions',
      };
    const isInfill = prompt.kind === 'native';
    const body = { ...options(question), ...held, ...(isInfill ? infill(question) : texts(prompt)) };
    return { path: isInfill ? '/infill' : '/completion', body, framing: 'events', read };
  },
  probe: properties,
  tokenIds: llamaRoute,
};

function options({ maxTokens, temperature, stop, topLogprobs }: Question): object {
  return {
    stream: true,
    n_predict: maxTokens,
    temperature,
    cache_prompt: true,
    ...(stop.length ? { stop } : {}),
    ...(topLogprobs ? { n_probs: topLogprobs } : {}),
  };
}

/** The server spells the model's own tokens. */
function infill({ prompt }: Question): object {
  const { prompt: before, suffix = '' } = texts(prompt);
  return { input_prefix: before, input_suffix: suffix, input_extra: [], prompt: '' };
}

async function properties(ask: Asker): Promise<Facts> {
  const found = await ask.get('/props');
  const path = textAt(found, 'model_path') ?? textAt(found, 'default_generation_settings', 'model');
  const contextLength = numberAt(found, 'default_generation_settings', 'n_ctx');
  return given({
    version: textAt(found, 'build_info'),
    family: path?.split(/[\\/]/).at(-1),
    capabilities: given({ contextLength, fim: await infills(ask) }),
  });
}

/** Whether the model has the tokens of fill-in-the-middle: without them the route is not there (501). */
async function infills(ask: Asker): Promise<'native' | undefined> {
  const { status } = await ask.post('/infill', {
    input_prefix: '',
    input_suffix: '',
    input_extra: [],
    prompt: '',
    n_predict: 0,
  });
  return status === 200 ? 'native' : undefined;
}

function read(event: unknown): StreamEvent {
  const failure = failureIn(event);
  if (failure !== undefined) return { ...nothing, failure };
  const text = textAt(event, 'content');
  if (text === undefined) return { ...nothing, failure: notAPiece };
  const top = listAt(event, 'completion_probabilities', 0, 'top_logprobs').flatMap(nextToken);
  const end = at(event, 'stop') === true;
  const usage = given({
    promptTokens: numberAt(event, 'tokens_evaluated'),
    completionTokens: numberAt(event, 'tokens_predicted'),
    cachedTokens: numberAt(event, 'timings', 'cache_n'),
  });
  return {
    text,
    alive: text !== '',
    end,
    ...(end ? { usage } : {}),
    ...(top.length ? { alternatives: top } : {}),
  };
}
