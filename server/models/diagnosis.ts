/** Looks at the way to a model server, from the proxy to the certificate, and says where it ends. */

import { lookup } from 'node:dns/promises';
import net from 'node:net';
import tls from 'node:tls';
import type { DoctorStep } from '../protocol/protocol.ts';
import { abortable, deadline, messageOf } from '../text/text.ts';
import { type Environment, isThisMachine, portOf, proxyFor, tunnel } from './proxy.ts';
import { textAt } from './wire.ts';

export interface Way {
  readonly endpoint: URL;
  readonly environment: Environment;
  /** Milliseconds for each step. */
  readonly ms: number;
}

/** Ends after the first step that fails. */
export async function* diagnoseWay(way: Way, signal: AbortSignal): AsyncGenerator<DoctorStep> {
  const proxy = proxyFor(way.endpoint, way.environment);
  yield proxyStep(way.endpoint, proxy);
  const next = proxy ?? way.endpoint;
  for (const step of [() => nameStep(next, way, signal), () => connectionStep(next, way, signal)]) {
    const found = await step();
    yield found;
    if (found.state === 'failed') return;
  }
  yield await encryptionStep(way, proxy, signal);
}

function proxyStep({ hostname }: URL, proxy: URL | undefined): DoctorStep {
  const text = proxy
    ? `Requests go through the proxy ${proxy.protocol}//${proxy.host} (from the environment).`
    : isThisMachine(hostname)
      ? 'The server is on this machine: no proxy is used.'
      : 'No proxy is set in the environment: the server is reached directly.';
  return { name: 'proxy', state: proxy ? 'ok' : 'skipped', text };
}

async function nameStep({ hostname }: URL, { ms }: Way, signal: AbortSignal): Promise<DoctorStep> {
  const name = 'host name';
  const host = hostname.replace(/^\[|\]$/g, '');
  if (net.isIP(host))
    return { name, state: 'skipped', text: `${host} is an address: no name has to be looked up.` };
  using limited = deadline(ms, signal);
  try {
    const { address } = await limited.race(lookup(host));
    return { name, state: 'ok', text: `${host} is ${address}.` };
  } catch (error) {
    signal.throwIfAborted();
    const why = textAt(error, 'code') ?? messageOf(error);
    return {
      name,
      state: 'failed',
      text: `The name ${host} is not known (${why}). Look for a mistake in keyhole.model.endpoint, and see that this machine is online.`,
    };
  }
}

async function connectionStep(to: URL, { ms }: Way, signal: AbortSignal): Promise<DoctorStep> {
  const name = 'connection';
  const started = performance.now();
  try {
    (await connected(to, ms, signal)).destroy();
    return { name, state: 'ok', text: `${to.host} takes connections.`, ms: performance.now() - started };
  } catch (error) {
    signal.throwIfAborted();
    return { name, state: 'failed', text: whyNoConnection(to, textAt(error, 'code') ?? messageOf(error)) };
  }
}

function whyNoConnection({ hostname, host }: URL, why: string): string {
  if (why === 'ECONNREFUSED') {
    const start = isThisMachine(hostname)
      ? ' Start the model server, for example "ollama serve" or "llama-server -m FILE.gguf".'
      : '';
    return `Nothing listens at ${host} (${why}).${start} Look at the port in keyhole.model.endpoint.`;
  }
  return `${host} does not take a connection (${why}). A firewall may be in between, or the server is down.`;
}

async function connected(to: URL, ms: number, signal: AbortSignal): Promise<net.Socket> {
  using limited = deadline(ms, signal);
  const socket = net.connect({ host: to.hostname.replace(/^\[|\]$/g, ''), port: portOf(to) });
  const { promise, resolve, reject } = Promise.withResolvers<net.Socket>();
  socket.once('connect', () => resolve(socket));
  socket.on('error', reject);
  try {
    return await limited.race(promise);
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

async function encryptionStep(
  { endpoint, ms }: Way,
  proxy: URL | undefined,
  signal: AbortSignal,
): Promise<DoctorStep> {
  const name = 'encryption';
  if (endpoint.protocol === 'http:') {
    return isThisMachine(endpoint.hostname)
      ? { name, state: 'skipped', text: 'http on this machine: nothing leaves it.' }
      : {
          name,
          state: 'warning',
          text: `Code is sent to ${endpoint.host} unencrypted. Use https where the server has it.`,
        };
  }
  using limited = deadline(ms, signal);
  try {
    const protocol = await limited.race(handshake(endpoint, proxy, limited.signal));
    return { name, state: 'ok', text: `The certificate of ${endpoint.hostname} is valid (${protocol}).` };
  } catch (error) {
    signal.throwIfAborted();
    return {
      name,
      state: 'failed',
      text: whyNoEncryption(endpoint, textAt(error, 'code') ?? '', messageOf(error)),
    };
  }
}

async function handshake(endpoint: URL, proxy: URL | undefined, signal: AbortSignal): Promise<string> {
  const servername = net.isIP(endpoint.hostname) ? '' : endpoint.hostname;
  const port = portOf(endpoint);
  const through = proxy && (await tunnel(`${endpoint.hostname}:${port}`, proxy, signal));
  const socket = tls.connect({
    ...(through ? { socket: through } : { host: endpoint.hostname, port }),
    servername,
  });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  socket.once('secureConnect', () => resolve(socket.getProtocol() ?? 'TLS'));
  socket.on('error', reject);
  return abortable(promise, signal).finally(() => socket.destroy());
}

function whyNoEncryption({ host }: URL, code: string, message: string): string {
  if (/WRONG_VERSION|EPROTO|PACKET_LENGTH/.test(code))
    return `${host} does not speak https (${code}). Write http:// in keyhole.model.endpoint.`;
  if (/CERT_HAS_EXPIRED/.test(code))
    return `The certificate of ${host} has expired (${code}). Its owner has to renew it.`;
  if (/ALTNAME/.test(code))
    return `The certificate is for another name than ${host} (${code}). Use the name that it is for.`;
  if (/SELF_SIGNED|UNABLE_TO|LEAF_SIGNATURE|UNTRUSTED/.test(code))
    return `The certificate of ${host} comes from an authority that Node does not know (${code}). Set NODE_EXTRA_CA_CERTS to that authority's certificate, in the environment from which the editor starts.`;
  if (message.startsWith('The proxy '))
    return `${message}. Ask whoever runs the proxy to let it through, or name another one in HTTPS_PROXY.`;
  return `No secure connection to ${host} (${code || message}). See that the address and the proxy are right.`;
}
