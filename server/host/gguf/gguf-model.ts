/**
 * A GGUF model as a `Model`: the client of the process that runs it. It is asked before each token what may stand,
 * and an answer that nobody waits for any more ends within one token.
 */

import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Surprise } from '../../features/features.ts';
import {
  type GenerateRequest,
  leastCapabilities,
  measuredTokenizer,
  type Model,
  ModelError,
  type Piece,
  type Prompt,
  type TokenGuard,
  type Tokenizer,
  tokenizerFor,
} from '../../models/models.ts';
import { deadline } from '../../text/text.ts';
import { GgufAnswers } from './gguf-answers.ts';
import { endOf } from './gguf-end.ts';
import { GgufLink, type LoadedModel } from './gguf-link.ts';
import type { FromGguf, GgufText, WireRule } from './gguf-protocol.ts';
import { LateSurprise, type LineBits } from './gguf-surprise.ts';

export interface GgufModelOptions {
  readonly path: string;
  readonly format: string;
  /** Tokens of prompt and completion together. */
  readonly window: number;
  readonly gpu: boolean;
  readonly root?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Milliseconds until the first token, and until the last. */
  readonly firstToken: number;
  readonly total: number;
  /** Megabytes that the process may take; by the size of the file unless told. */
  readonly memory?: number;
  /** Milliseconds without a request after which the process ends; ten minutes unless told. */
  readonly idle?: number;
  /** Milliseconds that a process which died three times within a minute is left alone at first; 10,000 unless told. */
  readonly pause?: number;
  /** Milliseconds without a completion after which the surprise of texts is measured; 1,500 unless told. */
  readonly quiet?: number;
}

/** How surprised a model is. */
export interface Surprisal {
  /** Of the whole text: the negative natural logarithm of its probability. */
  readonly nats: number;
  /** Tokens of the text, counted by the model's own tokenizer. */
  readonly tokens: number;
}

export interface GgufModel extends Model {
  readonly pid: number | undefined;
  /** How improbable the text is after the context. @throws {ModelError} */
  surprisal(text: string, context: string, signal: AbortSignal): Promise<Surprisal>;
  /** As far as it is known by now: nothing of a text is an answer that comes later. Waits for nothing. */
  readonly surprise: Surprise;
  /** Waits until the model is loaded or cannot be, no longer than for a first token; never rejects. */
  ready(signal: AbortSignal): Promise<void>;
  dispose(): Promise<void>;
}

export function createGgufModel(options: GgufModelOptions): GgufModel {
  const { path, window, gpu, format } = options;
  const link = new GgufLink({ ...options, path, memory: options.memory ?? memoryFor(path), window, gpu });
  const late = new LateSurprise({
    measure: (text, signal) => lineBits(link, text, signal),
    isLoaded: () => link.loaded !== undefined && link.pid !== undefined,
    quiet: options.quiet ?? 1_500,
  });
  const name = basename(path);
  const tokenizerOf = ownTokenizer(tokenizerFor(name));
  const contextLength = () => Math.min(window, link.loaded?.contextSize ?? window);
  return {
    name,
    get tokenizer() {
      return tokenizerOf(link.loaded);
    },
    format,
    get contextWindow() {
      return contextLength();
    },
    attempts: 1,
    prose: true,
    get capabilities() {
      return {
        ...leastCapabilities,
        fim: format === 'plain' ? ('none' as const) : ('template' as const),
        prefixCache: true,
        promptLogprobs: true,
        contextLength: contextLength(),
        exactMask: true,
      };
    },
    async *generate(request, signal) {
      using _ = late.completing();
      yield* generate(link, request, options, signal);
    },
    surprise: async (stretches) => stretches.map(({ text }) => late.of(text)),
    surprisal: (text, context, signal) => surprisal(link, { text, context }, options, signal),
    get pid() {
      return link.pid;
    },
    async ready(signal) {
      using limited = deadline(options.firstToken, signal);
      await limited.race(link.load()).catch(() => undefined);
    },
    dispose() {
      late.dispose();
      return link.dispose();
    },
  };
}

/** The tokenizer of a model as it says of itself once it is loaded; made once. */
function ownTokenizer(plain: Tokenizer): (loaded: LoadedModel | undefined) => Tokenizer {
  let made: { readonly loaded: LoadedModel; readonly tokenizer: Tokenizer } | undefined;
  return (loaded) => {
    if (!loaded?.counts) return plain;
    if (made?.loaded !== loaded)
      made = { loaded, tokenizer: measuredTokenizer(plain, loaded.counts, loaded.vocabulary) };
    return made.tokenizer;
  };
}

/** The weights, the state of the window, and what the program itself takes. */
function memoryFor(path: string): number {
  try {
    return Math.round((1.4 * statSync(path).size) / 1e6) + 2_000;
  } catch {
    return 2_000;
  }
}

async function* generate(
  link: GgufLink,
  request: GenerateRequest,
  deadlines: GgufModelOptions,
  signal: AbortSignal,
): AsyncGenerator<Piece> {
  if (signal.aborted) return;
  const answers = new GgufAnswers(deadlines, signal);
  const { prompt, guard, maxTokens, rejected } = request;
  const id = link.ask(
    (number) => ({
      kind: 'generate',
      id: number,
      prompt: textsOf(prompt),
      heal: prompt.segments.at(-1)?.kind === 'prefix' || prompt.format === 'plain',
      maxTokens,
      temperature: rejected.length > 0 ? 0.8 : 0,
      ...(guard && { rules: wired(link, guard) }),
    }),
    (message) => answers.put(message),
  );
  const text = { written: '' };
  try {
    for (let heard = await answers.next(); heard; heard = await answers.next()) {
      if (heard.kind === 'died' || heard.kind === 'failed') throw new ModelError('failed', heard.message);
      if (heard.kind !== 'token') return;
      const piece = await judged(heard, { link, guard, prompt, text });
      if (piece) yield piece;
      if (endOf(text.written, prompt) !== undefined) return;
    }
  } finally {
    link.leave(id);
  }
}

interface Judging {
  readonly link: GgufLink;
  readonly guard: TokenGuard | undefined;
  readonly prompt: Prompt;
  readonly text: { written: string };
}

/** Takes a token over, and tells the process what comes of it; a token that would end the text is not taken. */
async function judged(
  { id, text, maskMs, waitMs }: FromGguf & { kind: 'token' },
  { link, guard, prompt, text: all }: Judging,
): Promise<Piece | undefined> {
  const own = upToEnd(all.written, text, prompt);
  const holds = own === '' || !guard || (await guard.advance(own));
  if (guard) {
    const kept = holds ? '' : guard.legalPart();
    link.tell({ kind: 'verdict', id, holds, kept, rules: wired(link, guard) });
  }
  if (!holds) return undefined;
  all.written += text;
  return { text: own, tokens: 1, maskMs, waitMs };
}

/** What of a token still belongs to the completion. */
function upToEnd(written: string, text: string, prompt: Prompt): string {
  const end = endOf(written + text, prompt);
  return end === undefined ? text : text.slice(0, Math.max(0, end - written.length));
}

/** @throws {ModelError} */
async function surprisal(
  link: GgufLink,
  { text, context }: { readonly text: string; readonly context: string },
  deadlines: GgufModelOptions,
  signal: AbortSignal,
): Promise<Surprisal> {
  const answers = new GgufAnswers(deadlines, signal);
  const id = link.ask(
    (number) => ({ kind: 'surprisal', id: number, text, context }),
    (message) => answers.put(message),
  );
  try {
    const heard = await answers.next();
    if (heard?.kind === 'surprise') return { nats: heard.nats, tokens: heard.tokens };
    signal.throwIfAborted();
    throw new ModelError('failed', heard && 'message' in heard ? heard.message : 'The model did not answer.');
  } finally {
    link.leave(id);
  }
}

/** Milliseconds after which a text is too long for the model. */
const measureDeadline = 20_000;

/** @throws {ModelError} */
async function lineBits(link: GgufLink, text: string, signal: AbortSignal): Promise<LineBits> {
  const answers = new GgufAnswers({ firstToken: measureDeadline, total: measureDeadline }, signal);
  const id = link.ask(
    (number) => ({ kind: 'lines', id: number, text }),
    (message) => answers.put(message),
  );
  try {
    const heard = await answers.next();
    if (heard?.kind !== 'lines') return [];
    return heard.lines.map(({ nats, tokens }) => nats / Math.LN2 / Math.max(1, tokens));
  } finally {
    link.leave(id);
  }
}

function wired(link: GgufLink, guard: TokenGuard): WireRule[] {
  return guard.mask().map(({ names, ...rule }) => ({ ...rule, names: link.numberOf(names) }));
}

/** A model that only goes on is not shown what follows: it would go on from that. */
function textsOf({ format, kind, segments, messages }: Prompt): GgufText[] {
  if (kind === 'chat') return (messages ?? []).map(({ content }) => ({ text: content, control: false }));
  const shown = format === 'plain' ? segments.filter((segment) => segment.kind !== 'suffix') : segments;
  return shown.map((segment) => ({ text: segment.text, control: segment.kind === 'control' }));
}
