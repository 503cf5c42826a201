/**
 * What each dialect's documentation shows on the wire, reduced to what matters: where a request goes, how an answer
 * begins, goes on and ends, how a failure in its middle looks, and what it says of tokens.
 */

import type { DialectChoice, ModelUsage } from '../../../server/protocol/protocol.ts';
import type { Prompt } from '../../../server/models/models.ts';

export interface WireFixture {
  readonly dialect: Exclude<DialectChoice, 'auto'>;
  readonly kind: Prompt['kind'];
  readonly model: string;
  readonly path: string;
  /** What the body has to have. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Header that carries the key `secret`. */
  readonly key: Readonly<Record<string, string>>;
  readonly type: 'text/event-stream' | 'application/x-ndjson';
  readonly begin: string;
  piece(text: string): string;
  /** Ends the answer; says 20 tokens of prompt, 3 of answer, and where it can, 16 from the cache. */
  readonly end: string;
  readonly failure: string;
  readonly usage: Partial<ModelUsage>;
  /** Where a request can name the tokens of its answer: what the body has to have for `getUser` or `setUser`. */
  readonly choice?: Readonly<Record<string, unknown>>;
}

const event = (value: unknown, name?: string) =>
  `${name ? `event: ${name}\n` : ''}data: ${JSON.stringify(value)}\n\n`;
const line = (value: unknown) => `${JSON.stringify(value)}\n`;
const bearer = { authorization: 'Bearer secret' };
const counted = {
  promptTokens: 20,
  completionTokens: 3,
  cachedTokens: 16,
  counted: 'by the server',
} as const;
const done = 'data: [DONE]\n\n';

/** OpenAI's two older routes, which most servers share. */
function openAI(
  parts: Pick<WireFixture, 'dialect' | 'kind' | 'path' | 'body'> & Partial<WireFixture>,
): WireFixture {
  const isChat = parts.kind === 'chat' || parts.dialect === 'mistral';
  const choice = (more: object, finish: string | null = null) =>
    event({
      id: 'cmpl-1',
      model: 'm',
      choices: [{ index: 0, finish_reason: finish, logprobs: null, ...more }],
    });
  const usage = event({
    choices: [],
    usage: {
      prompt_tokens: 20,
      completion_tokens: 3,
      total_tokens: 23,
      prompt_tokens_details: { cached_tokens: 16 },
    },
  });
  return {
    model: 'm',
    key: bearer,
    type: 'text/event-stream',
    begin: isChat ? choice({ delta: { role: 'assistant', content: '' } }) : '',
    piece: (text) => choice(isChat ? { delta: { content: text } } : { text }),
    end: choice(isChat ? { delta: {} } : { text: '' }, 'stop') + usage + done,
    failure: event({ error: { message: 'slot lost', type: 'server_error' } }),
    usage: counted,
    ...parts,
  };
}

const prompt = 'const total = invoice.';
const suffix = ';\n';
const native = { prompt, suffix, stream: true };

export const wireFixtures: readonly WireFixture[] = [
  openAI({
    dialect: 'openai',
    kind: 'chat',
    path: '/v1/chat/completions',
    model: 'gpt-4o',
    body: { model: 'gpt-4o', stream_options: { include_usage: true }, max_tokens: 32, temperature: 0 },
    // `get` and `set` in o200k_base; a token of 100 is all but the only one.
    choice: { max_tokens: 1, temperature: 0, logit_bias: { '522': 100, '977': 100 } },
  }),
  openAI({ dialect: 'openai', kind: 'native', path: '/v1/completions', body: native }),
  {
    dialect: 'responses',
    kind: 'chat',
    model: 'gpt-5.6-codex',
    path: '/v1/responses',
    body: {
      model: 'gpt-5.6-codex',
      instructions: 'Complete.',
      store: false,
      stream: true,
      max_output_tokens: 32 + 2048,
      reasoning: { effort: 'low' },
    },
    key: bearer,
    type: 'text/event-stream',
    begin: event(
      { type: 'response.created', response: { id: 'resp_1', status: 'in_progress' } },
      'response.created',
    ),
    piece: (delta) => event({ type: 'response.output_text.delta', delta }, 'response.output_text.delta'),
    end: event(
      {
        type: 'response.completed',
        response: {
          status: 'completed',
          usage: { input_tokens: 20, input_tokens_details: { cached_tokens: 16 }, output_tokens: 3 },
        },
      },
      'response.completed',
    ),
    failure: event(
      { type: 'response.failed', response: { error: { code: 'server_error', message: 'slot lost' } } },
      'response.failed',
    ),
    usage: counted,
  },
  {
    dialect: 'llama.cpp',
    kind: 'native',
    model: 'm',
    path: '/infill',
    body: { input_prefix: prompt, input_suffix: suffix, n_predict: 32, cache_prompt: true },
    key: bearer,
    type: 'text/event-stream',
    begin: '',
    piece: (content) => event({ index: 0, content, tokens: [1], stop: false }),
    end: event({
      content: '',
      stop: true,
      stop_type: 'eos',
      tokens_evaluated: 20,
      tokens_predicted: 3,
      timings: { cache_n: 16, prompt_n: 4 },
    }),
    failure: event({ error: { code: 500, message: 'slot lost', type: 'server_error' } }),
    usage: counted,
  },
  openAI({
    dialect: 'vllm',
    kind: 'completion',
    path: '/v1/completions',
    body: { prompt: `${prompt}${suffix}`, max_tokens: 32, stream_options: { include_usage: true } },
  }),
  {
    dialect: 'ollama',
    kind: 'native',
    model: 'm',
    path: '/api/generate',
    body: { prompt, suffix, stream: true, options: { num_predict: 32, temperature: 0, num_ctx: 8192 } },
    key: bearer,
    type: 'application/x-ndjson',
    begin: '',
    piece: (response) => line({ model: 'm', created_at: '2026-01-01T00:00:00Z', response, done: false }),
    end: line({
      model: 'm',
      response: '',
      done: true,
      done_reason: 'stop',
      prompt_eval_count: 20,
      eval_count: 3,
    }),
    failure: line({ error: 'slot lost' }),
    usage: { ...counted, cachedTokens: 0 },
  },
  {
    dialect: 'ollama',
    kind: 'chat',
    model: 'm',
    path: '/api/chat',
    body: { stream: true, think: false },
    key: bearer,
    type: 'application/x-ndjson',
    begin: '',
    piece: (content) => line({ model: 'm', message: { role: 'assistant', content }, done: false }),
    end: line({
      message: { role: 'assistant', content: '' },
      done: true,
      prompt_eval_count: 20,
      eval_count: 3,
    }),
    failure: line({ error: 'slot lost' }),
    usage: { ...counted, cachedTokens: 0 },
  },
  openAI({ dialect: 'mistral', kind: 'native', path: '/v1/fim/completions', body: native }),
  openAI({
    dialect: 'deepseek',
    kind: 'native',
    path: '/beta/completions',
    body: { ...native, max_tokens: 32 },
  }),
  {
    dialect: 'anthropic',
    kind: 'chat',
    model: 'claude-sonnet-5',
    path: '/v1/messages',
    body: {
      model: 'claude-sonnet-5',
      max_tokens: 32,
      stream: true,
      system: [{ type: 'text', text: 'Complete.', cache_control: { type: 'ephemeral' } }],
    },
    key: { 'x-api-key': 'secret', 'anthropic-version': '2023-06-01' },
    type: 'text/event-stream',
    begin:
      event(
        {
          type: 'message_start',
          message: {
            role: 'assistant',
            content: [],
            usage: {
              input_tokens: 4,
              cache_read_input_tokens: 16,
              cache_creation_input_tokens: 0,
              output_tokens: 1,
            },
          },
        },
        'message_start',
      ) +
      event(
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
        'content_block_start',
      ) +
      event({ type: 'ping' }, 'ping'),
    piece: (text) =>
      event(
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } },
        'content_block_delta',
      ),
    end:
      event({ type: 'content_block_stop', index: 0 }, 'content_block_stop') +
      event(
        { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 3 } },
        'message_delta',
      ) +
      event({ type: 'message_stop' }, 'message_stop'),
    failure: event({ type: 'error', error: { type: 'overloaded_error', message: 'slot lost' } }, 'error'),
    usage: counted,
  },
  openAI({
    dialect: 'compatible',
    kind: 'chat',
    path: '/v1/chat/completions',
    body: { max_tokens: 32, stream: true },
  }),
];
