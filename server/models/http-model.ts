/**
 * A model behind a server: one client for every dialect. One request opens one stream; leaving or aborting it closes
 * the socket, every wait has a deadline, what passes is tried again, only so many requests run at once, and a failure
 * becomes a `ModelError` that never contains the API key.
 */

import type { ModelSettings } from '../protocol/protocol.ts';
import { answered, grammarFields, type Server, tokenFields } from './answer-stream.ts';
import type { Capabilities } from './capabilities.ts';
import { cleaned, endTokens } from './control-tokens.ts';
import type { DialectName, Question } from './dialect.ts';
import { dialectNamed, dialectOfHost } from './dialects/dialects.ts';
import { Gate } from './gate.ts';
import { type Healed, healed, repeatable, withoutRepeated } from './healing.ts';
import { knownEndpoint } from './known-endpoint.ts';
import { startMeter } from './meter.ts';
import { explain, named } from './model-errors.ts';
import { askerAt, capabilitiesOf, type Known, probe } from './probe.ts';
import {
  type GenerateRequest,
  type Model,
  ModelError,
  type NameChoice,
  type NextToken,
  type Piece,
} from './prompt.ts';
import type { Environment } from './proxy.ts';
import { startClock } from './request-clock.ts';
import { resumed } from './resumed.ts';
import { calibrated, limited, tokenizerFor } from './tokenizer.ts';
import { chosenName, rememberedIds } from './token-choice.ts';
import { createTransport } from './transport.ts';
import { unwrapped } from './unwrapped.ts';
import type { Prices } from './usage.ts';
import { given } from './wire.ts';

/** Milliseconds until the connection stands, the first piece of text comes, and the answer is complete. */
export interface ModelDeadlines {
  readonly connect: number;
  readonly firstToken: number;
  readonly total: number;
}

export interface HttpModelOptions {
  readonly settings: ModelSettings;
  readonly deadlines: ModelDeadlines;
  /** Where proxies are named. */
  readonly environment: Environment;
  /** The prompt format of a model by its name; the layer that owns the formats knows. */
  formatFor(name: string): string;
}

export interface HttpModel extends Model {
  /** What is known of the endpoint by now. */
  readonly known: Known | undefined;
  /** Asks the endpoint what it is, once; later calls wait for the same answer. Never rejects. */
  learn(signal: AbortSignal): Promise<void>;
  /** Closes the connections that are kept. */
  close(): void;
}

/** Requests that run at once, and that may wait. */
const traffic = { width: 4, row: 32 };

/** Milliseconds that a request waits for the endpoint to say what it is; without an answer it is asked in OpenAI's way. */
const patience = 2_000;

/** No socket is opened before the first `learn` or `generate`, and a missing endpoint is an error only there. */
export function createHttpModel(options: HttpModelOptions): HttpModel {
  const { settings, deadlines, environment } = options;
  const transport = createTransport({ environment, connect: deadlines.connect });
  const life = new AbortController();
  const plain = tokenizerFor(settings.name);
  const shared = {
    options,
    to: named(settings),
    transport,
    gate: new Gate(traffic),
    dropped: new Set<string>(),
  };
  const endpoint = knownEndpoint(find, Math.min(patience, deadlines.firstToken));

  const format = () => settings.template ?? settings.format ?? formatOf(options, endpoint.known);
  const capabilities = (): Capabilities => {
    const can = capabilitiesOf(endpoint.known, settings, isTemplate(format()));
    const refused = (fields: readonly string[]) => fields.some((name) => shared.dropped.has(name));
    return {
      ...can,
      ...(refused(grammarFields) && { grammar: 'none' }),
      ...(refused(tokenFields) && { allowTokens: 0, logitBias: 0 }),
    };
  };
  const tokenizer = () => {
    const factor = endpoint.known?.factor;
    return factor && !plain.exact ? calibrated(plain, factor) : plain;
  };

  function find(): Promise<Known> {
    const { apiKey, name: model } = settings;
    const timeout = AbortSignal.any([life.signal, AbortSignal.timeout(deadlines.total)]);
    const asked = { endpoint: endpointOf(settings), model, transport };
    return probe({ ...asked, ...given({ dialect: dialectIn(settings), apiKey }) }, timeout);
  }

  const choose = chooser({ transport, settings, generate });

  async function* generate(
    request: GenerateRequest & OnlyTokens,
    signal: AbortSignal,
  ): AsyncGenerator<Piece> {
    if (signal.aborted) return;
    const address = endpointOf(settings);
    await endpoint.learn(signal);
    const known = endpoint.known ?? unknownAt(address, dialectIn(settings));
    const asked = { ...shared, known, request, capabilities: capabilities(), count: tokenizer().count };
    try {
      yield* admitted(asked, signal);
    } catch (error) {
      // The server may be another one by now.
      if (!(error instanceof ModelError) || error.kind !== 'overloaded') endpoint.doubt();
      throw error;
    }
  }

  return {
    name: settings.name,
    attempts: 1,
    prose: true,
    get tokenizer() {
      return tokenizer();
    },
    get format() {
      return format();
    },
    get contextWindow() {
      return capabilities().contextLength;
    },
    get capabilities() {
      return capabilities();
    },
    get known() {
      return endpoint.known;
    },
    learn: (signal) => endpoint.learn(signal),
    generate,
    choose: (request, names, signal) =>
      choose({ request, capabilities: capabilities(), known: endpoint.known, names }, signal),
    close() {
      life.abort(new Error('the model was closed'));
      transport.close();
    },
  };
}

interface Choosing extends Pick<Asked, 'capabilities'> {
  readonly request: GenerateRequest;
  readonly names: readonly string[];
  readonly known: Known | undefined;
}

interface Choosers extends Pick<Asked, 'transport'> {
  readonly settings: ModelSettings;
  generate(request: GenerateRequest & OnlyTokens, signal: AbortSignal): AsyncIterable<Piece>;
}

/** Chooses names by requests for one token; what tokens they have is remembered. */
function chooser({ transport, settings, generate }: Choosers) {
  const ids = rememberedIds();
  return async (
    { request, names, known, capabilities: { allowTokens, logitBias } }: Choosing,
    signal: AbortSignal,
  ): Promise<NameChoice> => {
    const most = Math.max(allowTokens, logitBias);
    if (!known || most === 0) return { requests: 0 };
    const asker = askerAt(known, { transport, apiKey: settings.apiKey }, signal);
    return chosenName(names, {
      most,
      ids: ids(async (text) => known.dialect.tokenIds?.(asker, settings.name, text)),
      async next(written, only) {
        const { constraint: _, topLogprobs: __, ...rest } = request;
        const asked = { ...rest, prompt: resumed(request.prompt, written), maxTokens: 1, only };
        let text = '';
        for await (const piece of generate(asked, signal)) text += piece.text;
        return text;
      },
    });
  };
}

interface OnlyTokens {
  /** The only tokens that the answer may be made of, by the model's own numbers. */
  readonly only?: readonly number[];
}

/** Everything that one request needs. */
interface Asked extends Server {
  readonly options: HttpModelOptions;
  readonly gate: Gate;
  readonly request: GenerateRequest & OnlyTokens;
  readonly capabilities: Capabilities;
  count(text: string): number;
}

/** The answer, once it is this request's turn. */
async function* admitted(asked: Asked, signal: AbortSignal): AsyncGenerator<Piece> {
  const leave = await asked.gate.enter(signal).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  if (!leave) return;
  try {
    yield* answer(asked, signal);
  } finally {
    leave();
  }
}

async function* answer(asked: Asked, signal: AbortSignal): AsyncGenerator<Piece> {
  const { request, options, to, count } = asked;
  const { question, written } = prepared(asked);
  const clock = startClock(to.server, options.deadlines);
  const meter = startMeter({ prompt: textOf(question), prices: pricesIn(options.settings), count });
  let failure: { readonly error: unknown } | undefined;
  let alternatives: readonly NextToken[] | undefined;
  let isFirst = true;
  // The stages after this one still give out what they hold when the stream breaks.
  async function* received(): AsyncGenerator<string> {
    try {
      const stop = AbortSignal.any([signal, clock.signal]);
      for await (const event of answered({ server: asked, question, clock, meter }, stop)) {
        if (isFirst) alternatives = event.alternatives;
        isFirst &&= !event.alive && !event.alternatives;
        yield event.text;
      }
    } catch (error) {
      failure = { error };
    }
  }
  try {
    for await (const text of written(received())) {
      if (text === '' && !alternatives) continue;
      yield { text, ...given({ alternatives: request.topLogprobs ? alternatives : undefined }) };
      alternatives = undefined;
    }
  } finally {
    clock.stop();
    request.report?.(meter.read());
  }
  if (signal.aborted || !failure) return;
  throw clock.signal.reason instanceof ModelError ? clock.signal.reason : explain(failure.error, to);
}

/** The question for the server, and what turns what it sends into what the model wrote. */
function prepared({ request, options, capabilities, known }: Asked) {
  const { settings } = options;
  const { maxTokens, rejected, topLogprobs = 0, constraint, only } = request;
  const { dialect, facts } = known;
  const names = constraint?.names ?? [];
  const isHeld =
    !only && capabilities.grammar !== 'none' && (request.prompt.kind !== 'chat' || names.length > 0);
  const { prompt, typed, beginning } = isHeld ? healed(request) : unhealed(request);
  const question: Question = {
    model: settings.name,
    prompt,
    maxTokens,
    // A completion that was turned down is asked for again with more variety.
    temperature: rejected.length ? 0.8 : 0,
    stop: prompt.stop.slice(0, dialect.mostStops),
    ...given({ beginning, only }),
    topLogprobs: Math.min(topLogprobs, capabilities.topLogprobs),
    contextWindow: capabilities.contextLength,
    facts,
  };
  const written = (source: AsyncIterable<string>) => {
    const bare = prompt.kind === 'chat' ? unwrapped(source) : source;
    const clean = cleaned(bare, [...prompt.stop, ...endTokens]);
    // One token of the model may be several of another vocabulary.
    if (only) return clean;
    return limited(withoutRepeated(clean, { typed, held: isHeld, names }), maxTokens);
  };
  return { question, written };
}

/** A server that cannot be held to anything gets the whole prompt. */
function unhealed({ prompt }: GenerateRequest): Healed {
  return { prompt, typed: repeatable(prompt) };
}

function textOf({ prompt }: Question): string {
  return prompt.segments.map(({ text }) => text).join('');
}

function pricesIn({ inputPrice, cachedPrice, outputPrice }: ModelSettings): Prices {
  return { input: inputPrice, cached: cachedPrice, output: outputPrice };
}

function isTemplate(format: string): boolean {
  return !['chat', 'plain', 'native'].includes(format);
}

/**
 * The format by the name that was asked for, or else by the name of the file that the server runs; where neither says
 * anything, a server that joins prefix and suffix itself is left to do so.
 */
function formatOf({ settings, formatFor }: HttpModelOptions, known: Known | undefined): string {
  const own = formatFor(settings.name);
  if (own !== 'chat' || !known || capabilitiesOf(known, settings, false).fim !== 'native') return own;
  const family = known.facts.family;
  const found = family === undefined ? own : formatFor(family);
  return found === 'chat' ? 'native' : found;
}

function dialectIn({ dialect }: ModelSettings): DialectName | undefined {
  return dialect === 'auto' ? undefined : dialect;
}

function unknownAt(endpoint: URL, dialect: DialectName | undefined): Known {
  const found = dialect ? dialectNamed(dialect) : (dialectOfHost(endpoint) ?? dialectNamed('compatible'));
  return { dialect: found, base: endpoint, facts: {}, status: 0 };
}

/** @throws {ModelError} where there is no address to ask. */
export function endpointOf({ endpoint }: ModelSettings): URL {
  const url = URL.parse(endpoint ?? '');
  if (url && /^https?:$/.test(url.protocol)) return url;
  const given = endpoint === undefined ? 'No model server is set' : 'The model server has no http address';
  const example = 'Set keyhole.model.endpoint, for example to http://127.0.0.1:8080/v1.';
  throw new ModelError('unreachable', `${given}. ${example}`);
}
