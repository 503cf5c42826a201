import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import {
  type ChildOptions,
  createTypeEngineChild,
  type TypeEngineChild,
} from '../../../server/host/type-engine/type-engine-child.ts';
import { fixture } from '../../support/fixture.ts';

const never = new AbortController().signal;
const source = `
//- /other.ts
export const value = 1;
//- /main.ts
import { value } from './other';
const a: string = value;
const b: number = $0
`;

const engines: TypeEngineChild[] = [];
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.dispose()));
});

function newEngine(options: ChildOptions = {}): TypeEngineChild {
  const engine = createTypeEngineChild(options);
  engines.push(engine);
  return engine;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function dead(pid: number): Promise<void> {
  for (let i = 0; i < 500 && isAlive(pid); i++) await delay(20);
  expect(isAlive(pid)).toBe(false);
}

test('the child starts with the first request and answers as the engine does', async () => {
  using files = fixture(source);
  const engine = newEngine();
  expect(engine.pid).toBeUndefined();
  const { path, text } = files.document;
  const hole = await engine.hole({ path, text, offset: files.offset }, never);
  expect(hole?.expectedType?.name).toBe('number');
  expect(hole?.relevantHeaders.map((header) => header.name)).toEqual(['value']);
  expect(engine.name).toMatch(/^TypeScript \d/);
  expect(engine.restarts).toBe(0);
});

test('a stopped child delays neither changes nor an abort', async () => {
  using files = fixture(source);
  const engine = newEngine();
  await engine.diagnostics(files.document, never);
  process.kill(engine.pid!, 'SIGSTOP');
  const begun = performance.now();
  for (let i = 0; i < 100; i++)
    engine.change(files.path('other.ts'), `export const value = ${i};`.repeat(10_000));
  const controller = new AbortController();
  const running = engine.diagnostics(files.document, controller.signal);
  const waiting = engine.diagnostics(files.document, controller.signal);
  controller.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
  await expect(waiting).rejects.toThrow('enough');
  expect(performance.now() - begun).toBeLessThan(5000);
});

test('a child that hangs is replaced, and the new one knows the open texts', async () => {
  using files = fixture(source);
  const engine = newEngine({ patience: 200 });
  engine.change(files.path('other.ts'), "export const value = 'text';");
  const clean = await engine.diagnostics(files.document, never);
  const stopped = engine.pid!;
  process.kill(stopped, 'SIGSTOP');
  const controller = new AbortController();
  const running = engine.diagnostics(files.document, controller.signal);
  controller.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
  const next = await engine.diagnostics(files.document, AbortSignal.timeout(30_000));
  expect(next).toEqual(clean);
  expect(engine.restarts).toBe(1);
  await dead(stopped);
});

test('a killed child fails its request; the next one starts a new child', async () => {
  using files = fixture(source);
  const engine = newEngine();
  await engine.diagnostics(files.document, never);
  process.kill(engine.pid!, 'SIGSTOP');
  const running = engine.diagnostics(files.document, never);
  process.kill(engine.pid!, 'SIGKILL');
  await expect(running).rejects.toThrow(/process ended \(SIGKILL\)/);
  expect((await engine.diagnostics(files.document, never)).map((error) => error.code)).toEqual([2322, 1109]);
});

test('a child that keeps dying is left alone for a while, says so, and comes back', async () => {
  using files = fixture(source);
  const engine = newEngine({ pause: 1_500 });
  for (let i = 0; i < 3; i++) {
    engine.start();
    const pid = engine.pid!;
    process.kill(pid, 'SIGKILL');
    while (engine.pid === pid) await delay(5);
  }
  await expect(engine.diagnostics(files.document, never)).rejects.toThrow(
    /ended 3 times within a minute \(SIGKILL\); it is started again in \d s/,
  );
  while (engine.pid === undefined) {
    engine.start();
    await delay(5);
  }
  expect((await engine.diagnostics(files.document, never)).map((error) => error.code)).toEqual([2322, 1109]);
});

test('the child ends when its keeper is killed', async () => {
  const module = new URL('../../../server/host/type-engine/type-engine-child.ts', import.meta.url).href;
  const script = `import { createTypeEngineChild } from '${module}';
    const engine = createTypeEngineChild(); engine.start(); console.log(engine.pid); setInterval(() => {}, 1000);`;
  const keeper = spawn(process.execPath, ['--input-type=module-typescript', '-e', script]);
  const [line] = await once(keeper.stdout, 'data');
  const pid = Number(String(line));
  expect(isAlive(pid)).toBe(true);
  keeper.kill('SIGKILL');
  await dead(pid);
});

test('disposing leaves no process and nothing waiting', async () => {
  using files = fixture(source);
  const engine = newEngine();
  const running = engine.diagnostics(files.document, never);
  const rejected = expect(running).rejects.toThrow(/disposed/);
  const pid = engine.pid!;
  await engine.dispose();
  await rejected;
  expect(isAlive(pid)).toBe(false);
  await expect(engine.diagnostics(files.document, never)).rejects.toThrow(/disposed/);
});
