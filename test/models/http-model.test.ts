import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createHttpModel,
  type GenerateRequest,
  ModelError,
  type Prompt,
} from '../../server/models/models.ts';
import { defaultSettings, type ModelSettings } from '../../server/protocol/protocol.ts';
import { type Fault, type OpenAIServer, openAIServer } from '../support/openai-server.ts';

const secret = 'sk-very-secret-key';
let server: OpenAIServer;
beforeEach(async () => {
  server = await openAIServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const segment = (of: 'prefix' | 'suffix', text: string) => ({ kind: of, origin: '/a.ts', text });

function prompt(kind: Prompt['kind'], parts: Partial<Prompt> = {}): Prompt {
  return {
    format: kind === 'chat' ? 'chat' : 'native',
    kind,
    segments: [segment('prefix', 'const total = invoice.'), segment('suffix', ';\n')],
    messages: [
      { role: 'system', content: 'complete' },
      { role: 'user', content: 'const total = invoice.<HOLE/>;' },
    ],
    stop: [],
    path: '/a.ts',
    language: 'typescript',
    prefix: 'const total = invoice.',
    suffix: ';\n',
    ...parts,
  };
}

interface Asked {
  readonly prompt?: Prompt;
  readonly request?: Partial<GenerateRequest>;
  readonly signal?: AbortSignal;
  readonly settings?: { readonly endpoint?: string; readonly apiKey?: string; readonly name?: string };
  readonly deadlines?: { readonly firstToken: number; readonly total: number };
}

/** Asks over the socket; what came, and the failure if there was one. */
async function ask(asked: Asked = {}): Promise<{ text: string; pieces: number; error?: ModelError }> {
  const settings: ModelSettings = {
    ...defaultSettings.model,
    name: 'test',
    endpoint: server.endpoint,
    format: 'native',
    dialect: 'compatible',
    ...asked.settings,
  };
  const deadlines = { connect: 500, ...(asked.deadlines ?? { firstToken: 1_000, total: 5_000 }) };
  const model = createHttpModel({ settings, deadlines, environment: {}, formatFor: () => 'chat' });
  const request = {
    prompt: asked.prompt ?? prompt('completion'),
    likely: [],
    maxTokens: 96,
    rejected: [],
    ...asked.request,
  };
  const came: string[] = [];
  try {
    for await (const { text } of model.generate(request, asked.signal ?? new AbortController().signal))
      came.push(text);
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return { text: came.join(''), pieces: came.length, error: error as ModelError };
  }
  return { text: came.join(''), pieces: came.length };
}

function says(...pieces: string[]): void {
  server.answer = () => pieces;
}

/** The failure under a fault, as `kind: message` with the port taken out. */
async function failure(fault: Fault, asked: Asked = {}): Promise<string> {
  server.fault = fault;
  const { error } = await ask(asked);
  return `${error?.kind}: ${error?.message}`.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST');
}

describe('what is sent', () => {
  test('a completion sends its segments joined, and no suffix', async () => {
    await ask({ prompt: prompt('completion', { format: 'codellama', stop: ['a', 'b', 'c', 'd', 'e'] }) });
    expect(server.requests[0]?.path).toBe('/v1/completions');
    expect(server.requests[0]?.body).toEqual({
      model: 'test',
      prompt: 'const total = invoice.;\n',
      max_tokens: 96,
      temperature: 0,
      stop: ['a', 'b', 'c', 'd'],
      stream: true,
    });
  });

  test('a native format sends prompt and suffix apart, a plain one no suffix at all', async () => {
    await ask({ prompt: prompt('native') });
    await ask({ prompt: prompt('completion', { format: 'plain' }) });
    expect(server.requests[0]?.body).toMatchObject({ prompt: 'const total = invoice.', suffix: ';\n' });
    expect(server.requests[1]?.body.prompt).toBe('const total = invoice.');
  });

  test('chat sends messages; a reasoning model gets neither temperature nor stop', async () => {
    await ask({ prompt: prompt('chat', { stop: ['x'] }), settings: { name: 'gpt-5-mini' } });
    const { path, body } = server.requests[0]!;
    expect([path, body.max_completion_tokens, body.temperature, body.stop]).toEqual([
      '/v1/chat/completions',
      96 + 2048,
      undefined,
      undefined,
    ]);
    expect(body.messages).toHaveLength(2);
  });

  test('the key is sent where there is one, no authorization where there is none', async () => {
    await ask({ settings: { apiKey: secret } });
    await ask();
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${secret}`,
      undefined,
    ]);
  });

  test('after a rejected completion more variety is asked for', async () => {
    await ask({ request: { rejected: ['total'] } });
    expect(server.requests[0]?.body.temperature).toBeGreaterThan(0);
  });
});

describe('what comes back', () => {
  test('text arrives in pieces while the server writes', async () => {
    says('for', 'mat', '(x)');
    expect(await ask()).toEqual({ text: 'format(x)', pieces: 3 });
    expect((await ask({ prompt: prompt('chat') })).text).toBe('format(x)');
  });

  test("the server's own model continues from the prompt it was sent", async () => {
    const segments = [
      { kind: 'prefix' as const, origin: '', text: 'return invoice.total;\nreturn invoice.t' },
    ];
    expect((await ask({ prompt: prompt('completion', { segments }) })).text).toMatch(/^otal;/);
  });

  test('a control token cut over pieces is stripped, and ends the answer where it is an end', async () => {
    says('a<|fi', 'm_pr', 'efix|>b', ' < c', '<|im_', 'end|>', ' and more');
    expect((await ask()).text).toBe('ab < c');
  });

  test('a stop text that the server ignored ends the answer', async () => {
    says('one\nt', 'wo\n', '\nthree');
    expect((await ask({ prompt: prompt('completion', { stop: ['\n\n'] }) })).text).toBe('one\ntwo');
  });

  test('what the prompt had neutralised is restored', async () => {
    says('x = "<', ' |fim_prefix', '|>"');
    expect((await ask()).text).toBe('x = "<|fim_prefix|>"');
  });

  test.each([
    ['```ts\nfoo();\n```', 'foo();'],
    ['```\n  foo();\n\n  bar();\n  ```\nHope that helps!', '  foo();\n\n  bar();'],
    ['<think>Hm, ``` is tricky\n</think>\n\n```python\nx\n', 'x\n'],
    ['  foo(`a ${b}`)', '  foo(`a ${b}`)'],
    ['`', '`'],
    ['/** ```\n * x\n * ``` */', '/** ```\n * x\n * ``` */'],
  ])('a chat answer %j is unwrapped, however it is cut', async (answer, expected) => {
    for (const size of [1, 3, 100]) {
      says(...(answer.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []));
      expect((await ask({ prompt: prompt('chat') })).text).toBe(expected);
    }
  });

  test('characters cut in two by the network or by the server arrive whole', async () => {
    server.fault = 'half a character';
    says('naïve ', '漢字', '\ud83d', '\ude00!', '\ud83d');
    expect((await ask()).text).toBe('naïve 漢字😀!');
  });

  test('no more tokens than asked for, even from a server that never stops', async () => {
    server.fault = 'endless';
    expect((await ask({ request: { maxTokens: 10 } })).text).toBe(' value'.repeat(10));
    server.fault = 'none';
    says('one two three four five');
    expect((await ask({ request: { maxTokens: 2 } })).text).toBe('one two');
  });
});

describe('stopping', () => {
  test.each(['endless', 'slow first token'] as const)(
    'an abort (%s) ends quietly and closes the socket',
    async (fault) => {
      server.fault = fault;
      const controller = new AbortController();
      const answer = ask({ signal: controller.signal, request: { maxTokens: 100_000 } });
      await expect.poll(() => server.requests.length).toBe(1);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const aborted = performance.now();
      controller.abort();
      expect((await answer).error).toBeUndefined();
      await expect.poll(() => server.hangUps.length, { timeout: 200, interval: 5 }).toBe(1);
      expect(server.hangUps[0]! - aborted).toBeLessThan(200);
    },
  );

  test('an aborted signal opens no socket', async () => {
    expect(await ask({ signal: AbortSignal.abort() })).toEqual({ text: '', pieces: 0 });
    expect(server.requests).toEqual([]);
  });

  test('leaving the stream closes the socket', async () => {
    server.fault = 'endless';
    await ask({ prompt: prompt('completion', { stop: ['value value'] }) });
    await expect.poll(() => server.hangUps.length, { timeout: 200, interval: 5 }).toBe(1);
  });

  test('the deadline for the first token', async () => {
    const started = performance.now();
    expect(
      await failure('slow first token', { deadlines: { firstToken: 100, total: 5_000 } }),
    ).toMatchInlineSnapshot(
      `"timed out: The model server at http://HOST/v1 sent no text within 100 ms. It may be loading or busy: ask again, choose a smaller model, or raise the deadline."`,
    );
    expect(performance.now() - started).toBeLessThan(600);
    await expect.poll(() => server.hangUps.length).toBe(1);
  });

  test('the deadline for the whole answer leaves what came before', async () => {
    server.fault = 'slow stream';
    says(...'abcdefghijklmnopqrstuvwxyz');
    const { text, error } = await ask({ deadlines: { firstToken: 300, total: 450 } });
    expect('abcdefghij'.startsWith(text) && text !== '').toBe(true);
    expect(error?.kind).toBe('timed out');
    expect(error?.message).toContain('was not done within 450 ms');
  });
});

describe('failures say what happened, why, and what to do', () => {
  const key = { settings: { apiKey: secret } };

  test('refusals by status', async () => {
    expect(await failure('rate limited')).toMatchInlineSnapshot(
      `"rate limited: The model server at http://HOST/v1 takes no more requests for now (429: too many requests). Ask again after 7 s (Retry-After)."`,
    );
    expect(await failure('unauthorized')).toMatchInlineSnapshot(
      `"unauthorized: The model server at http://HOST/v1 asks for an API key and none is set (401: bad key undefined). Put a valid key into the environment variable KEYHOLE_API_KEY."`,
    );
    expect(await failure('unauthorized', key)).toMatchInlineSnapshot(
      `"unauthorized: The model server at http://HOST/v1 did not accept the API key (401: bad key [key]). Put a valid key into the environment variable KEYHOLE_API_KEY."`,
    );
    expect(await failure('not found')).toMatchInlineSnapshot(
      `"not found: The model server at http://HOST/v1 does not know the model "test" or has no such route (404: model does not exist). Check keyhole.model.name, and that keyhole.model.endpoint ends where the API begins, often with /v1. A server that only chats needs keyhole.model.format "chat"."`,
    );
    expect(await failure('server error')).toMatchInlineSnapshot(
      `"failed: The model server at http://HOST/v1 failed (500: out of memory). Wait a moment, then ask again."`,
    );
    expect(await failure('redirect')).toMatchInlineSnapshot(
      `"refused: The model server at http://HOST/v1 sends on to http://HOST/v1 (307). Set keyhole.model.endpoint to that one if you trust it."`,
    );
  });

  test('what may pass is asked again, what a server puts off beyond the deadline is not', async () => {
    await failure('server error', { deadlines: { firstToken: 2_000, total: 5_000 } });
    expect(server.requests).toHaveLength(4);
    await failure('rate limited');
    expect(server.requests).toHaveLength(5);
  });

  test('what is no stream', async () => {
    says('a', 'b', 'c', 'd');
    expect(await failure('garbage')).toMatchInlineSnapshot(
      `"garbled: The model server at http://HOST/v1 answered with text/html instead of a stream of events. See that keyhole.model.endpoint is the address of an OpenAI-compatible API, often ending in /v1."`,
    );
    expect(await failure('bad json')).toMatchInlineSnapshot(
      `"garbled: The model server at http://HOST/v1 sent an event that is not JSON. See that keyhole.model.endpoint is the address of an OpenAI-compatible API, often ending in /v1."`,
    );
    expect(await failure('error event')).toMatchInlineSnapshot(
      `"failed: The model server at http://HOST/v1 broke off with an error: slot lost. Look at its log, then ask again."`,
    );
  });

  test('a broken stream keeps the text that came before', async () => {
    says('one ', 'two ', 'thr<', 'ee');
    for (const fault of ['cut off', 'silent end'] as const) {
      server.fault = fault;
      const { text, error } = await ask();
      expect([text, error?.kind]).toEqual(['one two thr<', 'cut off']);
    }
    expect(await failure('cut off')).toMatchInlineSnapshot(
      `"cut off: The model server at http://HOST/v1 closed the connection in the middle of the answer (ECONNRESET). It may have crashed or run out of memory: look at its log, then ask again."`,
    );
    expect(await failure('silent end')).toMatchInlineSnapshot(
      `"cut off: The model server at http://HOST/v1 ended the stream before its end. It may have crashed or run out of memory: look at its log, then ask again."`,
    );
  });

  test('no server, no host, no answer, no endpoint', async () => {
    const gone = await openAIServer();
    await gone[Symbol.asyncDispose]();
    expect(await failure('none', { settings: { endpoint: gone.endpoint } })).toMatchInlineSnapshot(
      `"unreachable: Nothing listens at http://HOST/v1 (ECONNREFUSED). Start the model server, or correct keyhole.model.endpoint."`,
    );
    expect(
      (await ask({ settings: { endpoint: 'http://no-such-host.invalid/v1' } })).error?.message,
    ).toContain('The host of http://no-such-host.invalid/v1 is not known');
    expect(await failure('reset')).toMatchInlineSnapshot(
      `"unreachable: No answer from http://HOST/v1 (ECONNRESET). See that the model server runs, or correct keyhole.model.endpoint."`,
    );
    expect(await failure('none', { settings: { endpoint: 'ftp://x' } })).toMatchInlineSnapshot(
      `"unreachable: The model server has no http address. Set keyhole.model.endpoint, for example to http://HOST/v1."`,
    );
  });

  test('TLS: a plain server asked for https, and a server without a certificate to trust', async () => {
    const secure = server.endpoint.replace('http:', 'https:');
    expect((await ask({ settings: { endpoint: secure } })).error?.message).toMatch(
      /^No secure connection to https:/,
    );
    const tls = createTlsServer({}).listen(0, '127.0.0.1');
    await new Promise((resolve) => tls.once('listening', resolve));
    const { port } = tls.address() as AddressInfo;
    const { error } = await ask({ settings: { endpoint: `https://127.0.0.1:${port}/v1` } });
    expect(error?.kind).toBe('unreachable');
    await new Promise((resolve) => tls.close(resolve));
  });

  test('an answer in one piece of JSON is not taken for a stream', async () => {
    const plain = createServer((_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"choices": [{"text": "x"}]}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => plain.once('listening', resolve));
    const { port } = plain.address() as AddressInfo;
    const { error } = await ask({ settings: { endpoint: `http://127.0.0.1:${port}/v1` } });
    expect(error?.kind).toBe('garbled');
    plain.closeAllConnections();
    plain.close();
  });

  test('no failure contains the key', async () => {
    const faults: Fault[] = [
      'unauthorized',
      'rate limited',
      'not found',
      'server error',
      'garbage',
      'cut off',
      'reset',
    ];
    says('a', 'b', 'c', 'd');
    const endpoint = server.endpoint.replace('/v1', `/v1?key=${secret}`);
    for (const fault of faults) {
      for (const settings of [{ apiKey: secret }, { apiKey: secret, endpoint }]) {
        server.fault = fault;
        const { error } = await ask({ settings });
        expect(error).toBeDefined();
        expect(
          `${error!.message}${error!.stack}${JSON.stringify(error)}${String(error!.cause)}`,
        ).not.toContain(secret);
      }
    }
  });
});
