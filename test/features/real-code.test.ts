/** The whole line over sources that nobody here wrote, and over this project's own. */

import { afterAll, describe, expect, test } from 'vitest';
import { createEngine, walk } from '../../server/host/host.ts';
import { tokenizerFor } from '../../server/models/models.ts';
import { defaultSettings } from '../../server/protocol/protocol.ts';
import { tailCursors } from '../bench/cursors.ts';
import { installed, type Repository, repositories } from '../bench/repositories.ts';

const tokenizer = tokenizerFor('embedded');
const opened: Repository[] = [];
afterAll(() => opened.forEach((repository) => repository[Symbol.dispose]()));

describe.each(['rxjs', '@reduxjs/toolkit', 'keyhole'])('%s', (name) => {
  test('at seeded cursors: budgets hold, what is shown adds no error, members exist', async () => {
    const repository = name === 'keyhole' ? repositories([]).at(-1) : installed(name);
    if (!repository) throw new Error(`There is no ${name}.`);
    opened.push(repository);
    const patient = {
      typeDeadline: 60_000,
      sourceDeadline: 60_000,
      checkDeadline: 60_000,
      modelFirstTokenDeadline: 60_000,
      confidence: 0.2,
      budget: 512,
    };
    const engine = createEngine({ root: repository.root, settings: { ...defaultSettings, ...patient } });
    try {
      await engine.indexed;
      const { files } = await walk(repository.root, AbortSignal.timeout(60_000));
      const sources = files
        .map(({ path }) => path)
        .filter((path) => /(?<!\.d)\.tsx?$/.test(path) && !path.includes('/test/'));
      for (const cursor of tailCursors(sources, 12, 7)) {
        const { path, language, text, offset } = cursor;
        const request = { id: path, document: { path, language, text }, offset };
        const trace = await engine.complete(request, AbortSignal.timeout(120_000));
        const context = trace.prompt
          .filter(({ kind }) => kind === 'context')
          .map((segment) => segment.text)
          .join('');
        expect(tokenizer.count(context)).toBeLessThanOrEqual(512);
        expect(trace.completeness).toEqual({ state: 'complete' });
        expect(
          trace.kept.every(({ reason }) => reason !== '') && trace.dropped.every(({ why }) => why !== ''),
        ).toBe(true);
        if (trace.outcome.kind === 'completion')
          expect(trace.check).toMatchObject({ verdict: 'clean', errors: [] });
      }
    } finally {
      await engine.dispose();
    }
  }, 240_000);
});
