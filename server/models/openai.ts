/**
 * A model behind an OpenAI-compatible server: llama.cpp, vLLM, Ollama, Mistral, DeepSeek, OpenAI. One
 * request opens one stream; leaving or aborting it closes the socket, every wait has a deadline, and
 * a failure becomes a `ModelError` that never contains the API key.
 */

import { leastCapabilities } from './capabilities.ts';
import { cleaned, endTokens } from './control-tokens.ts';
import {
  type Connection,
  explain,
  field,
  garbled,
  type ModelDeadlines,
  type OpenAIModelSettings,
  shown,
  whenCut,
} from './openai-errors.ts';
import { type GenerateRequest, type Model, ModelError, type Piece, type Prompt } from './prompt.ts';
import { limited, tokenizerFor } from './tokenizer.ts';
import { unwrapped } from './unwrapped.ts';

/** Milliseconds that a server gets to end a stream after it has said that the answer is complete. */
const grace = 200;

/** OpenAI takes no more texts in `stop`; the others are looked for in the answer. */
const mostStops = 4;

/** Models that think first: they take neither `temperature` nor `stop`, and count tokens under another name. */
const reasoning = /^(?:openai\/)?(?:o\d|gpt-5)/i;

/** Tokens that such a model may spend on thinking. */
const thinkingRoom = 2048;

/** No socket is opened before the first `generate`, and a missing endpoint is an error only there. */
export function createOpenAIModel(settings: OpenAIModelSettings, deadlines: ModelDeadlines): Model {
  const address = shown(settings);
  const connection = { settings, deadlines, address, server: `The model server at ${address}` };
  return {
    name: settings.name,
    tokenizer: tokenizerFor(settings.name),
    format: settings.format,
    contextWindow: settings.contextWindow,
    attempts: 1,
    capabilities: { ...leastCapabilities, contextLength: settings.contextWindow },
    prose: true,
    generate: (request, signal) => generate(connection, request, signal),
  };
}

async function* generate(
  to: Connection,
  request: GenerateRequest,
  signal: AbortSignal,
): AsyncGenerator<Piece> {
  // Loading the library is not the server's doing, so the clock starts after it.
  const server = { ...to, client: await connect(to) };
  if (signal.aborted) return;
  const clock = startClock(to);
  let failure: { readonly error: unknown } | undefined;
  // The stages after this one still give out what they hold when the stream breaks.
  async function* received(): AsyncGenerator<string> {
    try {
      yield* deltas(server, request, { ...clock, signal: AbortSignal.any([signal, clock.signal]) });
    } catch (error) {
      failure = { error };
    }
  }
  try {
    for await (const text of written(received(), request)) if (text !== '') yield { text };
  } finally {
    clock.stop();
  }
  if (signal.aborted || !failure) return;
  throw clock.signal.reason instanceof ModelError ? clock.signal.reason : explain(failure.error, to);
}

/** What the model wrote, without what only servers and chat models add to it. */
function written(
  source: AsyncIterable<string>,
  { prompt, maxTokens }: GenerateRequest,
): AsyncIterable<string> {
  const answer = prompt.kind === 'chat' ? unwrapped(source) : source;
  return limited(cleaned(answer, [...prompt.stop, ...endTokens]), maxTokens);
}

interface Clock {
  readonly signal: AbortSignal;
  /** The model has begun to answer. */
  begun(): void;
  /** The model has said all; the stream may end by itself for a moment longer. */
  said(): void;
  stop(): void;
}

function startClock(to: Connection): Clock {
  const { firstToken, total } = to.deadlines;
  const controller = new AbortController();
  const expire = (what: string) =>
    controller.abort(new ModelError('timed out', `${to.server} ${what}. ${whenLate}`));
  const first = setTimeout(() => expire(`sent no text within ${firstToken} ms`), firstToken);
  let last = setTimeout(() => expire(`was not done within ${total} ms`), total);
  return {
    signal: controller.signal,
    begun: () => clearTimeout(first),
    said: () => {
      clearTimeout(last);
      last = setTimeout(() => controller.abort(), grace);
    },
    stop: () => {
      clearTimeout(first);
      clearTimeout(last);
    },
  };
}

interface Connected extends Connection {
  readonly client: Awaited<ReturnType<typeof connect>>;
}

/** The stream's pieces of text. Ends when the server says that the answer is complete. */
async function* deltas(to: Connected, request: GenerateRequest, clock: Clock): AsyncGenerator<string> {
  const { data, response } = await send(to, request, clock.signal);
  const type = response.headers.get('content-type') ?? 'no content type';
  if (!/event-stream/i.test(type)) {
    data.controller.abort();
    throw garbled(to, `answered with ${type} instead of a stream of events`);
  }
  let finished = false;
  try {
    for await (const event of data) {
      const { text, alive, end } = readEvent(event, to);
      if (alive) clock.begun();
      yield text;
      if (end && !finished) clock.said();
      finished ||= end;
    }
  } catch (error) {
    if (!finished) throw error;
  }
  if (!finished) throw new ModelError('cut off', `${to.server} ended the stream before its end. ${whenCut}`);
}

const whenLate = 'It may be loading or busy: ask again, choose a smaller model, or raise the deadline.';

async function send(to: Connected, request: GenerateRequest, signal: AbortSignal) {
  const { client } = to;
  const { prompt } = request;
  const body = { ...shared(to, request), stream: true as const };
  if (prompt.kind === 'chat') {
    const given = { ...body, ...limit(to, request), messages: [...(prompt.messages ?? [])] };
    return client.chat.completions.create(given, { signal }).withResponse();
  }
  const given = { ...body, max_tokens: request.maxTokens, ...texts(prompt) };
  return client.completions.create(given, { signal }).withResponse();
}

/** The library is loaded with the first request. What it would read from the environment is set here. */
async function connect({ settings, deadlines }: Connection) {
  const { default: OpenAI } = await import('openai');
  return new OpenAI({
    baseURL: endpointOf(settings).href,
    apiKey: settings.apiKey ?? 'none',
    ...(settings.apiKey ? {} : { defaultHeaders: { Authorization: null } }),
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: deadlines.total * 2,
    logLevel: 'off',
    // A redirect would carry source code to a server that nobody chose.
    fetchOptions: { redirect: 'manual' },
  });
}

function endpointOf({ endpoint }: OpenAIModelSettings): URL {
  const url = URL.parse(endpoint ?? '');
  if (url && /^https?:$/.test(url.protocol)) return url;
  const given = endpoint === undefined ? 'No model server is set' : 'The model server has no http address';
  const example = 'Set keyhole.model.endpoint, for example to http://127.0.0.1:8080/v1.';
  throw new ModelError('unreachable', `${given}. ${example}`);
}

/** A completion that was turned down is asked for again with more variety. */
function shared({ settings: { name } }: Connection, { prompt, rejected }: GenerateRequest) {
  if (reasoning.test(name)) return { model: name };
  const stop = prompt.stop.slice(0, mostStops);
  return { model: name, temperature: rejected.length ? 0.8 : 0, ...(stop.length ? { stop } : {}) };
}

/** A model that thinks first is given room for that: the answer itself is limited here. */
function limit({ settings: { name } }: Connection, { maxTokens }: GenerateRequest) {
  if (!reasoning.test(name)) return { max_tokens: maxTokens };
  return { max_completion_tokens: maxTokens + thinkingRoom, reasoning_effort: 'low' as const };
}

/** A server that only continues text is not shown the suffix: it would continue that. */
function texts({ kind, format, segments }: Prompt): { readonly prompt: string; readonly suffix?: string } {
  const joined = (part: typeof segments) => part.map(({ text }) => text).join('');
  const before = joined(segments.filter((segment) => segment.kind !== 'suffix'));
  const suffix = joined(segments.filter((segment) => segment.kind === 'suffix'));
  if (kind === 'native') return { prompt: before, suffix };
  return { prompt: format === 'plain' ? before : joined(segments) };
}

interface StreamEvent {
  readonly text: string;
  /** The model writes or thinks. */
  readonly alive: boolean;
  readonly end: boolean;
}

function readEvent(event: unknown, to: Connection): StreamEvent {
  const choices = field(event, 'choices');
  if (!Array.isArray(choices)) throw garbled(to, 'sent an event that is not a piece of a completion');
  const delta = field(choices[0], 'delta');
  const text = field(choices[0], 'text') ?? field(delta, 'content');
  const thought = field(delta, 'reasoning_content') ?? field(delta, 'reasoning');
  const end = field(choices[0], 'finish_reason');
  if (end === 'content_filter') {
    throw new ModelError(
      'refused',
      `${to.server} withheld the answer (content filter). Try at another place, or use another model.`,
    );
  }
  return {
    text: typeof text === 'string' ? text : '',
    alive: Boolean(text) || Boolean(thought),
    end: Boolean(end),
  };
}
