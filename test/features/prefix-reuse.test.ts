/** Somebody types in a real file: how much of each prompt the one before shares from its start. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createEngine } from '../../server/host/host.ts';
import { defaultSettings, type Trace } from '../../server/protocol/protocol.ts';
import { installed } from '../bench/repositories.ts';
import { runs } from '../support/long.ts';

test('consecutive prompts share most of their tokens from the start, and never exceed the budget', async () => {
  using repository = installed('rxjs');
  const path = join(repository.root, 'src/internal/ajax/ajax.ts');
  const text = readFileSync(path, 'utf8');
  const from = text.indexOf('const headers');
  const until = text.indexOf('\n', from + 160);
  const patient = { typeDeadline: 60_000, sourceDeadline: 60_000 };
  const model = { ...defaultSettings.model, name: 'qwen2.5-coder-7b', endpoint: 'http://127.0.0.1:9/v1' };
  const settings = { ...defaultSettings, ...patient, model };
  const engine = createEngine({ root: repository.root, settings });
  try {
    await engine.indexed;
    let previous: Trace | undefined;
    let [reused, all] = [0, 0];
    for (let offset = from; offset < until; offset += runs(4, 1)) {
      const document = { path, language: 'typescript', text: text.slice(0, offset) + text.slice(until) };
      const request = { id: `${offset}`, document, offset, previous };
      const [assembled] = await engine.assemble(request, [settings.budget], AbortSignal.timeout(60_000));
      const trace = assembled?.trace;
      if (!trace) throw new Error('There is no trace.');
      expect(trace.contextTokens).toBeLessThanOrEqual(settings.budget);
      if (previous) {
        reused += trace.cache.reusedTokens;
        all += trace.cache.promptTokens;
      }
      previous = trace;
    }
    expect(reused / all).toBeGreaterThanOrEqual(0.9);
  } finally {
    await engine.dispose();
  }
}, 240_000);
