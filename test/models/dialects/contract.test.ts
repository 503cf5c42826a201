/** What every dialect promises, over real sockets: one suite, the same for all of them. */

import type { ServerResponse } from 'node:http';
import { describe, expect, test } from 'vitest';
import {
  createHttpModel,
  type GenerateRequest,
  type HttpModel,
  ModelError,
  type Prompt,
} from '../../../server/models/models.ts';
import { metered } from '../../../server/features/metered.ts';
import { dialects } from '../../../server/models/dialects/dialects.ts';
import { defaultSettings, dialectChoices, type ModelUsage } from '../../../server/protocol/protocol.ts';
import { type WireServer, wireServer } from '../../support/wire-server.ts';
import { type WireFixture, wireFixtures } from './wire-fixtures.ts';

const user = 'const total = invoice.<HOLE/>;\n';

function promptOf(kind: Prompt['kind']): Prompt {
  const segments =
    kind === 'chat'
      ? [
          { kind: 'instructions' as const, origin: 'chat', text: 'Complete.' },
          { kind: 'prefix' as const, origin: '/a.ts', text: user },
        ]
      : [
          { kind: 'prefix' as const, origin: '/a.ts', text: 'const total = invoice.' },
          { kind: 'suffix' as const, origin: '/a.ts', text: ';\n' },
        ];
  const messages = [
    { role: 'system' as const, content: 'Complete.' },
    { role: 'user' as const, content: user },
  ];
  const at = { path: '/a.ts', language: 'typescript', prefix: 'const total = invoice.', suffix: ';\n' };
  return { format: kind === 'completion' ? 'template' : kind, kind, segments, messages, stop: [], ...at };
}

interface Came {
  readonly text: string;
  readonly error?: ModelError;
  readonly usage?: ModelUsage | undefined;
}

function modelFor(fixture: WireFixture, server: WireServer): HttpModel {
  return createHttpModel({
    settings: {
      ...defaultSettings.model,
      name: fixture.model,
      endpoint: `${server.origin}/v1`,
      apiKey: 'secret',
      dialect: fixture.dialect,
    },
    deadlines: { connect: 5_000, firstToken: 10_000, total: 20_000 },
    environment: {},
    formatFor: () => 'chat',
  });
}

function requestFor({ kind }: WireFixture): GenerateRequest {
  return { prompt: promptOf(kind), likely: [], maxTokens: 32, rejected: [] };
}

async function ask(
  fixture: WireFixture,
  server: WireServer,
  signal = AbortSignal.timeout(20_000),
): Promise<Came> {
  const model = modelFor(fixture, server);
  let text = '';
  let usage: ModelUsage | undefined;
  const request = { ...requestFor(fixture), report: (spent: ModelUsage) => (usage = spent) };
  try {
    for await (const piece of model.generate(request, signal)) text += piece.text;
    return { text, usage };
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return { text, usage, error: error as ModelError };
  } finally {
    model.close();
  }
}

/** A server that answers questions to the model with these bytes, cut where they are. */
function answering(
  fixture: WireFixture,
  write: (response: ServerResponse) => void | Promise<void>,
): Promise<WireServer> {
  return wireServer(async ({ method, path }, response) => {
    if (method !== 'POST' || path !== fixture.path || response.writableEnded) return;
    response.writeHead(200, { 'content-type': fixture.type });
    await write(response);
  });
}

test('every dialect that can be chosen is in the table and in this suite', () => {
  const named = dialectChoices.filter((choice) => choice !== 'auto').toSorted();
  expect(dialects.map(({ name }) => name).toSorted()).toEqual(named);
  expect([...new Set(wireFixtures.map(({ dialect }) => dialect))].toSorted()).toEqual(named);
});

describe.each(wireFixtures)('$dialect, $kind', (fixture) => {
  const { begin, piece, end } = fixture;

  test('asks where and how the documentation says, with the key where it belongs', async () => {
    await using server = await answering(
      fixture,
      (response) => void response.end(begin + piece('total') + end),
    );
    await ask(fixture, server);
    const [first] = server.asked.filter(({ path }) => path === fixture.path).toReversed();
    expect(first?.body).toMatchObject(fixture.body);
    expect(first?.headers).toMatchObject(fixture.key);
  });

  test('gives the text, however the network cuts it, and what the server counted', async () => {
    const bytes = Buffer.from(begin + piece('größe') + piece(' + 漢') + piece('😀;') + end);
    for (const size of [1, 7, 4096]) {
      await using server = await answering(fixture, async (response) => {
        for (let i = 0; i < bytes.length; i += size) {
          response.write(bytes.subarray(i, i + size));
          if (size > 1) await new Promise(setImmediate);
        }
        response.end();
      });
      const { text, error, usage } = await ask(fixture, server);
      expect([text, error]).toEqual(['größe + 漢😀;', undefined]);
      expect(usage).toMatchObject(fixture.usage);
    }
  });

  test('a failure in the middle leaves the text before it and says what the server said', async () => {
    await using server = await answering(
      fixture,
      (response) => void response.end(begin + piece('total') + fixture.failure),
    );
    const { text, error } = await ask(fixture, server);
    expect([text, error?.kind]).toEqual(['total', 'failed']);
    expect(error?.message).toMatch(/slot lost/);
    expect(error?.message).not.toContain('secret');
  });

  test('a stream that ends before its end is told from one that is complete', async () => {
    await using server = await answering(fixture, (response) => void response.end(begin + piece('total')));
    expect((await ask(fixture, server)).error?.kind).toBe('cut off');
  });

  test('an abort closes the socket', async () => {
    await using server = await answering(fixture, (response) => void response.write(begin + piece('total')));
    const controller = new AbortController();
    const came = ask(fixture, server, controller.signal);
    await expect.poll(() => server.asked.some(({ path }) => path === fixture.path)).toBe(true);
    controller.abort();
    expect((await came).error).toBeUndefined();
    await expect.poll(() => server.open).toBe(0);
  });

  test('a field that the server does not know is left out from then on', async () => {
    const [field] = ['stream_options', 'temperature', 'think', 'cache_prompt'].filter(
      (name) => name in fixture.body,
    );
    if (field === undefined || field === 'cache_prompt') return;
    await using server = await wireServer(({ method, path, body }, response) => {
      if (method !== 'POST' || path !== fixture.path) return;
      if (field in body) {
        response.writeHead(400, { 'content-type': 'application/json' });
        return void response.end(
          JSON.stringify({ error: { message: `Unrecognized request argument: ${field}` } }),
        );
      }
      response.writeHead(200, { 'content-type': fixture.type });
      response.end(begin + piece('total') + end);
    });
    expect((await ask(fixture, server)).text).toBe('total');
  });
});

describe.each(wireFixtures.filter(({ choice }) => choice))('$dialect, $kind, tokens', (fixture) => {
  test('chooses a name by the fields that the documentation gives for it, and what it cost is told', async () => {
    const { begin, piece, end } = fixture;
    await using server = await answering(
      fixture,
      (response) => void response.end(begin + piece('get') + end),
    );
    const model = modelFor(fixture, server);
    const signal = AbortSignal.timeout(20_000);
    await model.learn(signal);
    const { model: noted, usage } = metered(model);
    const choice = await noted.choose?.(requestFor(fixture), ['getUser', 'setUser'], signal);
    model.close();
    expect(choice).toEqual({ name: 'getUser', requests: 1 });
    const [body] = server.asked.flatMap(({ path, body }) => (path === fixture.path ? [body] : []));
    expect(body).toMatchObject(fixture.choice ?? {});
    expect(usage).toMatchObject([fixture.usage]);
  });
});

describe('what has to come first is said in the words of the server', () => {
  const regex = expect.stringMatching(/^\(\?:id\|amount\)\(\?:\[\^a-zA-Z0-9_\$/);
  test.each([
    ['vllm', undefined, { structured_outputs: { regex } }],
    ['vllm', '0.12.1', { structured_outputs: { regex } }],
    ['vllm', '0.11.2', { guided_regex: regex }],
    ['llama.cpp', undefined, { grammar: expect.stringMatching(/^root ::= \("id" \| "amount"\) rest\n/) }],
  ] as const)('%s %s: %j', async (dialect, version, held) => {
    const fixture = wireFixtures.find((one) => one.dialect === dialect)!;
    const { begin, piece, end } = fixture;
    await using server = await wireServer(({ method, path }, response) => {
      if (path === '/version' && version)
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ version }));
      if (method !== 'POST' || path !== fixture.path) return;
      response.writeHead(200, { 'content-type': fixture.type }).end(begin + piece('amount') + end);
    });
    const model = modelFor(fixture, server);
    const request = { ...requestFor(fixture), constraint: { names: ['id', 'amount'] } };
    let text = '';
    for await (const one of model.generate(request, AbortSignal.timeout(20_000))) text += one.text;
    model.close();
    expect(text).toBe('amount');
    expect(server.asked.findLast(({ path }) => path === fixture.path)?.body).toMatchObject(held);
  });
});
