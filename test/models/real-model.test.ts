/** The client against a real model behind real sockets, in two dialects. */

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  createHttpModel,
  type GenerateRequest,
  type HttpModel,
  type Prompt,
} from '../../server/models/models.ts';
import { defaultSettings, type ModelUsage } from '../../server/protocol/protocol.ts';
import { hasLlama, testModel } from '../support/llama.ts';
import { type LlamaServer, llamaServer } from '../support/llama-server.ts';

const before = `interface Invoice { id: string; amount: number; customer: string }
export function sum(invoices: Invoice[]): number {
  let total = 0;
  for (const invoice of invoices) {
    total += invoice.`;

function promptOf(prefix: string, kind: Prompt['kind'] = 'completion'): Prompt {
  const segments = [
    { kind: 'prefix' as const, origin: '/a.ts', text: prefix },
    { kind: 'suffix' as const, origin: '/a.ts', text: ';\n  }\n  return total;\n}\n' },
  ];
  const messages = [{ role: 'user' as const, content: prefix }];
  return {
    format: 'plain',
    kind,
    segments,
    messages,
    stop: [],
    path: '/a.ts',
    language: 'typescript',
    prefix,
    suffix: '',
  };
}

const ask = (prompt: Prompt, more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  prompt,
  likely: [],
  maxTokens: 6,
  rejected: [],
  ...more,
});

async function written(model: HttpModel, request: GenerateRequest) {
  let text = '';
  let alternatives: readonly { text: string; logprob: number }[] = [];
  let usage: ModelUsage | undefined;
  const signal = AbortSignal.timeout(60_000);
  for await (const piece of model.generate({ ...request, report: (spent) => (usage = spent) }, signal)) {
    text += piece.text;
    alternatives = piece.alternatives ?? alternatives;
  }
  return { text, alternatives, usage };
}

describe.runIf(hasLlama)('a real model behind HTTP', () => {
  let servers: Record<'llama.cpp' | 'compatible', LlamaServer>;
  let models: Record<'llama.cpp' | 'compatible', HttpModel>;

  beforeAll(async () => {
    servers = { 'llama.cpp': await llamaServer(), compatible: await llamaServer({ as: 'compatible' }) };
    const of = ({ endpoint }: LlamaServer) =>
      createHttpModel({
        settings: { ...defaultSettings.model, name: 'local', endpoint },
        deadlines: { connect: 5_000, firstToken: 60_000, total: 60_000 },
        environment: {},
        formatFor: () => 'chat',
      });
    models = { 'llama.cpp': of(servers['llama.cpp']), compatible: of(servers.compatible) };
  });
  afterAll(async () => {
    for (const server of Object.values(servers ?? {})) await server[Symbol.asyncDispose]();
  });

  test('what the endpoint can do is found out, and what it cannot is not assumed', async () => {
    for (const model of Object.values(models)) await model.learn(AbortSignal.timeout(60_000));
    expect(models['llama.cpp'].known?.dialect.name).toBe('llama.cpp');
    expect(models['llama.cpp'].capabilities).toMatchObject({
      grammar: 'gbnf',
      fim: 'native',
      contextLength: 2048,
    });
    expect(models['llama.cpp'].tokenizer.name).toMatch(/calibrated/);
    expect(models.compatible.known?.dialect.name).toBe('compatible');
    expect(models.compatible.capabilities).toMatchObject({ grammar: 'none', fim: 'none', topLogprobs: 0 });
    expect([models['llama.cpp'].format, models.compatible.format]).toEqual(['native', 'chat']);
  });

  test('a calibrated count of source code is not below the server’s own', async () => {
    const model = models['llama.cpp'];
    const sources = ['server/text/text.ts', 'test/house.test.ts'].map((path) => readFileSync(path, 'utf8'));
    for (const text of [before, ...sources, 'x = [1234567, 0xff, 3.14159];\n'.repeat(9)]) {
      const counted = await fetch(servers['llama.cpp'].endpoint.replace('/v1', '/tokenize'), {
        method: 'POST',
        body: JSON.stringify({ content: text }),
      });
      const { tokens } = (await counted.json()) as { tokens: unknown[] };
      if (testModel().kind === 'trained')
        expect(model.tokenizer.count(text)).toBeGreaterThanOrEqual(tokens.length);
    }
  });

  test.each(['llama.cpp', 'compatible'] as const)(
    '%s: what a person would ask by hand is what comes',
    async (dialect) => {
      const { text } = await written(models[dialect], ask(promptOf(before)));
      const direct = await fetch(servers[dialect].endpoint + '/completions', {
        method: 'POST',
        body: JSON.stringify({ prompt: before, max_tokens: 6, temperature: 0 }),
      });
      const { content } = (await direct.json()) as { content: string };
      expect(content.startsWith(text)).toBe(true);
      if (testModel().kind === 'trained') expect(text).toMatch(/^amount/);
      expect((await written(models[dialect], ask(promptOf(before, 'chat')))).usage?.counted).toBe(
        'by the server',
      );
    },
  );

  test('a name constraint holds: the answer begins with a legal name and ends it', async () => {
    for (const names of [['customer', 'id'], ['zzz'], ['a', 'am', 'amo']]) {
      const { text } = await written(models['llama.cpp'], ask(promptOf(before), { constraint: { names } }));
      const [name] = /^[\p{ID_Continue}$]*/u.exec(text) ?? [];
      expect(names).toContain(name);
      const chat = await written(
        models['llama.cpp'],
        ask(promptOf(before, 'chat'), { constraint: { names } }),
      );
      expect(names).toContain(/^[\p{ID_Continue}$]*/u.exec(chat.text)?.[0]);
    }
  });

  test('a name that is half typed is healed: the answer goes on where the cursor stands', async () => {
    const { text } = await written(
      models['llama.cpp'],
      ask(promptOf(`${before}cus`), { constraint: { names: ['tomer'] } }),
    );
    expect(text).toMatch(/^tomer(?![\p{ID_Continue}$])/u);
    const sent = servers['llama.cpp'].requests.at(-1)?.body;
    expect(sent?.prompt).toBe(before);
    const free = await written(models['llama.cpp'], ask(promptOf(`${before}cust`)));
    expect(free.text.startsWith('cust')).toBe(false);
  });

  test('fill-in-the-middle is left to the server where it has the tokens', async () => {
    await written(models['llama.cpp'], ask(promptOf(before, 'native'), { maxTokens: 4 }));
    expect(servers['llama.cpp'].requests.at(-1)).toMatchObject({
      path: '/infill',
      body: { input_prefix: before, input_suffix: ';\n  }\n  return total;\n}\n' },
    });
  });

  test('alternatives to the first token come with their log-probabilities', async () => {
    const { alternatives } = await written(
      models['llama.cpp'],
      ask(promptOf(before), { topLogprobs: 5, maxTokens: 2 }),
    );
    expect(alternatives).toHaveLength(5);
    const [first] = (await written(models['llama.cpp'], ask(promptOf(before), { maxTokens: 1 }))).text;
    expect(alternatives[0]?.text.startsWith(first ?? '')).toBe(true);
    expect(alternatives.map(({ logprob }) => logprob)).toEqual(
      alternatives.map(({ logprob }) => logprob).toSorted((a, b) => b - a),
    );
    expect(Math.exp(alternatives[0]!.logprob)).toBeLessThanOrEqual(1);
  });

  test('the server counts the tokens, and those it had read before', async () => {
    await written(models['llama.cpp'], ask(promptOf(before)));
    const { usage } = await written(models['llama.cpp'], ask(promptOf(before)));
    expect(usage).toMatchObject({ counted: 'by the server', retries: 0 });
    expect(usage!.cachedTokens).toBe(usage!.promptTokens - 1);
    expect(usage!.completionTokens).toBeGreaterThan(0);
    expect(usage!.firstTokenMs).toBeLessThanOrEqual(usage!.ms);
  });

  test('a prompt beyond the window is one clear message', async () => {
    const long = ask(promptOf('const value = 1;\n'.repeat(2_000)));
    await expect(written(models['llama.cpp'], long)).rejects.toThrow(
      /refused the request \(400: the request exceeds the available context size/,
    );
  });
});
