import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyhole } from '../support/keyhole.ts';
import { openAIServer } from '../support/openai-server.ts';
import { projectRoot } from '../support/sources.ts';

test('the doctor prints what it looks at, and ends with 1 where something failed', async () => {
  const { stdout, code } = await keyhole(['doctor', '--endpoint', 'http://127.0.0.1:1/v1', '--model', 'm']);
  expect(code).toBe(1);
  expect(stdout).toMatch(/^ok +model: [^]*\nfailed +connection: Nothing listens at 127\.0\.0\.1:1/);
});

test('as data with --json, without the key, and with 0 where all is well', async () => {
  await using server = await openAIServer(() => ['left', ' + right']);
  const environment = { KEYHOLE_API_KEY: 'sk-very-secret' };
  const { stdout, code } = await keyhole(
    ['doctor', '--json', '--endpoint', server.endpoint, '--model', 'test-model'],
    {
      environment,
    },
  );
  expect(code).toBe(0);
  expect(stdout).not.toContain('sk-very-secret');
  const steps: { name: string; state: string }[] = JSON.parse(stdout);
  expect(steps.map(({ name }) => name)).toEqual([
    'model',
    'proxy',
    'host name',
    'connection',
    'encryption',
    'key',
    'server',
    'model name',
    'fill-in-the-middle',
    'window',
    'abilities',
    'first token',
  ]);
});

test('a server whose certificate an authority of the company vouches for is spoken to over TLS', async () => {
  const tls = join(projectRoot, 'test', 'fixtures', 'tls');
  const pem = (name: string) => readFileSync(join(tls, `${name}.pem`));
  const keys = { key: pem('vouched-key'), cert: pem('vouched-certificate') };
  const secure = createServer(keys, ({ url = '' }, response) => {
    if (url === '/v1/models') return void response.end('{"data": [{"id": "qwen2.5-coder"}]}');
    if (!url.endsWith('/completions')) return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end('data: {"choices": [{"text": "left + right", "finish_reason": "stop"}]}\n\n');
  });
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  const { port } = secure.address() as AddressInfo;
  const words = ['doctor', '--endpoint', `https://localhost:${port}/v1`, '--model', 'qwen2.5-coder'];
  const environment = { NODE_EXTRA_CA_CERTS: join(tls, 'authority.pem') };
  const { stdout, code } = await keyhole(words, { environment });
  expect(stdout).toMatch(/ok +encryption: .*TLS/);
  expect(stdout).toMatch(/ok +first token: The model wrote "left \+ right"/);
  expect(code).toBe(0);
  expect((await keyhole(words)).stdout).toMatch(/failed +encryption: .*NODE_EXTRA_CA_CERTS/);
  secure.closeAllConnections();
  secure.close();
});
