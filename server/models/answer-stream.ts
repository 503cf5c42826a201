/**
 * One answer as a stream of events: sent, sent again while what went wrong may pass, and once more without a field that
 * the server does not know. Ends when the server says that the answer is complete.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Call, Question, StreamEvent } from './dialect.ts';
import { notAPiece } from './dialects/openai-shape.ts';
import { valuesIn } from './events.ts';
import type { Meter } from './meter.ts';
import { brokeOff, garbled, type Named, Refusal, whenCut } from './model-errors.ts';
import { type Known, textOf, urlOf } from './probe.ts';
import { ModelError } from './prompt.ts';
import type { Clock } from './request-clock.ts';
import { waitBeforeRetry } from './retry.ts';
import type { HttpAnswer, Transport } from './transport.ts';
import { at, textAt } from './wire.ts';

/** A server, and what was learned of it. */
export interface Server {
  readonly to: Named;
  readonly transport: Transport;
  readonly known: Known;
  /** Fields that it refused; they are sent no more. */
  readonly dropped: Set<string>;
}

export interface Asking {
  readonly server: Server;
  readonly question: Question;
  readonly clock: Clock;
  readonly meter: Meter;
}

/** @throws {ModelError} and whatever the network says. */
export async function* answered(asking: Asking, signal: AbortSignal): AsyncGenerator<StreamEvent> {
  const { server, question, clock, meter } = asking;
  const call = server.known.dialect.call(question);
  const answer = await sent(asking, call, signal);
  try {
    checkFraming(server, call, answer);
    let isFinished = false;
    try {
      for await (const value of valuesIn(answer.body, call.framing)) {
        const event = checked(call.read(value), server.to);
        meter.see(event);
        if (event.alive) clock.begun();
        yield event;
        if (event.end && !isFinished) clock.said();
        isFinished ||= event.end;
      }
    } catch (error) {
      if (!isFinished) throw error;
    }
    if (!isFinished)
      throw new ModelError('cut off', `${server.to.server} ended the stream before its end. ${whenCut}`);
  } finally {
    answer.leave();
  }
}

function checkFraming({ to }: Server, { framing }: Call, answer: HttpAnswer): void {
  const type = answer.header('content-type') || 'no content type';
  const isRight = framing === 'events' ? /event-stream/i : /json/i;
  if (!isRight.test(type)) throw garbled(to, `answered with ${type} instead of a stream of events`);
}

/** An event that is no failure. */
function checked(event: StreamEvent, to: Named): StreamEvent {
  if (event.failure === notAPiece && !event.usage) throw garbled(to, `sent an event that is ${notAPiece}`);
  if (event.failure !== undefined && event.failure !== notAPiece) throw brokeOff(to, event.failure);
  if (event.withheld) {
    throw new ModelError(
      'refused',
      `${to.server} withheld the answer (content filter). Try at another place, or use another model.`,
    );
  }
  return event;
}

async function sent(asking: Asking, call: Call, signal: AbortSignal): Promise<HttpAnswer> {
  const { server, clock, meter } = asking;
  for (let attempt = 0; ; attempt++) {
    try {
      return await sendOnce(server, call, signal);
    } catch (error) {
      if (dropField(error, call, server)) continue;
      const wait = waitBeforeRetry(error, { attempt, left: clock.left });
      if (wait === undefined || signal.aborted) throw error;
      await sleep(wait, undefined, { signal });
      meter.retried();
    }
  }
}

async function sendOnce(
  { to, transport, known, dropped }: Server,
  call: Call,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const body = Object.fromEntries(Object.entries(call.body).filter(([name]) => !dropped.has(name)));
  const headers = { ...known.dialect.headers(to.settings.apiKey), 'content-type': 'application/json' };
  const request = {
    url: urlOf(known.base, call.path),
    method: 'POST' as const,
    headers,
    body: JSON.stringify(body),
  };
  const answer = await transport.send(request, signal);
  if (answer.status >= 200 && answer.status < 300) return answer;
  const message = said(await textOf(answer.body, longestRefusal).catch(() => ''));
  answer.leave();
  throw new Refusal(answer.status, message, answer.header);
}

/** Characters of a refusal that are read. */
const longestRefusal = 20_000;

/** What a refusal says, whichever way the server writes it. */
function said(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    return (
      textAt(value, 'error', 'message') ??
      textAt(value, 'error') ??
      textAt(value, 'message') ??
      textAt(value, 'detail') ??
      ''
    );
  } catch {
    return text.startsWith('<') ? '' : text.slice(0, 200);
  }
}

/** Fields that hold a model to a beginning. A server that refuses them has no grammar after all. */
export const grammarFields: readonly string[] = ['structured_outputs', 'guided_regex', 'grammar'];

/** Fields that hold an answer to tokens. */
export const tokenFields: readonly string[] = ['allowed_token_ids', 'logit_bias'];

/** Fields without which the answer is still of use. */
const dispensable: readonly string[] = [
  'stream_options',
  'prompt_cache_key',
  'prompt_cache_breakpoint',
  'temperature',
  'stop',
  'stop_sequences',
  'logprobs',
  'top_logprobs',
  'reasoning_effort',
  'reasoning',
  'store',
  'think',
  ...grammarFields,
  ...tokenFields,
];

/** Whether the server refused one of the fields that can be done without; from then on it is left out. */
function dropField(error: unknown, { body }: Call, { dropped }: Server): boolean {
  if (!(error instanceof Refusal) || (error.status !== 400 && error.status !== 422)) return false;
  const { message } = error;
  const field = dispensable.find(
    (name) => at(body, name) !== undefined && !dropped.has(name) && new RegExp(`\\b${name}\\b`).test(message),
  );
  if (field === undefined) return false;
  dropped.add(field);
  return true;
}
