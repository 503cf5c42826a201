/** What a server, a network or a person in a hurry may do: memory stays flat, and there is one clear message. */

import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { createHttpModel, type HttpModel, ModelError } from '../../server/models/models.ts';
import { defaultSettings } from '../../server/protocol/protocol.ts';
import { heapInUse } from '../support/heap.ts';
import { type WireServer, wireServer } from '../support/wire-server.ts';
import { plainRequest } from '../support/generate-requests.ts';

const text = 'const total = invoice.';
const request = { ...plainRequest(text), maxTokens: 1_000_000 };

function modelAt(
  { origin }: Pick<WireServer, 'origin'>,
  deadlines = { connect: 5_000, firstToken: 30_000, total: 60_000 },
): HttpModel {
  const settings = {
    ...defaultSettings.model,
    name: 'm',
    endpoint: `${origin}/v1`,
    dialect: 'compatible' as const,
  };
  return createHttpModel({ settings, deadlines, environment: {}, formatFor: () => 'chat' });
}

async function read(model: HttpModel, signal = AbortSignal.timeout(60_000)): Promise<string> {
  try {
    let all = '';
    for await (const piece of model.generate(request, signal)) all += piece.text;
    return all;
  } catch (error) {
    expect(error).toBeInstanceOf(ModelError);
    return `${(error as ModelError).kind}: ${(error as ModelError).message}`.replaceAll(
      /127\.0\.0\.1:\d+/g,
      'HOST',
    );
  }
}

const events = { 'content-type': 'text/event-stream' };
const piece = (content: string, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ text: content, finish_reason: finish }] })}\n\n`;

/** Whether a request is one to the model, and not about the server. */
const asks = (path: string) => path.endsWith('/completions');

/** Answers every question with `total`, at once or when told. */
const answering = (wait?: Promise<void>) =>
  wireServer(async ({ path }, response) => {
    if (!asks(path)) return;
    await wait;
    response.writeHead(200, events).end(piece('total') + piece('', 'stop') + 'data: [DONE]\n\n');
  });

/** What may stay on the heap after all that: caches that are bounded. */
const flat = 16_000_000;

describe('a stream without end', () => {
  test('leaves nothing behind, however long somebody reads it', async () => {
    const chunk = piece('x').repeat(500);
    await using server = await wireServer(async ({ path }, response) => {
      if (!asks(path)) return;
      response.writeHead(200, events);
      const closed = once(response, 'close');
      while (!response.destroyed) {
        if (response.write(chunk)) await new Promise(setImmediate);
        else await Promise.race([once(response, 'drain'), closed]);
      }
    });
    const stream = modelAt(server).generate(request, AbortSignal.timeout(60_000));
    let pieces = 0;
    let before = 0;
    for await (const _ of stream) {
      if (++pieces === 5_000) before = heapInUse();
      if (pieces === 60_000) break;
    }
    expect(heapInUse() - before).toBeLessThan(flat);
  });

  test('is read no faster than it is used: the server has to wait', async () => {
    let sent = 0;
    const chunk = piece(' value'.repeat(2_000));
    await using server = await wireServer(async ({ path }, response) => {
      if (!asks(path)) return;
      response.writeHead(200, events);
      const closed = once(response, 'close');
      while (!response.destroyed) {
        sent += chunk.length;
        if (response.write(chunk)) await new Promise(setImmediate);
        else await Promise.race([once(response, 'drain'), closed]);
      }
    });
    const stream = modelAt(server).generate(request, AbortSignal.timeout(60_000))[Symbol.asyncIterator]();
    await stream.next();
    let before = -1;
    await expect.poll(() => before === (before = sent), { interval: 200, timeout: 20_000 }).toBe(true);
    expect(sent).toBeLessThan(30_000_000);
    await stream.return?.();
    await expect.poll(() => server.open).toBe(0);
  });

  test('and without a line end is given up, at a megabyte', async () => {
    await using server = await wireServer(async ({ path }, response) => {
      if (!asks(path)) return;
      response.writeHead(200, events).write('data: ');
      const closed = once(response, 'close');
      while (!response.destroyed) {
        if (response.write('x'.repeat(65_536))) await new Promise(setImmediate);
        else await Promise.race([once(response, 'drain'), closed]);
      }
    });
    expect(await read(modelAt(server))).toMatch(/^garbled: .* sent a line of more than 1000000 characters/);
  });
});

describe('requests in a hurry', () => {
  test('10,000 at once: four are asked, some wait, the oldest are told; then the model answers again', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await using server = await answering(promise);
    const model = modelAt(server);
    await model.learn(AbortSignal.timeout(10_000));
    const before = heapInUse();
    const answers = Array.from({ length: 10_000 }, () => read(model));
    await expect.poll(() => server.open, { timeout: 30_000 }).toBe(4);
    resolve();
    const counts = Map.groupBy(await Promise.all(answers), (answer) => answer.replace(/:.*/, ''));
    expect(counts.get('total')).toHaveLength(36);
    expect(counts.get('overloaded')).toHaveLength(10_000 - 36);
    expect(server.mostOpen).toBe(4);
    expect(counts.get('overloaded')?.[0]).toMatchInlineSnapshot(
      `"overloaded: More than 36 requests wait for the model at once, so the oldest was dropped. Type on, or choose a faster model."`,
    );
    expect(await read(model)).toBe('total');
    answers.length = 0;
    counts.clear();
    expect(heapInUse() - before).toBeLessThan(flat);
  });

  test('10,000 keystrokes, each of which ends the request before it: nothing is left of them', async () => {
    await using server = await answering();
    const model = modelAt(server);
    expect(await read(model)).toBe('total');
    const before = heapInUse();
    let last = new AbortController();
    const answers: Promise<string>[] = [];
    for (let i = 0; i < 10_000; i++) {
      last.abort();
      last = new AbortController();
      answers.push(read(model, last.signal));
      if (i % 100 === 0) await new Promise(setImmediate);
    }
    const settled = await Promise.all(answers);
    expect(settled.at(-1)).toBe('total');
    expect(settled.filter((answer) => answer !== '' && answer !== 'total')).toEqual([]);
    expect(server.mostOpen).toBeLessThan(50);
    await expect.poll(() => server.open).toBe(0);
    answers.length = 0;
    settled.length = 0;
    expect(heapInUse() - before).toBeLessThan(flat);
  });
});

describe('a server in trouble', () => {
  test('is asked again after a moment, and what it then says is the answer', async () => {
    let refusals = 2;
    await using server = await wireServer(({ path }, response) => {
      if (!asks(path)) return;
      if (refusals-- > 0)
        return void response.writeHead(503, { 'retry-after': '0' }).end('{"error":"loading model"}');
      response.writeHead(200, events).end(piece('total', 'stop'));
    });
    expect(await read(modelAt(server))).toBe('total');
    expect(server.asked.filter(({ path }) => asks(path))).toHaveLength(3);
  });

  test('that puts the request off for longer than anyone waits is not asked again', async () => {
    await using server = await wireServer(({ path }, response) => {
      if (asks(path))
        response.writeHead(429, { 'retry-after': '3600' }).end('{"error":{"message":"slow down"}}');
    });
    expect(await read(modelAt(server))).toMatch(/^rate limited: .*Ask again after 3600 s/);
    expect(server.asked.filter(({ path }) => asks(path))).toHaveLength(1);
  });

  test('that takes no connection is given up at the deadline for connections', async () => {
    // An address that is reserved for documentation: nobody answers there.
    const model = modelAt(
      { origin: 'http://192.0.2.1:81' },
      { connect: 300, firstToken: 30_000, total: 60_000 },
    );
    expect(await read(model)).toMatch(/^(timed out|unreachable): /);
  });
});
