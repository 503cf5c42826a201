/** Turns whatever a server or the network did into a `ModelError`: what happened, why, what to do. */

import type { ModelSettings } from '../protocol/protocol.ts';
import { BadStream } from './events.ts';
import { ModelError } from './prompt.ts';
import { ProxyError } from './proxy.ts';
import { BrokenBody, ConnectTimeout } from './transport.ts';
import { at } from './wire.ts';

/** What to do when an answer broke off. */
export const whenCut = 'It may have crashed or run out of memory: look at its log, then ask again.';

/** The environment variable that holds the API key, as messages name it. */
const apiKeyVariable = 'KEYHOLE_API_KEY';

/** A server, as messages speak of it. */
export interface Named {
  readonly settings: ModelSettings;
  /** The endpoint as messages show it: without what may be secret in it. */
  readonly address: string;
  readonly server: string;
}

/** An answer that is a refusal. */
export class Refusal extends Error {
  readonly status: number;
  readonly header: (name: string) => string;

  /** `message` is what the server itself says. */
  constructor(status: number, message: string, header: (name: string) => string) {
    super(message);
    this.status = status;
    this.header = header;
  }
}

export function named(settings: ModelSettings): Named {
  const address = shown(settings);
  return { settings, address, server: `The model server at ${address}` };
}

/** What went wrong, why, and what to do, from whatever was thrown. */
export function explain(error: unknown, to: Named): ModelError {
  if (error instanceof ModelError) return error;
  if (error instanceof BadStream) return garbled(to, error.message);
  if (error instanceof Refusal) return byStatus(error, to);
  if (error instanceof ProxyError)
    return new ModelError(
      'unreachable',
      `${error.message}. Correct HTTPS_PROXY or HTTP_PROXY, or name the server in NO_PROXY.`,
    );
  if (error instanceof ConnectTimeout) return byCode(['ETIMEDOUT'], to);
  if (error instanceof BrokenBody)
    return new ModelError(
      'cut off',
      `${to.server} closed the connection in the middle of the answer (${codesOf(error).at(-1) ?? 'no cause given'}). ${whenCut}`,
    );
  return byCode(codesOf(error), to);
}

/** The server said in the middle of its answer that something went wrong. */
export function brokeOff(to: Named, why: string): ModelError {
  return new ModelError(
    'failed',
    `${to.server} broke off with an error${detail(why, to)}. Look at its log, then ask again.`,
  );
}

function byStatus(error: Refusal, to: Named): ModelError {
  const { settings } = to;
  const { status } = error;
  const said = `(${status}${detail(error.message, to)})`;
  if (status === 401 || status === 403) {
    const key = settings.apiKey ? 'did not accept the API key' : 'asks for an API key and none is set';
    return new ModelError(
      'unauthorized',
      `${to.server} ${key} ${said}. Put a valid key into the environment variable ${apiKeyVariable}.`,
    );
  }
  if (status === 407)
    return new ModelError(
      'unreachable',
      `The proxy before ${to.address} wants a name and a password ${said}. Put them into HTTP_PROXY (http://name:password@host:port), or name the server in NO_PROXY.`,
    );
  if (status === 404 || status === 405) {
    const why = `${to.server} does not know the model "${settings.name}" or has no such route ${said}`;
    return new ModelError(
      'not found',
      `${why}. Check keyhole.model.name, and that keyhole.model.endpoint ends where the API begins, often with /v1. A server that only chats needs keyhole.model.format "chat".`,
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
      `${to.server} sends on to ${error.header('location').slice(0, 100)} (${status}). Set keyhole.model.endpoint to that one if you trust it.`,
    );
  return new ModelError(
    'refused',
    `${to.server} refused the request ${said}. If the prompt was too long, lower keyhole.model.contextWindow; else choose another keyhole.model.format.`,
  );
}

function retryAfter(error: Refusal): string {
  const wait = error.header('retry-after').slice(0, 100);
  if (wait === '') return 'Wait a moment, then ask again.';
  return `Ask again after ${/^\d+$/.test(wait) ? `${wait} s` : wait} (Retry-After).`;
}

function byCode(codes: readonly string[], to: Named): ModelError {
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

/** Codes along the chain of causes, outermost first. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  let each = error;
  for (let depth = 0; each && depth < 8; depth++, each = at(each, 'cause')) {
    const code = at(each, 'code');
    if (typeof code === 'string') codes.push(code);
  }
  return codes;
}

/** What the server itself says, in one short line without the key. */
function detail(message: string, { settings: { apiKey } }: Named): string {
  const line = message.replace(/\s+/g, ' ').trim();
  const safe = apiKey ? line.replaceAll(apiKey, '[key]') : line;
  return safe === '' ? '' : `: ${safe.slice(0, 200)}`;
}

export function garbled(to: Named, what: string): ModelError {
  return new ModelError(
    'garbled',
    `${to.server} ${what}. See that keyhole.model.endpoint is the address of an OpenAI-compatible API, often ending in /v1.`,
  );
}

/** The endpoint without what may be secret in it. */
function shown({ endpoint }: ModelSettings): string {
  const url = URL.parse(endpoint ?? '');
  return url ? url.origin + url.pathname : 'an address that is not valid';
}
