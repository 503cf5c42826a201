/**
 * Proxies as the environment names them (HTTP_PROXY, HTTPS_PROXY, ALL_PROXY, NO_PROXY, in small letters too).
 * This machine itself is always reached directly.
 */

import http from 'node:http';
import https from 'node:https';
import type { Duplex } from 'node:stream';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The proxy for an address, or `undefined` where it is reached directly. */
export function proxyFor(url: URL, environment: Environment): URL | undefined {
  const named = (name: string) => environment[name] || environment[name.toUpperCase()];
  if (isThisMachine(url.hostname) || isExcepted(url, named('no_proxy') ?? '')) return undefined;
  const written = named(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy') ?? named('all_proxy');
  if (!written) return undefined;
  const proxy = URL.parse(written.includes('://') ? written : `http://${written}`);
  return proxy && /^https?:$/.test(proxy.protocol) ? proxy : undefined;
}

export function isThisMachine(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\]|::1)$/i.test(hostname);
}

function isExcepted(url: URL, exceptions: string): boolean {
  const number = `${portOf(url)}`;
  return exceptions.split(/[\s,]+/).some((exception) => {
    if (exception === '') return false;
    if (exception === '*') return true;
    const [, name = '', only] = /^(.*?)(?::(\d+))?$/.exec(exception) ?? [];
    const bare = name.replace(/^\*?\./, '').toLowerCase();
    const host = url.hostname.toLowerCase();
    return (only === undefined || only === number) && (host === bare || host.endsWith(`.${bare}`));
  });
}

/** What a proxy wants to know of who asks. */
export function proxyHeaders({ username, password }: URL): Record<string, string> {
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** A proxy did not let a connection through. The message never holds its password. */
export class ProxyError extends Error {
  constructor(what: string, { protocol, host }: URL) {
    super(`The proxy ${protocol}//${host} ${what}`);
    this.name = 'ProxyError';
  }
}

/** A connection to `host:port` through the proxy's CONNECT. @throws {ProxyError} */
export async function tunnel(target: string, proxy: URL, signal: AbortSignal): Promise<Duplex> {
  const { promise, resolve, reject } = Promise.withResolvers<Duplex>();
  const asked = requestOf(proxy)({
    host: proxy.hostname,
    port: portOf(proxy),
    method: 'CONNECT',
    path: target,
    headers: { host: target, ...proxyHeaders(proxy) },
    agent: false,
    signal,
  });
  asked.on('error', (error) => reject(new ProxyError(`cannot be reached (${error.message})`, proxy)));
  asked.on('connect', ({ statusCode = 0 }, socket) => {
    if (statusCode === 200) return resolve(socket);
    socket.destroy();
    reject(
      new ProxyError(
        `refused to connect to ${target} (${statusCode}${statusCode === 407 ? ': it wants a name and a password' : ''})`,
        proxy,
      ),
    );
  });
  asked.on('response', ({ statusCode }) =>
    reject(new ProxyError(`refused to connect to ${target} (${statusCode})`, proxy)),
  );
  asked.end();
  return promise;
}

/** `request` of the module that speaks the address's protocol. */
function requestOf({ protocol }: URL): typeof http.request {
  return protocol === 'https:' ? https.request : http.request;
}

export function portOf({ protocol, port }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
