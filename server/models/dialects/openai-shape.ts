/** Bodies and events of OpenAI's completions and chat API, which most servers share. */

import type { Call, Question, StreamEvent } from '../dialect.ts';
import type { NextToken, Prompt } from '../prompt.ts';
import type { ReportedUsage } from '../usage.ts';
import { at, given, listAt, numberAt, textAt } from '../wire.ts';

/** A key as most servers want it. */
export function bearer(key: string | undefined): Readonly<Record<string, string>> {
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}

/** Models that think first: they take neither `temperature` nor `stop`, and count tokens under another name. */
export function thinksFirst(model: string): boolean {
  return /^(?:openai\/)?(?:o\d|gpt-[5-9])/i.test(model);
}

/** Tokens that such a model may spend on thinking. */
export const thinkingRoom = 2048;

/** A body for `/completions`. */
export function completionBody(question: Question): object {
  const { model, temperature, stop, maxTokens, prompt, topLogprobs } = question;
  return {
    model,
    temperature,
    ...given({ stop: stop.length ? stop : undefined }),
    stream: true,
    max_tokens: maxTokens,
    ...given({ logprobs: topLogprobs || undefined }),
    ...texts(prompt),
  };
}

/** A body for `/chat/completions`. */
export function chatBody(question: Question): object {
  const { model, temperature, stop, maxTokens, prompt, topLogprobs } = question;
  const messages = prompt.messages ?? [];
  if (thinksFirst(model)) {
    return {
      model,
      stream: true,
      max_completion_tokens: maxTokens + thinkingRoom,
      reasoning_effort: 'low',
      messages,
    };
  }
  return {
    model,
    temperature,
    ...given({ stop: stop.length ? stop : undefined }),
    stream: true,
    max_tokens: maxTokens,
    ...(topLogprobs ? { logprobs: true, top_logprobs: topLogprobs } : {}),
    messages,
  };
}

/** The prompt as one text; a server that only continues text is not shown the suffix: it would continue that. */
export function texts({ kind, format, segments }: Prompt): {
  readonly prompt: string;
  readonly suffix?: string;
} {
  const joined = (part: typeof segments) => part.map(({ text }) => text).join('');
  const before = joined(segments.filter((segment) => segment.kind !== 'suffix'));
  const suffix = joined(segments.filter((segment) => segment.kind === 'suffix'));
  if (kind === 'native') return { prompt: before, suffix };
  return { prompt: format === 'plain' ? before : joined(segments) };
}

/** Chat for chat prompts, completions for the others, with what a dialect adds to both bodies. */
export function openAICall(question: Question, more: object = {}): Call {
  const isChat = question.prompt.kind === 'chat';
  return {
    path: isChat ? 'chat/completions' : 'completions',
    body: { ...(isChat ? chatBody(question) : completionBody(question)), ...more },
    framing: 'events',
    read: readChoice,
  };
}

/** An event of either route. An event without choices is no piece of a completion, unless it tells the usage. */
export function readChoice(event: unknown): StreamEvent {
  const failure = failureIn(event);
  if (failure !== undefined) return { ...nothing, failure };
  const usage = readUsage(at(event, 'usage'));
  const choices = at(event, 'choices');
  if (!Array.isArray(choices)) return { ...nothing, failure: notAPiece, ...given({ usage }) };
  const delta = at(choices[0], 'delta');
  const text = textAt(choices[0], 'text') ?? textAt(delta, 'content') ?? '';
  const thought = textAt(delta, 'reasoning_content') ?? textAt(delta, 'reasoning') ?? '';
  const end = textAt(choices[0], 'finish_reason') ?? '';
  return {
    text,
    alive: text !== '' || thought !== '',
    end: end !== '',
    withheld: end === 'content_filter',
    ...given({ usage, alternatives: readAlternatives(at(choices[0], 'logprobs')) }),
  };
}

export const nothing: StreamEvent = { text: '', alive: false, end: false };

/** Marks an event that is not of the protocol. */
export const notAPiece = 'not a piece of a completion';

/** What a server says went wrong in the middle of a stream. */
export function failureIn(event: unknown): string | undefined {
  const error = at(event, 'error');
  if (error === undefined || error === null) return undefined;
  return textAt(error, 'message') ?? (typeof error === 'string' ? error : JSON.stringify(error));
}

function readUsage(usage: unknown): ReportedUsage | undefined {
  const promptTokens = numberAt(usage, 'prompt_tokens');
  if (promptTokens === undefined) return undefined;
  return given({
    promptTokens,
    completionTokens: numberAt(usage, 'completion_tokens'),
    cachedTokens:
      numberAt(usage, 'prompt_tokens_details', 'cached_tokens') ?? numberAt(usage, 'prompt_cache_hit_tokens'),
  });
}

/** Alternatives of the event's first token: chat lists them, completions have a record. */
export function readAlternatives(logprobs: unknown): readonly NextToken[] | undefined {
  const listed = listAt(logprobs, 'content', 0, 'top_logprobs');
  if (listed.length) return listed.flatMap(nextToken);
  const record = at(logprobs, 'top_logprobs', 0);
  if (typeof record !== 'object' || record === null) return undefined;
  return Object.entries(record).flatMap(([text, logprob]) =>
    typeof logprob === 'number' ? [{ text, logprob }] : [],
  );
}

/** A `{token, logprob}` of any server. */
export function nextToken(value: unknown): NextToken[] {
  const text = textAt(value, 'token');
  const logprob = numberAt(value, 'logprob');
  return text === undefined || logprob === undefined ? [] : [{ text, logprob }];
}
