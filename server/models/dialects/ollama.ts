/** Ollama's own API, which takes a suffix and the size of the window. Source: https://docs.ollama.com/api. */

import type { Call, Dialect, Facts, Question, StreamEvent } from '../dialect.ts';
import { at, given, listAt, numberAt, textAt } from '../wire.ts';
import { bearer, failureIn, nextToken, notAPiece, nothing, texts } from './openai-shape.ts';

export const ollama: Dialect = {
  name: 'ollama',
  title: 'Ollama',
  testedWith: 'documented answers',
  owner: /^library$/,
  mostStops: 16,
  capabilities: () => ({ topLogprobs: 20, prefixCache: true }),
  headers: bearer,
  call: (question): Call => ({
    path: question.prompt.kind === 'chat' ? '/api/chat' : '/api/generate',
    body: { ...about(question), ...asked(question) },
    framing: 'lines',
    read,
  }),
  async probe(ask, model): Promise<Facts> {
    const version = textAt(await ask.get('/api/version'), 'version');
    const { value } = await ask.post('/api/show', { model });
    const details = at(value, 'model_info');
    const keys = typeof details === 'object' && details !== null ? Object.keys(details) : [];
    const contextLength = numberAt(details, keys.find((key) => key.endsWith('.context_length')) ?? '');
    const fim = listAt(value, 'capabilities').includes('insert') ? ('native' as const) : undefined;
    return { ...given({ version }), capabilities: given({ contextLength, fim }) };
  },
};

function about({ model, stop, temperature, maxTokens, contextWindow, topLogprobs }: Question): object {
  return {
    model,
    stream: true,
    // The window is part of how the model is loaded: another one would load it anew.
    options: {
      temperature,
      num_predict: maxTokens,
      num_ctx: contextWindow,
      ...(stop.length ? { stop } : {}),
    },
    ...(topLogprobs ? { logprobs: true, top_logprobs: topLogprobs } : {}),
  };
}

/** A suffix goes through the model's own template; a prompt with control tokens goes as it is. */
function asked({ prompt }: Question): object {
  if (prompt.kind === 'chat') return { messages: prompt.messages ?? [], think: false };
  return prompt.kind === 'native' ? texts(prompt) : { ...texts(prompt), raw: true };
}

function read(event: unknown): StreamEvent {
  const failure = failureIn(event);
  if (failure !== undefined) return { ...nothing, failure };
  const isDone = at(event, 'done');
  if (typeof isDone !== 'boolean') return { ...nothing, failure: notAPiece };
  const text = textAt(event, 'response') ?? textAt(event, 'message', 'content') ?? '';
  const thought = textAt(event, 'thinking') ?? textAt(event, 'message', 'thinking') ?? '';
  const top = listAt(event, 'logprobs', 0, 'top_logprobs').flatMap(nextToken);
  const usage = given({
    promptTokens: numberAt(event, 'prompt_eval_count'),
    completionTokens: numberAt(event, 'eval_count'),
  });
  return {
    text,
    alive: text !== '' || thought !== '',
    end: isDone,
    ...(isDone ? { usage } : {}),
    ...(top.length ? { alternatives: top } : {}),
  };
}
