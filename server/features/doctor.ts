/**
 * Looks at the model that the settings choose, step by step, and says in plain words what is wrong. Steps come as they
 * are done; after one that fails, those that would fail for the same reason are skipped.
 */

import { formatOf, messagesOf } from '../layout/layout.ts';
import {
  diagnoseWay,
  type Environment,
  type HttpModel,
  type Model,
  ModelError,
  type Prompt,
  proxyFor,
} from '../models/models.ts';
import type { DoctorStep, Settings } from '../protocol/protocol.ts';
import { messageOf } from '../text/text.ts';
import { serverSteps } from './doctor-server.ts';

export interface DoctorParts {
  readonly settings: Settings;
  readonly environment: Environment;
  readonly model: Model;
  /** The same model, where it stands behind a server. */
  readonly server?: HttpModel;
  /** What has to be there before the model can be asked: files, libraries. Ends after the first step that fails. */
  readonly before?: (signal: AbortSignal) => AsyncIterable<DoctorStep>;
}

/** Rejects only when the signal is aborted. */
export async function* doctor(parts: DoctorParts, signal: AbortSignal): AsyncGenerator<DoctorStep> {
  let isReachable = true;
  for await (const step of firstSteps(parts, signal)) {
    yield step;
    isReachable &&= step.state !== 'failed';
  }
  signal.throwIfAborted();
  if (!isReachable) {
    yield {
      name: 'first token',
      state: 'skipped',
      text: 'Put right what failed above, then run this again.',
    };
    return;
  }
  yield windowStep(parts);
  if (parts.settings.model.name !== 'embedded') yield abilityStep(parts.model);
  yield await answerStep(parts, signal);
}

async function* firstSteps(parts: DoctorParts, signal: AbortSignal): AsyncGenerator<DoctorStep> {
  const { settings, server, before, environment } = parts;
  yield { name: 'model', state: 'ok', text: chosen(parts) };
  if (before) yield* before(signal);
  const endpoint = URL.parse(settings.model.endpoint ?? '');
  if (!server || !endpoint) return;
  for await (const step of diagnoseWay(
    { endpoint, environment, ms: settings.modelConnectDeadline },
    signal,
  )) {
    yield step;
    if (step.state === 'failed') return;
  }
  const isProxied = endpoint.protocol === 'http:' && proxyFor(endpoint, environment) !== undefined;
  yield* serverSteps(server, { settings, isProxied }, signal);
}

function chosen({ settings: { model }, server }: DoctorParts): string {
  if (!server)
    return `The settings choose ${model.name === 'embedded' ? 'the embedded model, which needs no server' : `"${model.name}"`}.`;
  const url = URL.parse(model.endpoint ?? '');
  return `The settings choose "${model.name}" behind ${url ? url.origin + url.pathname : 'a server'}.`;
}

/** Tokens of the file itself that should fit beside context and completion. */
const leastFile = 1024;

/** How a server is started with a window of so many tokens. */
function startedWith(dialect: string | undefined, tokens: number): string {
  if (dialect === 'llama.cpp') return `Start the server with a larger one (llama-server -c ${tokens}), or`;
  if (dialect === 'vllm')
    return `Start the server with a larger one (vllm serve --max-model-len ${tokens}), or`;
  return 'Start the model with a larger one where it has one, or';
}

function windowStep({ settings, model, server }: DoctorParts): DoctorStep {
  const name = 'window';
  const needed = settings.budget + settings.model.maxTokens + leastFile;
  const { contextWindow } = model;
  if (contextWindow < needed)
    return {
      name,
      state: 'warning',
      text: `The model has a window of ${contextWindow} tokens, and ${needed} are wanted (context ${settings.budget}, completion ${settings.model.maxTokens}, file ${leastFile}). ${startedWith(server?.known?.dialect.name, roundUp(needed))} lower keyhole.budget.`,
    };
  const isSet = contextWindow === settings.model.contextWindow ? ', as keyhole.model.contextWindow says' : '';
  return {
    name,
    state: 'ok',
    text: `Prompt and completion may have ${contextWindow} tokens together${isSet}.`,
  };
}

function roundUp(tokens: number): number {
  return 2 ** Math.ceil(Math.log2(tokens));
}

function abilityStep({ capabilities: can, tokenizer }: Model): DoctorStep {
  const held = can.exactMask
    ? 'masks each token'
    : can.grammar !== 'none'
      ? `can be held to legal names (${can.grammar})`
      : can.allowTokens > 0 || can.logitBias > 0
        ? 'can be held to tokens, by which it chooses among legal names where it went wrong'
        : 'cannot be held to names while it writes (its answers are checked)';
  const kept = can.prefixCache
    ? 'keeps the beginning of a prompt'
    : 'is not known to keep the beginning of a prompt';
  const told =
    can.topLogprobs > 0 ? `tells up to ${can.topLogprobs} alternatives to a token` : 'tells no alternatives';
  const scored = can.promptLogprobs ? ', can say how likely a text is' : '';
  const counted = tokenizer.exact ? `exact (${tokenizer.name})` : `estimates (${tokenizer.name})`;
  return {
    name: 'abilities',
    state: 'ok',
    text: `It ${held}, ${kept}${scored}, and ${told}. Token counts are ${counted}.`,
  };
}

/** Milliseconds beyond which waiting for ghost text is felt. */
const slow = 1_000;

async function answerStep({ settings, model }: DoctorParts, signal: AbortSignal): Promise<DoctorStep> {
  const name = 'first token';
  const started = performance.now();
  let first: number | undefined;
  let text = '';
  try {
    const request = {
      prompt: samplePrompt(model),
      likely: [],
      rejected: [],
      maxTokens: Math.min(16, settings.model.maxTokens),
    };
    for await (const piece of model.generate(request, signal)) {
      first ??= performance.now() - started;
      text += piece.text;
    }
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof ModelError)) throw error;
    return { name, state: 'failed', text: messageOf(error) };
  }
  return judged({ name, first, text, isEmbedded: model.name === 'embedded' });
}

interface Answered {
  readonly name: string;
  readonly first: number | undefined;
  readonly text: string;
  readonly isEmbedded: boolean;
}

function judged({ name, first, text, isEmbedded }: Answered): DoctorStep {
  if (isEmbedded)
    return {
      name,
      state: 'ok',
      text: 'The embedded model answers. It completes once it has learned from a repository.',
    };
  if (first === undefined || text.trim() === '')
    return {
      name,
      state: 'warning',
      text: 'The model said nothing to a small sample. See that keyhole.model.format is the one that it was trained on.',
    };
  const ms = Math.round(first);
  const said = `The model wrote ${JSON.stringify(text.slice(0, 40))}`;
  if (first > slow)
    return {
      name,
      state: 'warning',
      ms: first,
      text: `${said}, its first token after ${ms} ms: too slow to type with. A first request may load the model, so run this again; else take a smaller model, a graphics card, or a smaller keyhole.budget.`,
    };
  return { name, state: 'ok', ms: first, text: `${said}, its first token after ${ms} ms.` };
}

/** A hole that any model of code fills. */
function samplePrompt(model: Model): Prompt {
  const format = formatOf(model.format);
  const [prefix, suffix] = [
    'export function add(left: number, right: number): number {\n  return ',
    ';\n}\n',
  ];
  const path = 'sample.ts';
  const segments = format.lay({
    repository: 'sample',
    path,
    language: 'typescript',
    context: [],
    prefix: { kind: 'prefix', origin: path, text: prefix },
    suffix: { kind: 'suffix', origin: path, text: suffix },
    hole: 'The hole is an expression of type number.',
  });
  const messages = format.kind === 'chat' ? { messages: messagesOf(segments) } : {};
  return {
    format: format.name,
    kind: format.kind,
    segments,
    ...messages,
    stop: format.stop,
    path,
    language: 'typescript',
    prefix,
    suffix,
  };
}
