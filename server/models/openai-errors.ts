/** Turns whatever the library or the network threw into a `ModelError`: what happened, why, what to do. */

import type { ModelSettings } from '../protocol/protocol.ts';
import { ModelError } from './prompt.ts';

/** What to do when an answer broke off. */
export const whenCut = 'It may have crashed or run out of memory: look at its log, then ask again.';

/** The environment variable that holds the API key, as messages name it. */
const apiKeyVariable = 'KEYHOLE_API_KEY';

/** Settings with the prompt format decided: its name comes from the layer that owns the formats. */
export interface OpenAIModelSettings extends ModelSettings {
  readonly format: string;
}

/** Milliseconds from the request until the first piece of text, and until the last. */
export interface ModelDeadlines {
  readonly firstToken: number;
  readonly total: number;
}

/** A server and what is known of it. */
export interface Connection {
  readonly settings: OpenAIModelSettings;
  readonly deadlines: ModelDeadlines;
  /** The endpoint as messages show it: without what may be secret in it. */
  readonly address: string;
  readonly server: string;
}

/** What went wrong, why, and what to do, from whatever the library or the network threw. */
export function explain(error: unknown, to: Connection): ModelError {
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

export function garbled(to: Connection, what: string): ModelError {
  return new ModelError(
    'garbled',
    `${to.server} ${what}. See that keyhole.model.endpoint is the address of an OpenAI-compatible API, often ending in /v1.`,
  );
}

/** The endpoint without what may be secret in it. */
export function shown({ endpoint }: OpenAIModelSettings): string {
  const url = URL.parse(endpoint ?? '');
  return url ? url.origin + url.pathname : 'an address that is not valid';
}

/** A property of a value of unknown shape. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
