import { expect, test } from 'vitest';
import { keyhole } from '../support/keyhole.ts';
import { openAIServer } from '../support/openai-server.ts';

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
