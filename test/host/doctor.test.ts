/** The doctor on real sockets: what is wrong is said in plain words, in the step where it is found. */

import { readFileSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diagnose } from '../../server/host/host.ts';
import {
  defaultSettings,
  type DoctorStep,
  type ModelSettings,
  type Settings,
} from '../../server/protocol/protocol.ts';
import { hasLlama, tinyModel } from '../support/llama.ts';
import { llamaServer } from '../support/llama-server.ts';
import { type WireRequest, wireServer } from '../support/wire-server.ts';

async function steps(
  model: Partial<ModelSettings>,
  more: Partial<Settings> = {},
  environment = {},
): Promise<DoctorStep[]> {
  const settings = { ...defaultSettings, ...more, model: { ...defaultSettings.model, ...model } };
  const found: DoctorStep[] = [];
  for await (const step of diagnose(settings, AbortSignal.timeout(60_000), { environment })) found.push(step);
  return found;
}

/** The steps that are neither fine nor skipped, `name: text`. */
function troubles(found: readonly DoctorStep[]): string[] {
  return found
    .filter(({ state }) => state === 'failed' || state === 'warning')
    .map(({ name, text }) => `${name}: ${text}`.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST'));
}

const states = (found: readonly DoctorStep[]) =>
  found.map(({ name, state }) => `${name} ${state}`).join(', ');

describe('the way to a server', () => {
  test('a host that does not exist', async () => {
    const found = await steps({ name: 'm', endpoint: 'http://no-such-host.invalid/v1' });
    expect(troubles(found).join()).toMatch(/^host name: The name no-such-host\.invalid is not known \(E/);
    expect(states(found)).toBe('model ok, proxy skipped, host name failed, first token skipped');
  });

  test('a port where nothing listens', async () => {
    expect(troubles(await steps({ name: 'm', endpoint: 'http://127.0.0.1:1/v1' })).join()).toMatch(
      /^connection: Nothing listens at HOST \(ECONNREFUSED\)\. Start the model server/,
    );
  });

  test('https where the server speaks http, and a certificate that nobody vouches for', async () => {
    await using plain = await wireServer((_, response) => void response.end());
    const wrong = await steps({ name: 'm', endpoint: plain.origin.replace('http', 'https') });
    expect(troubles(wrong).join()).toMatch(/^encryption: HOST does not speak https/);
    const pem = (name: string) => readFileSync(new URL(`../fixtures/tls/${name}.pem`, import.meta.url));
    const secure = createSecureServer({ key: pem('key'), cert: pem('certificate') });
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const { port } = secure.address() as AddressInfo;
    const own = await steps({ name: 'm', endpoint: `https://127.0.0.1:${port}/v1` });
    expect(troubles(own).join()).toMatch(
      /^encryption: .* an authority that Node does not know .*NODE_EXTRA_CA_CERTS/,
    );
    secure.close();
  });

  test('a proxy that cannot be reached, and code that would go out unencrypted', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const found = await steps(
      { name: 'm', endpoint: 'https://models.corp/v1' },
      {},
      { HTTPS_PROXY: `http://127.0.0.1:${port}` },
    );
    expect(found.find(({ name }) => name === 'proxy')?.text).toMatch(/go through the proxy http:/);
    expect(troubles(found).join()).toMatch(/^connection: Nothing listens at HOST/);
  });
});

test.each([
  [407, /^proxy: The proxy wants a name and a password \(407\)\. Put them into HTTP_PROXY/],
  [403, /^key: The server, or the proxy before it, wants an API key \(403\)/],
])('a proxy that answers %i in place of a server without https', async (status, words) => {
  await using proxy = await wireServer((_, response) => void response.writeHead(status).end());
  const found = await steps(
    { name: 'm', endpoint: 'http://models.corp/v1' },
    {},
    { HTTP_PROXY: proxy.origin },
  );
  expect(troubles(found)[1]).toMatch(words);
});

test('a proxy that lets nobody through, and a server that does not say what it is', async () => {
  const proxy = createHttpServer().on('connect', (_, socket) => socket.end('HTTP/1.1 403 Forbidden\r\n\r\n'));
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  const environment = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
  const refused = await steps({ name: 'm', endpoint: 'https://models.corp/v1' }, {}, environment);
  expect(troubles(refused).join()).toMatch(
    /^encryption: The proxy http:\/\/HOST refused to connect to models\.corp:443 \(403\)\. Ask whoever runs the proxy/,
  );
  proxy.close();
  await using broken = await wireServer(
    (_, response) => void response.writeHead(500).end('{"error": "full"}'),
  );
  const found = await steps({ name: 'qwen2.5-coder', endpoint: `${broken.origin}/v1` });
  expect(troubles(found).join()).toMatch(
    /^server: It answers the question for its models with 500 and does not say/,
  );
});

/** A server that lists these models and writes `left + right`. */
function serving(
  models: readonly string[],
  owner: string,
  routes: (request: WireRequest) => unknown = () => undefined,
) {
  return wireServer((request, response) => {
    const own = routes(request);
    if (own !== undefined)
      return void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(own));
    if (request.path === '/v1/models')
      return void response.end(JSON.stringify({ data: models.map((id) => ({ id, owned_by: owner })) }));
    if (!/completions/.test(request.path)) return;
    const choice = request.path.includes('chat')
      ? { delta: { content: 'left + right' } }
      : { text: 'left + right' };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`data: ${JSON.stringify({ choices: [{ ...choice, finish_reason: 'stop' }] })}\n\n`);
  });
}

describe('a server', () => {
  test('that works: every step is fine, with the time of the first token', async () => {
    await using server = await serving(['qwen2.5-coder-7b'], 'vllm', ({ path }) =>
      path === '/version' ? { version: '0.12.1' } : undefined,
    );
    const found = await steps({ name: 'qwen2.5-coder-7b', endpoint: `${server.origin}/v1` });
    expect(troubles(found).filter((text) => !text.includes('too slow to type with'))).toEqual([]);
    expect(found.find(({ name }) => name === 'server')?.text).toMatchInlineSnapshot(
      `"It is vLLM 0.12.1. Keyhole was tested with the answers that its documentation shows, not with the service itself."`,
    );
    expect(found.at(-1)).toMatchObject({ name: 'first token', ms: expect.any(Number) });
  });

  test('that does not have the model offers the nearest names', async () => {
    await using server = await serving(['llama-3', 'qwen2.5-coder-7b', 'gemma'], 'somebody');
    expect(troubles(await steps({ name: 'qwen2.5-coder', endpoint: server.origin }))[0]).toMatch(
      /^model name: The server has no model "qwen2\.5-coder"\. Set keyhole\.model\.name to one that it has: "qwen2\.5-coder-7b", /,
    );
  });

  test('that wants a key, and one that does not accept it', async () => {
    await using server = await wireServer((_, response) => void response.writeHead(401).end('{}'));
    expect(troubles(await steps({ name: 'm', endpoint: server.origin }))[0]).toMatch(
      /^key: The server wants an API key \(401\), and none is set/,
    );
    expect(troubles(await steps({ name: 'm', endpoint: server.origin, apiKey: 'sk-x' }))[0]).toMatch(
      /^key: The server does not accept the API key \(401\)/,
    );
  });

  test('whose model cannot fill in the middle, and one with too small a window', async () => {
    const props = { default_generation_settings: { n_ctx: 512 }, model_path: '/m/tiny.gguf' };
    await using server = await serving(['tiny'], 'llamacpp', ({ path }) =>
      path === '/props' ? props : undefined,
    );
    const found = troubles(await steps({ name: 'tiny', endpoint: server.origin, format: 'native' }));
    expect(found[0]).toMatch(/^fill-in-the-middle: .* the model has no tokens for it/);
    const small = troubles(await steps({ name: 'qwen2.5-coder', endpoint: server.origin })).find((text) =>
      text.startsWith('window'),
    );
    expect(small).toMatch(/a window of 512 tokens, and 2144 are wanted .*llama-server -c 4096/);
  });

  test('that is slow is told from one that is not', async () => {
    await using server = await wireServer(async ({ path }, response) => {
      if (path === '/v1/models') return void response.end('{"data":[{"id":"qwen2.5-coder"}]}');
      if (path !== '/v1/completions') return;
      await new Promise((resolve) => setTimeout(resolve, 1_100));
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end('data: {"choices":[{"text":"left","finish_reason":"stop"}]}\n\n');
    });
    expect(troubles(await steps({ name: 'qwen2.5-coder', endpoint: server.origin })).join()).toMatch(
      /^first token: .*too slow to type with/,
    );
  });

  test('one dialect is told from another by what the server says of itself', async () => {
    for (const [owner, title] of [
      ['library', 'Ollama'],
      ['llamacpp', "llama.cpp's server"],
      ['nobody', 'an OpenAI-compatible server'],
    ] as const) {
      await using server = await serving(['m'], owner);
      const found = await steps({ name: 'm', endpoint: server.origin });
      expect(found.find(({ name }) => name === 'server')?.text).toContain(`It is ${title}.`);
    }
  });
});

describe('without a server', () => {
  test('the embedded model answers', async () => {
    expect(states(await steps({}))).toBe('model ok, window ok, first token ok');
  });

  test('a file that is not there, or no model', async () => {
    expect(troubles(await steps({ name: '/no/such.gguf' }))[0]).toMatch(
      /^file: \/no\/such\.gguf cannot be read \(ENOENT\)/,
    );
    const path = join(tmpdir(), 'keyhole-test-no-model.gguf');
    writeFileSync(path, 'not a model');
    expect(troubles(await steps({ name: path }))[0]).toMatch(/^file: .* is no GGUF file/);
  });

  test('a GGUF file where nothing is installed that runs it', async () => {
    const found = await steps({ name: tinyModel() }, {}, { KEYHOLE_CACHE_DIR: '/nowhere' });
    expect(troubles(found)[0]).toMatch(/^node-llama-cpp: .*Run "keyhole model install"/);
  });
});

test.runIf(hasLlama)('a real model behind a server is found to be what it is', async () => {
  await using server = await llamaServer({ modelPath: tinyModel(), contextSize: 1024 });
  const found = await steps({ name: 'local', endpoint: server.endpoint });
  expect(found.filter(({ state }) => state === 'failed')).toEqual([]);
  expect(found.find(({ name }) => name === 'fill-in-the-middle')?.text).toMatch(/"native": the server joins/);
  expect(troubles(found)[0]).toMatch(/^window: The model has a window of 1024 tokens/);
});
