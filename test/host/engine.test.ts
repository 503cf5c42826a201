import { kill } from 'node:process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createEngine, type Engine } from '../../server/host/host.ts';
import { defaultSettings } from '../../server/protocol/protocol.ts';
import { fixture } from '../support/fixture.ts';

const shop = fixture(`
//- /tsconfig.json
{"compilerOptions": {"strict": true, "module": "esnext", "moduleResolution": "bundler"}}
//- /invoice.ts
export interface Invoice { id: string; total: number }
export function makeInvoice(id: string): Invoice { return { id, total: 0 }; }
//- /main.ts
import { type Invoice, makeInvoice } from './invoice';
export const first: Invoice = makeInvoice('a');
export function total(invoice: Invoice): number {
  return invoice.$0
}
`);
const patient = { typeDeadline: 30_000, sourceDeadline: 30_000, checkDeadline: 30_000 };
const request = { id: 'r', document: shop.document, offset: shop.offset };
const signal = new AbortController().signal;

let engine: Engine;
beforeAll(async () => {
  engine = createEngine({ root: shop.root, settings: { ...defaultSettings, ...patient, confidence: 0 } });
  await engine.indexed;
});
afterAll(async () => {
  await engine.dispose();
  shop[Symbol.dispose]();
});

describe('an engine', () => {
  test('completes with a member that exists and adds no error', async () => {
    const { outcome, check, completeness, hole } = await engine.complete(request, signal);
    expect(hole).toMatchObject({ kind: 'member', receiver: 'Invoice', members: 2, expectedType: 'number' });
    expect(outcome).toMatchObject({ kind: 'completion', text: expect.stringMatching(/^total;?$/) });
    expect(check?.verdict).toBe('clean');
    expect(completeness).toEqual({ state: 'complete' });
  });

  test('sees what is open before what is on disk', async () => {
    const path = shop.path('invoice.ts');
    const text =
      'export interface Invoice { id: string; sum: number }\nexport declare function makeInvoice(id: string): Invoice;';
    engine.change(path, { path, language: 'typescript', text });
    const changed = await engine.complete(request, signal);
    engine.change(path, undefined);
    expect(changed.outcome).toMatchObject({ kind: 'completion', text: expect.stringMatching(/^sum;?$/) });
    expect((await engine.complete(request, signal)).outcome).toMatchObject({
      text: expect.stringMatching(/^total;?$/),
    });
  });
});

describe('a type engine that is busy', () => {
  const stopped = async (run: () => Promise<void>) => {
    await engine.assemble(request, [100], signal);
    const pid = engine.typeEngineProcesses()[0];
    if (pid === undefined) throw new Error('The type engine does not run.');
    kill(pid, 'SIGSTOP');
    const restart = setTimeout(() => kill(pid, 'SIGCONT'), 10_000);
    try {
      await run();
    } finally {
      clearTimeout(restart);
      kill(pid, 'SIGCONT');
    }
  };
  const since = (start: number) => performance.now() - start;

  test('delays no change of a document', () =>
    stopped(async () => {
      engine.assemble(request, [100], signal).catch(() => {});
      const start = performance.now();
      for (let i = 0; i < 100; i++)
        engine.change(shop.document.path, { ...shop.document, text: `${shop.document.text}//${i}` });
      // The engine stands still for ten seconds: whoever waited for it would be late by as many.
      expect(since(start)).toBeLessThan(1000);
      engine.change(shop.document.path, undefined);
    }));

  test('delays no cancellation', () =>
    stopped(async () => {
      const controller = new AbortController();
      const waiting = engine.complete(request, controller.signal);
      setTimeout(() => controller.abort(new Error('typed on')), 100);
      const start = performance.now();
      await expect(waiting).rejects.toThrow('typed on');
      expect(since(start)).toBeLessThan(1000);
    }));

  test('answers partial at its deadline, and wholly again afterwards', async () => {
    await stopped(async () => {
      const start = performance.now();
      const [assembled] = await engine.assemble(
        { ...request, settings: { typeDeadline: 150 } },
        [100],
        signal,
      );
      expect(since(start)).toBeLessThan(2000);
      expect(assembled?.trace.completeness).toMatchObject({
        state: 'partial',
        why: expect.stringContaining('within 150 ms'),
      });
    });
    const [after] = await engine.assemble(request, [100], signal);
    expect(after?.trace.completeness).toEqual({ state: 'complete' });
  });

  test('that dies is started again', async () => {
    const pid = engine.typeEngineProcesses()[0];
    if (pid !== undefined) kill(pid, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const [assembled] = await engine.assemble(request, [100], signal);
    expect(assembled?.trace.hole.expectedType).toBe('number');
    expect(engine.typeEngineProcesses()[0]).not.toBe(pid);
  });
});

test('a file that changed on disk is taken over', async () => {
  using other = fixture('//- /a.ts\nexport const one = 1;\n//- /b.ts\nexport const two = 2;\n');
  const second = createEngine({ root: other.root, settings: { ...defaultSettings, ...patient } });
  try {
    expect((await second.indexed).symbols).toBe(2);
    await import('node:fs/promises').then(({ rm }) => rm(other.path('b.ts')));
    await second.changedOnDisk([other.path('b.ts')]);
    const [assembled] = await second.assemble(
      { id: 'x', document: other.document, offset: 0 },
      [100],
      signal,
    );
    expect(assembled?.trace.kept.filter(({ path }) => path === 'b.ts')).toEqual([]);
  } finally {
    await second.dispose();
  }
});
