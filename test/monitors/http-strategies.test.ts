/** The ways of keeping a model to the types, over real sockets with a real model behind them. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpModel, type Prompt } from '../../server/models/models.ts';
import { decode } from '../../server/monitors/monitors.ts';
import { defaultSettings } from '../../server/protocol/protocol.ts';
import { hasLlama, testModel } from '../support/llama.ts';
import { type LlamaServer, llamaServer } from '../support/llama-server.ts';
import { guarded, patient } from './guarding.ts';

const never = new AbortController().signal;
const dialects = ['llama.cpp', 'compatible', 'vllm', 'python'] as const;

/** Names that no model would think of. */
const boxes = `interface Box { qxw: number; zetaNine: string }
declare const box: Box;
declare function weigh(box: Box): number;
`;

describe.runIf(hasLlama)('a real model behind HTTP', () => {
  let servers: Record<(typeof dialects)[number], LlamaServer>;

  beforeAll(async () => {
    const started = await Promise.all(dialects.map(async (as) => [as, await llamaServer({ as })] as const));
    servers = Object.fromEntries(started) as typeof servers;
  });
  afterAll(async () => {
    for (const server of Object.values(servers ?? {})) await server[Symbol.asyncDispose]();
  });

  async function written(dialect: (typeof dialects)[number], place: string) {
    await using open = await guarded(`${boxes}${place}\n`);
    const { guard, files } = open;
    const { document, offset } = files;
    const { endpoint, requests } = servers[dialect];
    const model = createHttpModel({
      settings: { ...defaultSettings.model, name: 'local', endpoint, format: 'native' },
      deadlines: { connect: 5_000, firstToken: patient, total: patient },
      environment: {},
      formatFor: () => 'native',
    });
    await model.learn(never);
    const prefix = document.text.slice(0, offset);
    const prompt: Prompt = {
      format: 'plain',
      kind: 'completion',
      segments: [{ kind: 'prefix', origin: document.path, text: prefix }],
      stop: ['\n'],
      path: document.path,
      language: document.language,
      prefix,
      suffix: document.text.slice(offset),
    };
    const before = requests.length;
    const request = { prompt, likely: [], maxTokens: 10, rejected: [] };
    const { text, decoding } = await decode({ model, request, guard, patience: patient, signal: never });
    model.close();
    return { text, decoding, bodies: requests.slice(before).map(({ body }) => body) };
  }

  test('is told with the request what may stand first, where it takes grammars', async () => {
    const { text, decoding, bodies } = await written('llama.cpp', 'const weight = box.$0');
    expect(decoding.strategy).toBe('constrained request');
    expect(bodies[0]?.grammar).toContain('"zetaNine"');
    expect(text).toMatch(/^(?:qxw|zetaNine)(?![\w$])/);
  });

  test('is told so within a name too', async () => {
    const { text } = await written('llama.cpp', 'const weight = box.ze$0');
    expect(text).toMatch(/^taNine(?![\w$])/);
  });

  test('is cut and mended, where it takes none', async () => {
    const { text, decoding, bodies } = await written('compatible', 'const weight = box.$0');
    expect(decoding.strategy).toBe('cut and mend');
    expect(bodies[0]).not.toHaveProperty('grammar');
    expect(decoding.cuts).toBeGreaterThan(0);
    if (testModel().kind === 'trained') expect(text).toMatch(/^(?:qxw|zetaNine)(?![\w$])/);
  });

  test.each([
    ['vllm', 'allowed_token_ids'],
    ['python', 'logit_bias'],
  ] as const)('%s: chooses among the legal names by %s', async (dialect, field) => {
    const { text, decoding, bodies } = await written(dialect, 'const weight = box.$0');
    expect(text).toMatch(/^(?:qxw|zetaNine)(?![\w$])/);
    expect(decoding.cuts).toBeGreaterThan(0);
    const chosen = bodies.filter((body) => field in body);
    expect(chosen.map(({ max_tokens }) => max_tokens)).toContain(1);
    expect(bodies[0]).not.toHaveProperty(field);
  });

  test.each(dialects)('%s: no illegal member comes through, wherever it is written', async (dialect) => {
    for (const place of ['const weight = weigh(box.$0', 'const sizes = [box].map((one) => one.$0']) {
      const { text } = await written(dialect, place);
      if (text !== '') expect(text).toMatch(/^(?:qxw|zetaNine)(?![\w$])/);
      for (const [, name] of text.matchAll(/\b(?:box|one)\.([\w$]+)/g))
        expect(['qxw', 'zetaNine']).toContain(name);
    }
  });
});
