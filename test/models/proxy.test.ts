import { readFileSync } from 'node:fs';
import { createServer as createSecureServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { createServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { proxyFor, tunnel } from '../../server/models/proxy.ts';
import { createTransport } from '../../server/models/transport.ts';
import { wireServer } from '../support/wire-server.ts';

const through = (url: string, environment: Record<string, string>) =>
  proxyFor(new URL(url), environment)?.href;
const proxy = 'http://proxy:3128/';

describe('which proxy', () => {
  test.each([
    ['https://api.openai.com/v1', { HTTPS_PROXY: proxy }, proxy],
    ['https://api.openai.com/v1', { https_proxy: proxy, HTTPS_PROXY: 'http://other/' }, proxy],
    ['https://api.openai.com/v1', { HTTP_PROXY: proxy }, undefined],
    ['https://api.openai.com/v1', { ALL_PROXY: 'proxy:3128' }, proxy],
    ['http://models.local/v1', { HTTP_PROXY: proxy }, proxy],
    ['http://localhost:8080/v1', { HTTP_PROXY: proxy, ALL_PROXY: proxy }, undefined],
    ['http://127.0.0.1:8080/v1', { HTTP_PROXY: proxy }, undefined],
    ['http://[::1]:8080/v1', { HTTP_PROXY: proxy }, undefined],
    ['https://a.corp/', { HTTPS_PROXY: proxy, NO_PROXY: 'b.corp, .corp' }, undefined],
    ['https://corp/', { HTTPS_PROXY: proxy, NO_PROXY: '.corp' }, undefined],
    ['https://acorp/', { HTTPS_PROXY: proxy, NO_PROXY: 'corp' }, proxy],
    ['https://a.corp:8443/', { HTTPS_PROXY: proxy, NO_PROXY: 'a.corp:443' }, proxy],
    ['https://a.corp/', { HTTPS_PROXY: proxy, NO_PROXY: '*' }, undefined],
    ['https://a.corp/', { HTTPS_PROXY: 'socks5://proxy:1080' }, undefined],
  ])('%s with %j: %s', (url, environment, expected) => {
    expect(through(url, environment as Record<string, string>)).toBe(expected);
  });
});

const signal = AbortSignal.timeout(10_000);

async function bodyOf(answer: { body: AsyncIterable<Uint8Array> }): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe('through a proxy', () => {
  test('an http address is asked for whole, with the name and password that the proxy wants', async () => {
    await using server = await wireServer((_, response) => void response.end('from the proxy'));
    const { port } = new URL(server.origin);
    const transport = createTransport({
      environment: { http_proxy: `http://me:p%20w@127.0.0.1:${port}` },
      connect: 1_000,
    });
    const url = new URL('http://models.corp/v1/completions');
    const answer = await transport.send({ url, method: 'POST', headers: { a: 'b' }, body: '{}' }, signal);
    expect(await bodyOf(answer)).toBe('from the proxy');
    const [asked] = server.asked;
    expect(asked?.path).toBe('http://models.corp/v1/completions');
    expect(asked?.headers).toMatchObject({
      host: 'models.corp',
      a: 'b',
      'proxy-authorization': `Basic ${btoa('me:p w')}`,
    });
  });

  test('an https address is reached by a tunnel that the proxy cannot look into', async () => {
    const pem = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url));
    const secure = createSecureServer({ key: pem('key'), cert: pem('certificate') }, (_, response) =>
      response.end('x'),
    );
    const relay = createServer();
    relay.on('connect', ({ url = '' }, socket) => {
      const port = Number(url.split(':')[1]);
      const onward = connect(port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      socket.on('error', () => onward.destroy());
      onward.on('error', () => socket.destroy());
    });
    for (const each of [secure, relay])
      await new Promise<void>((resolve) => each.listen(0, '127.0.0.1', resolve));
    const [to, by] = [secure, relay].map((each) => (each.address() as AddressInfo).port);
    const transport = createTransport({
      environment: { https_proxy: `http://127.0.0.1:${by}` },
      connect: 5_000,
    });
    const sent = transport.send(
      { url: new URL(`https://models.corp:${to}/`), method: 'GET', headers: {} },
      signal,
    );
    // The tunnel stands; that nobody vouches for the certificate is the server's, not the proxy's, trouble.
    await expect(sent).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    secure.close();
    relay.close();
  });

  test('a proxy that refuses says so, without its password', async () => {
    const relay = createServer().on('connect', (_, socket) =>
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
    );
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
    const { port } = relay.address() as AddressInfo;
    const refused = tunnel('models.corp:443', new URL(`http://me:secret@127.0.0.1:${port}`), signal);
    await expect(refused).rejects.toThrow(
      /^The proxy http:\/\/127\.0\.0\.1:\d+ refused to connect to models\.corp:443 \(407: it wants a name and a password\)$/,
    );
    relay.close();
  });
});
