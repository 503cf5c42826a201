/** A completion by a model behind a real socket; it streams from the n-gram model, word by word. */

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../server/host/host.ts';
import { NgramModel } from '../../server/models/models.ts';
import { defaultSettings, type Settings } from '../../server/protocol/protocol.ts';
import { fixture } from '../support/fixture.ts';
import { type ModelRequest, type OpenAIServer, openAIServer } from '../support/openai-server.ts';

const shop = fixture(`
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler"}}
//- /invoice.ts
export interface Invoice { id: string; total: number }
export function makeInvoice(id: string): Invoice { return { id, total: 0 }; }
export function paid(invoice: Invoice): boolean { return invoice.total === 0; }
//- /main.ts
import { type Invoice, makeInvoice, paid } from './invoice';
export const first: Invoice = makeInvoice('a');
export function total(invoice: Invoice): number {
  return invoice.total;
}
export function twice(invoice: Invoice): number {
  return invoice.$0
}
`);
const path = shop.document.path;
const learned = new NgramModel();
for (const [name, text] of shop.files) learned.learn({ path: shop.path(name), text, language: 'typescript' });

/** What the n-gram model makes of the prompt that came over the wire, in pieces of three characters. */
function* ngram({ prompt, body }: ModelRequest): Iterable<string> {
  const suffix = typeof body.suffix === 'string' ? body.suffix : shop.document.text.slice(shop.offset);
  const request = {
    path,
    language: 'typescript',
    prefix: prompt,
    suffix,
    contexts: [],
    likely: [],
    maxTokens: 32,
    rejected: [],
  };
  const text = learned.complete(request)[0]?.text ?? '';
  for (let i = 0; i < text.length; i += 3) yield text.slice(i, i + 3);
}

/** A legal answer that is long enough to be interrupted. */
const long = () => ['total', ...Array.from({ length: 60 }, () => ' + invoice.total')];

let server: OpenAIServer;
let engine: Engine;
const request = { id: 'r', document: shop.document, offset: shop.offset };
const within = (ms: number) => AbortSignal.timeout(ms);

beforeAll(async () => {
  server = await openAIServer(ngram);
  const model = {
    ...defaultSettings.model,
    name: 'native',
    format: 'native',
    endpoint: server.endpoint,
    inputPrice: 2,
  };
  const settings: Settings = {
    ...defaultSettings,
    typeDeadline: 30_000,
    checkDeadline: 30_000,
    modelFirstTokenDeadline: 1_000,
    modelDeadline: 2_000,
    model,
  };
  engine = createEngine({ root: shop.root, settings });
  await engine.indexed;
});
afterEach(() => {
  server.fault = 'none';
  server.answer = ngram;
});
afterAll(async () => {
  await engine.dispose();
  await server[Symbol.asyncDispose]();
  shop[Symbol.dispose]();
});

describe('a model over HTTP', () => {
  test('gets the context and completes with what adds no error', async () => {
    const { outcome, check, usage } = await engine.complete(request, within(30_000));
    expect(outcome).toEqual({ kind: 'completion', text: 'total;' });
    expect(usage).toMatchObject([{ counted: 'here', completionTokens: expect.any(Number), retries: 0 }]);
    expect(usage[0]?.cost).toBeGreaterThan(0);
    expect(check?.verdict).toBe('clean');
    expect(server.requests.at(-1)?.prompt).toMatch(
      /\/\/ invoice\.ts\n[^]*interface Invoice[^]*return invoice\.$/,
    );
  });

  test('is cut at the first member that does not exist', async () => {
    server.answer = () => ['sum', ' + ', 'total;'];
    const { outcome, monitor } = await engine.complete(request, within(30_000));
    expect(outcome).toMatchObject({ kind: 'none', reason: 'illegal member' });
    expect(monitor[0]).toMatchObject({ monitor: 'members', legal: 2, forbidden: 'sum' });
  });

  test('is not shown where it adds an error', async () => {
    server.answer = () => ['id;'];
    const { outcome, check } = await engine.complete(request, within(30_000));
    expect(outcome).toMatchObject({ kind: 'none', reason: 'adds an error' });
    expect(check?.diagnostics.join()).toContain("Type 'string' is not assignable to type 'number'");
  });

  test('is asked again, at most twice, with the errors and what is declared behind them', async () => {
    const chat = { ...defaultSettings.model, name: 'gpt-4o', format: 'chat', endpoint: server.endpoint };
    const answers = ['id;', 'id + 1;', 'total;'];
    server.answer = () => [answers.shift() ?? ''];
    const before = server.requests.length;
    const { settings } = engine;
    await engine.configure({ ...settings, model: chat });
    const { outcome, id, parent, earlier } = await engine.complete(request, within(30_000));
    expect(outcome).toEqual({ kind: 'completion', text: 'total;' });
    expect([id, parent]).toEqual(['r/3', 'r/2']);
    expect(earlier?.map((round) => [round.id, round.parent, round.check?.verdict])).toEqual([
      ['r', undefined, 'adds errors'],
      ['r/2', 'r', 'adds errors'],
    ]);
    const [, second] = server.requests.slice(before);
    expect(JSON.stringify(second?.body)).toContain('This text was tried there: id;');
    expect(JSON.stringify(second?.body)).toContain(
      "TS2322: Type 'string' is not assignable to type 'number'",
    );
    answers.push('id;', 'id;', 'id;', 'total;');
    const stubborn = await engine.complete(request, within(30_000));
    expect(stubborn.outcome).toMatchObject({ kind: 'none', reason: 'adds an error' });
    expect(answers).toEqual(['total;']);
    await engine.configure(settings);
  });

  test.each([
    ['slow first token', /1 s|1000 ms|second/],
    ['rate limited', /7 s|7 second/],
    ['cut off', /./],
    ['garbage', /./],
    ['server error', /./],
  ] as const)('that is %s gives one sentence and no completion', async (fault, message) => {
    server.fault = fault;
    server.answer = long;
    const { outcome } = await engine.complete(request, within(30_000));
    expect(outcome).toMatchObject({
      kind: 'none',
      reason: 'model failed',
      detail: expect.stringMatching(message),
    });
    server.fault = 'none';
    server.answer = ngram;
    expect((await engine.complete(request, within(30_000))).outcome.kind).toBe('completion');
  });

  test('is let go, down to the socket, when the request is cancelled', async () => {
    server.fault = 'slow stream';
    server.answer = long;
    const before = server.hangUps.length;
    const controller = new AbortController();
    const waiting = engine.complete(request, controller.signal);
    setTimeout(() => controller.abort(new Error('typed on')), 300);
    await expect(waiting).rejects.toThrow('typed on');
    await expect.poll(() => server.hangUps.length, { timeout: 1_000 }).toBe(before + 1);
  });
});
