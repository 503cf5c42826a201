/**
 * A model behind an OpenAI-compatible server: llama.cpp, vLLM, Ollama, Mistral, DeepSeek, OpenAI. One
 * request opens one stream; leaving or aborting it closes the socket, every wait has a deadline, and
 * a failure becomes a `ModelError` that never contains the API key.
 */

import type { ModelSettings } from '../protocol/protocol.ts';
import { cleaned, endTokens } from './control-tokens.ts';
import { type GenerateRequest, type Model, ModelError, type Piece, type Prompt } from './prompt.ts';
import { limited, tokenizerFor } from './tokenizer.ts';

/** The environment variable that holds the API key, as messages name it. */
export const apiKeyVariable = 'KEYHOLE_API_KEY';

/** Settings with the prompt format decided: its name comes from the layer that owns the formats. */
export interface OpenAIModelSettings extends ModelSettings {
  readonly format: string;
}

/** Milliseconds from the request until the first piece of text, and until the last. */
export interface ModelDeadlines {
  readonly firstToken: number;
  readonly total: number;
}

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
    attempts: 3,
    prose: true,
    generate: (request, signal) => generate(connection, request, signal),
  };
}

interface Connection {
  readonly settings: OpenAIModelSettings;
  readonly deadlines: ModelDeadlines;
  /** The endpoint as messages show it: without what may be secret in it. */
  readonly address: string;
  readonly server: string;
}

async function* generate(
  to: Connection,
  request: GenerateRequest,
  signal: AbortSignal,
): AsyncGenerator<Piece> {
  if (signal.aborted) return;
  const clock = startClock(to);
  let failure: { readonly error: unknown } | undefined;
  // The stages after this one still give out what they hold when the stream breaks.
  async function* received(): AsyncGenerator<string> {
    try {
      yield* deltas(to, request, { ...clock, signal: AbortSignal.any([signal, clock.signal]) });
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

/** The stream's pieces of text. Ends when the server says that the answer is complete. */
async function* deltas(to: Connection, request: GenerateRequest, clock: Clock): AsyncGenerator<string> {
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
const whenCut = 'It may have crashed or run out of memory: look at its log, then ask again.';

async function send(to: Connection, request: GenerateRequest, signal: AbortSignal) {
  const client = await connect(to);
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

/** A chat model's answer without the thoughts before it and the code fence around it. */
async function* unwrapped(source: AsyncIterable<string>): AsyncGenerator<string> {
  let held = '';
  let state: 'head' | 'bare' | 'fenced' = 'head';
  for await (const text of source) {
    held += text;
    if (state === 'head' && !mayStillWrap(held)) {
      const thoughtless = held.replace(thoughts, '');
      held = thoughtless.replace(fence, '');
      state = held === thoughtless ? 'bare' : 'fenced';
    }
    if (state === 'head') continue;
    const end = state === 'fenced' ? held.search(closing) : -1;
    if (end >= 0) return yield held.slice(0, end);
    const ready = state === 'fenced' ? held.search(mayClose) : held.length;
    yield held.slice(0, ready);
    held = held.slice(ready);
  }
  yield state === 'head' ? held.replace(thoughts, '').replace(/^\s*<think>[^]*|^\s*```.*$/, '') : held;
}

const thoughts = /^\s*<think>[^]*?<\/think>\s*/;
const fence = /^\s*```.*\n/;
const closing = /(?:^|\n)[ \t]*```/;
const mayClose = /(?:(?:^|\n)[ \t]*`{0,2})?$/;

function mayStillWrap(text: string): boolean {
  const start = text.replace(thoughts, '').trimStart();
  const begins = ['<think>', '```'].some((mark) => mark.startsWith(start));
  return begins || start.startsWith('<think>') || (start.startsWith('```') && !start.includes('\n'));
}

/** What went wrong, why, and what to do, from whatever the library or the network threw. */
function explain(error: unknown, to: Connection): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof SyntaxError) return garbled(to, 'sent an event that is not JSON');
  const status = field(error, 'status');
  if (typeof status === 'number') return byStatus(status, error, to);
  const broke = `${to.server} broke off with an error${detail(error, to)}`;
  if (field(error, 'error')) return new ModelError('failed', `${broke}. Look at its log, then ask again.`);
  return byCode(codesOf(error), to);
}

function byStatus(status: number, error: unknown, to: Connection): ModelError {
  const { settings } = to;
  const said = `(${status}${detail(error, to)})`;
  if (status === 401 || status === 403) {
    const key = settings.apiKey ? 'did not accept the API key' : 'asks for an API key and none is set';
    return new ModelError(
      'unauthorized',
      `${to.server} ${key} ${said}. Put a valid key into the environment variable ${apiKeyVariable}.`,
    );
  }
  if (status === 404 || status === 405) {
    const why = `${to.server} does not know the model "${settings.name}" or has no such route ${said}`;
    return new ModelError(
      'not found',
      `${why}. Check keyhole.model.name, and that keyhole.model.endpoint ends where the API begins, often with /v1.`,
    );
  }
  if (status === 429)
    return new ModelError(
      'rate limited',
      `${to.server} takes no more requests for now ${said}. ${retryAfter(error)}`,
    );
  if (status >= 500) return new ModelError('failed', `${to.server} failed ${said}. ${retryAfter(error)}`);
  if (status < 400)
    return new ModelError(
      'refused',
      `${to.server} sends on to ${header(error, 'location')} (${status}). Set keyhole.model.endpoint to that one if you trust it.`,
    );
  return new ModelError(
    'refused',
    `${to.server} refused the request ${said}. If the prompt was too long, lower keyhole.model.contextWindow; else choose another keyhole.model.format.`,
  );
}

function retryAfter(error: unknown): string {
  const wait = header(error, 'retry-after');
  if (wait === '') return 'Wait a moment, then ask again.';
  return `Ask again after ${/^\d+$/.test(wait) ? `${wait} s` : wait} (Retry-After).`;
}

function header(error: unknown, name: string): string {
  const headers = field(error, 'headers');
  return (headers instanceof Headers ? (headers.get(name) ?? '') : '').slice(0, 100);
}

function byCode(codes: readonly string[], to: Connection): ModelError {
  const code = codes.at(-1) ?? 'no cause given';
  const has = (pattern: RegExp) => codes.some((each) => pattern.test(each));
  const fix = 'correct keyhole.model.endpoint';
  if (has(/ECONNREFUSED/))
    return new ModelError(
      'unreachable',
      `Nothing listens at ${to.address} (${code}). Start the model server, or ${fix}.`,
    );
  if (has(/ENOTFOUND|EAI_AGAIN/))
    return new ModelError(
      'unreachable',
      `The host of ${to.address} is not known (${code}). Check the network, or ${fix}.`,
    );
  if (has(/CERT|SSL|TLS|EPROTO|VERIFY/)) {
    return new ModelError(
      'unreachable',
      `No secure connection to ${to.address} (${code}). Let Node know the certificate with NODE_EXTRA_CA_CERTS, or ${fix} (http or https).`,
    );
  }
  if (has(/^terminated$/))
    return new ModelError(
      'cut off',
      `${to.server} closed the connection in the middle of the answer (${code}). ${whenCut}`,
    );
  if (has(/TIMEOUT|ETIMEDOUT/))
    return new ModelError(
      'timed out',
      `${to.address} does not answer (${code}). Check the network, or ${fix}.`,
    );
  return new ModelError(
    'unreachable',
    `No answer from ${to.address} (${code}). See that the model server runs, or ${fix}.`,
  );
}

/** Codes along the chain of causes, outermost first, and the one message by which a broken body is known. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let each = error; each && codes.length < 8; each = field(each, 'cause')) {
    const code = field(each, 'code');
    if (typeof code === 'string') codes.push(code);
    if (field(each, 'message') === 'terminated') codes.push('terminated');
  }
  return codes;
}

/** What the server itself says, in one short line without the key. */
function detail(error: unknown, { settings: { apiKey } }: Connection): string {
  const message = field(error, 'message');
  if (typeof message !== 'string') return '';
  const line = message.replace(/^\d{3}\s*/, '').replace(/\s+/g, ' ');
  const safe = apiKey ? line.replaceAll(apiKey, '[key]') : line;
  return safe === '' ? '' : `: ${safe.slice(0, 200)}`;
}

function garbled(to: Connection, what: string): ModelError {
  return new ModelError(
    'garbled',
    `${to.server} ${what}. See that keyhole.model.endpoint is the address of an OpenAI-compatible API, often ending in /v1.`,
  );
}

function shown({ endpoint }: OpenAIModelSettings): string {
  const url = URL.parse(endpoint ?? '');
  return url ? url.origin + url.pathname : 'an address that is not valid';
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
