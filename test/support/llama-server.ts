/**
 * A real model behind HTTP: speaks llama.cpp's own routes and OpenAI's, with grammars, biases, probabilities and token
 * routes, so that whatever is said to a server is answered by a model. `as: 'compatible'` hides llama.cpp's routes;
 * `as: 'vllm'` has those of vLLM without grammars, `as: 'python'` the token route of llama-cpp-python.
 */

import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startLlama } from '../../server/host/gguf/llama-library.ts';
import { llamaLibrary, testModel } from './llama.ts';
import { LlamaGenerator, type Summary, type Wish, type Written } from './llama-generator.ts';

export interface LlamaServer extends AsyncDisposable {
  /** Base address for the endpoint setting, `http://127.0.0.1:port/v1`. */
  readonly endpoint: string;
  /** Questions to the model, in order. */
  readonly requests: readonly { readonly path: string; readonly body: Body }[];
  readonly contextSize: number;
}

export interface LlamaServerOptions {
  readonly modelPath?: string;
  /** Name under which the model is listed. */
  readonly name?: string;
  readonly contextSize?: number;
  readonly as?: ServerKind;
  readonly threads?: number;
}

export type ServerKind = 'llama.cpp' | 'compatible' | 'vllm' | 'python';

type Body = Readonly<Record<string, any>>;

export async function llamaServer(options: LlamaServerOptions = {}): Promise<LlamaServer> {
  const {
    modelPath = testModel().path,
    name = modelPath,
    contextSize = 2048,
    as = 'llama.cpp',
    threads = 1,
  } = options;
  const library = await llamaLibrary();
  const llama = await startLlama(library);
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ contextSize, threads });
  const generator = new LlamaGenerator(library, llama, { model, context });
  const requests: { path: string; body: Body }[] = [];
  const routes = routesOf(generator, { name, modelPath, as });
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => refuse(response, 500, String(error)));
  });

  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (incoming.url ?? '').replace(/\?.*/, '');
    const body = await bodyOf(incoming);
    const route = routes[`${incoming.method} ${path}`];
    if (!route) return refuse(response, 404, 'File Not Found');
    if (/completion|infill/.test(path)) requests.push({ path, body });
    await route(body, response);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}/v1`,
    requests,
    contextSize,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await llama.dispose();
    },
  };
}

type Route = (body: Body, response: ServerResponse) => Promise<void> | void;

interface Named {
  readonly name: string;
  readonly modelPath: string;
  readonly as: ServerKind;
}

function routesOf(
  generator: LlamaGenerator,
  { name, modelPath, as }: Named,
): Record<string, Route | undefined> {
  const { model, contextSize } = generator;
  const owner = { 'llama.cpp': 'llamacpp', vllm: 'vllm', compatible: 'somebody', python: 'me' }[as];
  const listed = { object: 'list', data: [{ id: name, object: 'model', owned_by: owner }] };
  const shared: Record<string, Route> = {
    'GET /v1/models': (_, response) => json(response, listed),
    'POST /v1/completions': (body, response) =>
      body.structured_outputs
        ? refuse(response, 400, 'structured_outputs is not supported by this server')
        : openAI(generator, body, response, 'text'),
    'POST /v1/chat/completions': (body, response) => openAI(generator, body, response, 'chat'),
  };
  if (as !== 'llama.cpp') return { ...shared, ...tokenRoutes(generator, as) };
  return {
    ...shared,
    'GET /health': (_, response) => json(response, { status: 'ok' }),
    'GET /props': (_, response) =>
      json(response, {
        default_generation_settings: { n_ctx: contextSize },
        total_slots: 1,
        model_path: modelPath,
        build_info: 'test',
      }),
    'POST /completion': (body, response) => own(generator, model.tokenize(body.prompt, true), body, response),
    'POST /infill': (body, response) => {
      const tokens = infillTokens(generator, body);
      return tokens
        ? own(generator, tokens, body, response)
        : refuse(response, 501, 'This model has no tokens for infill.');
    },
    'POST /tokenize': (body, response) => {
      const tokens = model.tokenize(body.content, body.parse_special !== false);
      json(response, {
        tokens: body.with_pieces ? tokens.map((id) => ({ id, piece: model.detokenize([id]) })) : tokens,
      });
    },
    'POST /detokenize': (body, response) => json(response, { content: model.detokenize(body.tokens) }),
  };
}

function tokenRoutes({ model }: LlamaGenerator, as: ServerKind): Record<string, Route> {
  const plain = (text: string) => model.tokenize(text, false);
  if (as === 'compatible') return {};
  if (as === 'python')
    return {
      'POST /extras/tokenize': ({ input }, response) => json(response, { tokens: [1, ...plain(input)] }),
    };
  return {
    'GET /version': (_, response) => json(response, { version: '0.14.0' }),
    'POST /tokenize': ({ prompt }, response) => {
      const tokens = plain(prompt);
      json(response, { count: tokens.length, max_model_len: 2048, tokens });
    },
  };
}

function infillTokens({ model }: LlamaGenerator, body: Body) {
  const { prefix, suffix, middle } = model.tokens.infill;
  if (prefix === null || suffix === null || middle === null) return undefined;
  const plain = (text: string) => model.tokenize(text ?? '', false);
  return [
    prefix,
    ...plain(body.input_prefix),
    suffix,
    ...plain(body.input_suffix),
    middle,
    ...plain(body.prompt),
  ];
}

/** llama.cpp's own answer. */
async function own(
  generator: LlamaGenerator,
  tokens: readonly number[],
  body: Body,
  response: ServerResponse,
) {
  const last = (summary: Summary) => ({
    content: '',
    stop: true,
    stop_type: summary.stop,
    tokens_evaluated: summary.promptTokens,
    tokens_predicted: summary.completionTokens,
    timings: { cache_n: summary.cachedTokens, prompt_n: summary.promptTokens - summary.cachedTokens },
  });
  const piece = ({ text, token, top }: Written) => ({
    content: text,
    tokens: [token],
    stop: false,
    ...(top.length ? { completion_probabilities: [{ ...top[0], top_logprobs: top }] } : {}),
  });
  await stream({ generator, wish: wishOf(generator, tokens, body), body, response }, { piece, last });
}

/** OpenAI's. Chat has no template here: its messages are one text. */
async function openAI(
  generator: LlamaGenerator,
  body: Body,
  response: ServerResponse,
  kind: 'text' | 'chat',
) {
  const messages: readonly { content: string }[] = body.messages ?? [];
  const prompt = kind === 'chat' ? `${messages.map(({ content }) => content).join('\n')}\n` : body.prompt;
  const choice = (more: object) => ({ choices: [{ index: 0, finish_reason: null, ...more }] });
  const piece = ({ text, top }: Written) => {
    const logprobs = top.length ? { logprobs: { content: [{ ...top[0], top_logprobs: top }] } } : {};
    return choice({ ...(kind === 'chat' ? { delta: { content: text } } : { text }), ...logprobs });
  };
  const last = (summary: Summary) => ({
    ...choice({
      ...(kind === 'chat' ? { delta: {} } : { text: '' }),
      finish_reason: summary.stop === 'limit' ? 'length' : 'stop',
    }),
    usage: {
      prompt_tokens: summary.promptTokens,
      completion_tokens: summary.completionTokens,
      prompt_tokens_details: { cached_tokens: summary.cachedTokens },
    },
  });
  await stream(
    { generator, wish: wishOf(generator, generator.model.tokenize(prompt, true), body), body, response },
    { piece, last },
  );
}

interface Streamed {
  readonly generator: LlamaGenerator;
  readonly wish: Wish;
  readonly body: Body;
  readonly response: ServerResponse;
}

interface Shape {
  piece(written: Written): object;
  last(summary: Summary): object;
}

async function stream({ generator, wish, body, response }: Streamed, { piece, last }: Shape): Promise<void> {
  if (wish.tokens.length + 1 > generator.contextSize)
    return refuse(response, 400, 'the request exceeds the available context size, try increasing it');
  let summary: Summary | undefined;
  let text = '';
  try {
    for await (const written of generator.write(wish, (begun) => (summary = begun))) {
      if (response.destroyed) return;
      text += written.text;
      if (body.stream) event(response, piece(written));
    }
  } catch (error) {
    if (!response.headersSent)
      return refuse(response, 400, error instanceof Error ? error.message : String(error));
    throw error;
  }
  const end = last(summary!);
  if (!body.stream) return json(response, { ...end, content: text });
  event(response, end);
  response.end('data: [DONE]\n\n');
}

function event(response: ServerResponse, value: object): void {
  if (!response.headersSent) response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`data: ${JSON.stringify(value)}\n\n`);
}

function wishOf({ model, contextSize }: LlamaGenerator, tokens: readonly number[], body: Body): Wish {
  const begun = tokens.length > 0 ? tokens : model.tokenize('\n');
  const most = body.n_predict ?? body.max_tokens ?? body.max_completion_tokens ?? 128;
  return {
    tokens: begun,
    maxTokens: Math.min(most < 0 ? Infinity : most, contextSize - begun.length),
    temperature: body.temperature ?? 0,
    seed: body.seed,
    stop: [body.stop ?? []].flat(),
    grammar: body.grammar || undefined,
    bias: biasOf(model.tokenize.bind(model), body.logit_bias),
    allowed: body.allowed_token_ids ?? [],
    probabilities:
      body.n_probs ?? body.top_logprobs ?? (typeof body.logprobs === 'number' ? body.logprobs : 0),
  };
}

/** `[[id or text, bias or false], …]` as llama.cpp takes it, or `{id: bias}` as OpenAI does. */
function biasOf(tokenize: (text: string) => number[], given: Body | undefined): Map<number, number | false> {
  const pairs: [number | string, number | false][] = Array.isArray(given)
    ? given
    : Object.entries(given ?? {});
  const idsOf = (token: number | string) =>
    /^\d+$/.test(String(token)) ? [Number(token)] : tokenize(String(token));
  return new Map(
    pairs.flatMap(([token, bias]) => idsOf(token).map((id): [number, number | false] => [id, bias])),
  );
}

async function bodyOf(incoming: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString() || '{}');
}

function json(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

function refuse(response: ServerResponse, code: number, message: string): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { code, message } }));
}
