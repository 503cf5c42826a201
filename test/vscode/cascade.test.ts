/** Two models in the real editor: the embedded one answers at once, the chosen one follows. */

import { expect, test } from 'vitest';
import { fixture } from '../support/fixture.ts';
import { hasLlama } from '../support/llama.ts';
import { type LlamaServer, llamaServer } from '../support/llama-server.ts';
import { openAIServer } from '../support/openai-server.ts';
import { files, httpModel, logOf, openReady, openShop, soon } from './shop.ts';

/** What a real model goes on with. */
async function continued(model: LlamaServer, prompt: string): Promise<string> {
  const body = JSON.stringify({ prompt, max_tokens: 12, temperature: 0 });
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${model.endpoint}/completions`, { method: 'POST', headers, body });
  const answer: any = await response.json();
  return answer.choices[0].text;
}

test.skipIf(!hasLlama)(
  'the embedded model answers at once; another follows and takes its place where it says something else',
  async () => {
    using shop = fixture(files);
    await using real = await llamaServer({ as: 'compatible' });
    const thinking = Promise.withResolvers<void>();
    await using model = await openAIServer(async function* () {
      await thinking.promise;
      yield 'total + first.total;';
    });
    const machineSettings = { ...httpModel(model), 'keyhole.model.format': 'plain' };
    const settings = { 'keyhole.cascade': 0, 'keyhole.delay': 0 };
    await using workbench = await openShop({ workspace: shop.root, machineSettings, settings });
    await openReady(workbench);
    await workbench.goTo(7, 17);
    expect(await workbench.ghostTextAfter('.')).toMatch(/^total;?$/);
    await workbench.screenshot('keyhole-cascade-quick');
    await expect.poll(() => model.requests.length, soon).toBeGreaterThan(0);
    thinking.resolve();
    await expect.poll(workbench.ghostText, soon).toBe('total + first.total;');
    await workbench.screenshot('keyhole-cascade-followed');

    model.answer = async function* ({ prompt }) {
      yield await continued(real, prompt);
    };
    await workbench.press('Tab');
    await workbench.press('Enter');
    expect(await workbench.ghostTextAfter('first.')).toMatch(/^(total|id)/);
    await expect.poll(() => real.requests.length, soon).toBeGreaterThan(0);
    await expect
      .poll(() => logOf(workbench), soon)
      .toMatch(/; quick after 0 ms; \d+ requests, \d+ calls, \d+ saved/);
  },
);
