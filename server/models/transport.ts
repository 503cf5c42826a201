/**
 * One HTTP request and its answer, over a socket of this machine or through a proxy. The body is read only as fast
 * as it is asked for, redirects are not followed (one would carry source code to a server that nobody chose), and
 * leaving or aborting the answer closes the socket.
 */

import http, { type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import { type Environment, portOf, proxyFor, proxyHeaders, tunnel } from './proxy.ts';

export interface HttpRequest {
  readonly url: URL;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  header(name: string): string;
  /** Ends when it is complete, throws `BrokenBody` when the connection ends before. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Closes the connection unless the answer is complete. */
  leave(): void;
}

/** The connection ended in the middle of an answer. */
export class BrokenBody extends Error {}

/** The server did not take the connection in time. */
export class ConnectTimeout extends Error {}

export interface Transport {
  /** @throws whatever the network says: `ConnectTimeout`, `ProxyError`, or an `Error` with Node's code. */
  send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>;
  /** Closes the connections that are kept for later requests. */
  close(): void;
}

export interface TransportOptions {
  readonly environment: Environment;
  /** Milliseconds until the connection stands. */
  readonly connect: number;
}

/** Connections are kept for the next request, except those through a proxy. */
export function createTransport({ environment, connect }: TransportOptions): Transport {
  const plain = new http.Agent({ keepAlive: true });
  const secure = new https.Agent({ keepAlive: true });

  async function send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const late = new AbortController();
    const timer = setTimeout(
      () => late.abort(new ConnectTimeout(`no connection within ${connect} ms`)),
      connect,
    );
    const stop = AbortSignal.any([signal, late.signal]);
    try {
      const proxy = proxyFor(request.url, environment);
      const agent = request.url.protocol === 'https:' ? secure : plain;
      const route = proxy ? await through(proxy, request, stop) : { agent };
      return await exchange({ ...direct(request), ...route, signal: stop }, request, () =>
        clearTimeout(timer),
      );
    } catch (error) {
      throw late.signal.aborted ? late.signal.reason : error;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    send,
    close() {
      plain.destroy();
      secure.destroy();
    },
  };
}

function direct({ url, method, headers }: HttpRequest): RequestOptions {
  return {
    protocol: url.protocol,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: portOf(url),
    path: url.pathname + url.search,
    method,
    headers,
  };
}

/** What of the request is otherwise when a proxy stands in between. */
async function through(
  proxy: URL,
  { url, headers }: HttpRequest,
  signal: AbortSignal,
): Promise<RequestOptions> {
  if (url.protocol === 'https:') {
    const socket = await tunnel(`${url.hostname}:${portOf(url)}`, proxy, signal);
    return { createConnection: () => tls.connect({ socket, servername: url.hostname }) };
  }
  return {
    protocol: proxy.protocol,
    host: proxy.hostname,
    port: portOf(proxy),
    path: url.href,
    headers: { ...headers, host: url.host, ...proxyHeaders(proxy) },
    agent: false,
  };
}

function exchange(
  options: RequestOptions,
  { body }: HttpRequest,
  connected: () => void,
): Promise<HttpAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<HttpAnswer>();
  const asked = (options.protocol === 'https:' ? https : http).request(options);
  asked.on('error', reject);
  asked.on('response', (answer) => resolve(answerOf(answer)));
  asked.on('socket', (socket) => {
    if (!socket.connecting && !(socket instanceof tls.TLSSocket && !asked.reusedSocket)) return connected();
    socket.once(socket instanceof tls.TLSSocket ? 'secureConnect' : 'connect', connected);
  });
  asked.end(body);
  return promise;
}

function answerOf(answer: IncomingMessage): HttpAnswer {
  // A failure that nobody reads of any more is no failure.
  answer.on('error', () => {});
  return {
    status: answer.statusCode ?? 0,
    header: (name) => [answer.headers[name] ?? ''].flat().join(', '),
    body: bodyOf(answer),
    leave: () => void answer.destroy(),
  };
}

async function* bodyOf(answer: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of answer) {
      const bytes: Uint8Array = chunk;
      yield bytes;
    }
  } catch (error) {
    throw new BrokenBody('the connection was closed', { cause: error });
  }
}
