/**
 * Finds out what an endpoint is and what it can do: which dialect it speaks, which models it lists, its version, the
 * model's window, and how many tokens a sample of code has for it. Capabilities are never more than was found.
 */

import type { ModelSettings } from '../protocol/protocol.ts';
import type { Capabilities } from './capabilities.ts';
import type { Asker, Dialect, DialectName, Facts } from './dialect.ts';
import { dialectNamed, dialectOfHost, dialectOfOwner } from './dialects/dialects.ts';
import { countSamples, factorOf } from './calibration.ts';
import type { Transport } from './transport.ts';
import { at, given, listAt, textAt } from './wire.ts';

/** What was found out about an endpoint and one model of it. */
export interface Known {
  readonly dialect: Dialect;
  /** Base address below which the dialect's paths stand, ending in `/`. */
  readonly base: URL;
  readonly facts: Facts;
  /** Tokens of the model for one of o200k_base, where the server counts them. */
  readonly factor?: number;
  /** Status of the answer to the question for the list of models; 0 where there was none. */
  readonly status: number;
}

export interface ProbeOptions {
  readonly endpoint: URL;
  readonly model: string;
  readonly apiKey?: string;
  /** Asked for by the settings; else it is found out. */
  readonly dialect?: DialectName;
  readonly transport: Transport;
}

/** Bytes of an answer to a probe that are read. */
const longestAnswer = 4_000_000;

/** Never rejects but when the signal is aborted. */
export async function probe(options: ProbeOptions, signal: AbortSignal): Promise<Known> {
  const { endpoint, model } = options;
  const first = options.dialect ? dialectNamed(options.dialect) : dialectOfHost(endpoint);
  const listed = await listModels(options, first, signal);
  const { dialect, base, status, models } = listed;
  const ask = askerFor({ ...options, base, dialect }, signal);
  const own: Facts = (await dialect.probe?.(ask, model).catch(() => ({}))) ?? {};
  signal.throwIfAborted();
  const factor = await measuredFactor(dialect, ask, model);
  signal.throwIfAborted();
  const capabilities = {
    ...listedCapabilities(listed.entries, model),
    ...(factor && given({ logitBias: dialect.mostBiases })),
    ...own.capabilities,
  };
  const facts: Facts = { ...given({ models }), ...own, capabilities };
  return { dialect, base, status, facts, ...given({ factor }) };
}

/** What an endpoint can do, from its dialect, what it told, and the settings' window. */
export function capabilitiesOf(
  known: Known | undefined,
  { name, contextWindow }: Pick<ModelSettings, 'name' | 'contextWindow'>,
  isTemplate: boolean,
): Capabilities {
  const own = { ...known?.dialect.capabilities(name), ...known?.facts.capabilities };
  return {
    grammar: own.grammar ?? 'none',
    allowTokens: own.allowTokens ?? 0,
    logitBias: own.logitBias ?? 0,
    topLogprobs: own.topLogprobs ?? 0,
    fim: own.fim ?? (isTemplate ? 'template' : 'none'),
    prefixCache: own.prefixCache ?? false,
    promptLogprobs: own.promptLogprobs ?? false,
    contextLength: Math.min(own.contextLength ?? contextWindow, contextWindow),
    exactMask: false,
  };
}

interface Listed {
  readonly dialect: Dialect;
  readonly base: URL;
  readonly status: number;
  readonly models: readonly string[] | undefined;
  readonly entries: readonly unknown[];
}

/** Asks for the models below the endpoint, and below its `/v1` where it has no path of its own. */
async function listModels(
  options: ProbeOptions,
  dialect: Dialect | undefined,
  signal: AbortSignal,
): Promise<Listed> {
  const { endpoint } = options;
  const bases = basesOf(endpoint);
  const answers: { base: URL; status: number; value: unknown }[] = [];
  for (const base of bases) {
    const asker = askerFor({ ...options, base, dialect: dialect ?? dialectNamed('compatible') }, signal);
    const { status, value } = await asker.ask('GET', dialect?.name === 'anthropic' ? '/v1/models' : 'models');
    signal.throwIfAborted();
    answers.push({ base, status, value });
    if (status === 200 && listAt(value, 'data').length > 0) break;
  }
  const best = answers.find(({ status }) => status === 200) ?? answers[0];
  const entries = listAt(best?.value, 'data');
  const models = entries.flatMap((entry) => textAt(entry, 'id') ?? []);
  const found = dialect ?? dialectOfOwner(textAt(entries[0], 'owned_by') ?? '');
  const base = best?.base ?? endpoint;
  return {
    dialect: found ?? (await dialectByVersion({ ...options, base }, signal)) ?? dialectNamed('compatible'),
    base,
    status: best?.status ?? 0,
    models: entries.length > 0 ? models : undefined,
    entries,
  };
}

/** A server that lists no models may be one that answers elsewhere: Ollama before it has any, or one behind a key. */
async function dialectByVersion(
  options: ProbeOptions & { readonly base: URL },
  signal: AbortSignal,
): Promise<Dialect | undefined> {
  const asker = askerFor({ ...options, dialect: dialectNamed('compatible') }, signal);
  if (textAt(await asker.get('/api/version'), 'version') !== undefined) return dialectNamed('ollama');
  if (at(await asker.get('/props'), 'default_generation_settings') !== undefined)
    return dialectNamed('llama.cpp');
  signal.throwIfAborted();
  return undefined;
}

function basesOf(endpoint: URL): URL[] {
  const own = new URL(endpoint);
  own.pathname = own.pathname.replace(/\/*$/, '/');
  if (own.pathname !== '/') return [own];
  const below = new URL(own);
  below.pathname = '/v1/';
  return [below, own];
}

function listedCapabilities(entries: readonly unknown[], model: string): Partial<Capabilities> {
  const entry =
    entries.find((each) => textAt(each, 'id') === model) ?? (entries.length === 1 ? entries[0] : undefined);
  const length = at(entry, 'max_model_len') ?? at(entry, 'max_context_length') ?? at(entry, 'context_length');
  return typeof length === 'number' ? { contextLength: length } : {};
}

interface AskOptions extends Pick<ProbeOptions, 'apiKey' | 'transport'> {
  readonly base: URL;
  readonly dialect: Dialect;
}

type Answer = { readonly status: number; readonly value: unknown };

interface FullAsker extends Asker {
  ask(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer>;
}

/** Milliseconds for one small question. */
const askDeadline = 5_000;

/** Asks a server that is known already. */
export function askerAt(
  { base, dialect }: Known,
  { apiKey, transport }: Pick<ProbeOptions, 'transport'> & { readonly apiKey: string | undefined },
  signal: AbortSignal,
): Asker {
  return askerFor({ base, dialect, transport, ...given({ apiKey }) }, signal);
}

/** Small questions; what fails has the status 0. */
function askerFor({ base, dialect, apiKey, transport }: AskOptions, signal: AbortSignal): FullAsker {
  async function ask(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
    const headers = {
      ...dialect.headers(apiKey),
      accept: 'application/json',
      ...(body ? { 'content-type': 'application/json' } : {}),
    };
    try {
      const request = {
        url: urlOf(base, path),
        method,
        headers,
        ...(body ? { body: JSON.stringify(body) } : {}),
      };
      const limited = AbortSignal.any([signal, AbortSignal.timeout(askDeadline)]);
      const answer = await transport.send(request, limited);
      const text = await textOf(answer.body, longestAnswer);
      answer.leave();
      return { status: answer.status, value: parsed(text) };
    } catch {
      return { status: 0, value: undefined };
    }
  }
  return {
    ask,
    get: async (path) => {
      const { status, value } = await ask('GET', path);
      return status === 200 ? value : undefined;
    },
    post: (path, body) => ask('POST', path, body),
  };
}

/** The address of a path: one that begins with `/` stands below the server itself, beside a `/v1` of the endpoint. */
export function urlOf(base: URL, path: string): URL {
  const url = new URL(base);
  const root = base.pathname.replace(/\/(v1(\/fim)?|beta)\/?$/, '').replace(/\/$/, '');
  url.pathname = path.startsWith('/') ? root + path : base.pathname.replace(/\/*$/, '/') + path;
  return url;
}

/** The beginning of a body as text. */
export async function textOf(body: AsyncIterable<Uint8Array>, most: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > most) break;
  }
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The greatest number of tokens for one of o200k_base, over the samples; `undefined` where the server does not count. */
async function measuredFactor({ tokenIds }: Dialect, ask: Asker, model: string): Promise<number | undefined> {
  const counts = await countSamples(async (text) => (await tokenIds?.(ask, model, text))?.length);
  return counts && factorOf(counts);
}
