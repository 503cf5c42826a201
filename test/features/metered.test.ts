import { expect, test } from 'vitest';
import { metered } from '../../server/features/metered.ts';
import { leastCapabilities, type Model, o200k } from '../../server/models/models.ts';
import type { ModelUsage } from '../../server/protocol/protocol.ts';
import { plainRequest } from '../support/generate-requests.ts';

const never = new AbortController().signal;
const request = plainRequest('user.');

const spent: ModelUsage = {
  promptTokens: 2,
  cachedTokens: 1,
  completionTokens: 1,
  counted: 'by the server',
  ms: 5,
  retries: 0,
};

const bare: Model = {
  name: 'm',
  tokenizer: o200k,
  format: 'plain',
  contextWindow: 1000,
  attempts: 1,
  prose: true,
  capabilities: { ...leastCapabilities, contextLength: 1000 },
  async *generate() {
    yield { text: 'name' };
  },
};

test('a choice among names goes through to the model, and each of its requests is noted', async () => {
  const choosing: Model = {
    ...bare,
    async choose({ report }, names) {
      report?.(spent);
      report?.(spent);
      return { name: names[1] ?? '', requests: 2 };
    },
  };
  const { model, usage } = metered(choosing);
  expect(await model.choose?.(request, ['getUser', 'setUser'], never)).toEqual({
    name: 'setUser',
    requests: 2,
  });
  expect(usage).toEqual([spent, spent]);
});

test('a model that cannot choose still cannot', () => {
  expect(metered(bare).model).not.toHaveProperty('choose');
});

test('what a model does not tell of an answer is counted here', async () => {
  const { model, usage } = metered(bare);
  for await (const _ of model.generate(request, never)) continue;
  expect(usage).toMatchObject([{ promptTokens: 2, completionTokens: 1, counted: 'here' }]);
});
