import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import type { ChildOptions } from '../../../server/host/type-engine/type-engine-child.ts';
import {
  createTypeEnginePair,
  type TypeEnginePair,
} from '../../../server/host/type-engine/type-engine-pair.ts';
import type { TypeEngineChoice } from '../../../server/protocol/protocol.ts';
import { fixture } from '../../support/fixture.ts';

const never = new AbortController().signal;
const source = `
//- /other.ts
export const value = 1;
//- /main.ts
import { value } from './other';
const b: number = $0
`;

const pairs: TypeEnginePair[] = [];
afterEach(async () => {
  await Promise.all(pairs.splice(0).map((pair) => pair.dispose()));
});

function newPair(choice: TypeEngineChoice = 'auto', limits: Omit<ChildOptions, 'engine'> = {}) {
  const pair = createTypeEnginePair(choice, limits);
  pairs.push(pair);
  return pair;
}

/** The native compiler, which runs under the engine's process. */
function compilerUnder(pid: number): number {
  const rows = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const found = rows.map((row) => row.trim().split(/\s+/).map(Number)).find(([, parent]) => parent === pid);
  return found![0]!;
}

/** Stops a process; a busy machine takes its time to do it. */
async function stop(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  const state = () => execFileSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  for (let i = 0; i < 500 && !state().startsWith('T'); i++) await delay(20);
  expect(state()).toMatch(/^T/);
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

function asked() {
  const files = fixture(source);
  return { ...files.document, offset: files.offset, [Symbol.dispose]: () => files[Symbol.dispose]() };
}

test.each([
  ['auto', /^TypeScript 7/],
  ['native', /^TypeScript 7/],
  ['javascript', /^TypeScript 6/],
] as const)('%s answers with its engine', async (choice, name) => {
  using query = asked();
  const pair = newPair(choice);
  const hole = await pair.hole(query, never);
  expect(hole?.expectedType?.name).toBe('number');
  expect(hole?.engine).toMatch(name);
  expect(hole?.fallback).toBeUndefined();
  expect(pair.pids).toHaveLength(1);
});

test('a compiler that is gone is started again within the same question', async () => {
  using query = asked();
  const pair = newPair('native');
  await pair.hole(query, never);
  const [process_ = 0] = pair.pids;
  process.kill(compilerUnder(process_), 'SIGKILL');
  const hole = await pair.hole(query, never);
  expect(hole?.expectedType?.name).toBe('number');
  expect(hole?.problems).toBeUndefined();
  expect(pair.pids).toEqual([process_]);
});

test('when the native engine fails, the other one answers and says why', async () => {
  using query = asked();
  const pair = newPair();
  await pair.hole(query, never);
  const [first = 0] = pair.pids;
  process.kill(first, 'SIGSTOP');
  const running = pair.hole(query, never);
  process.kill(first, 'SIGKILL');
  const hole = await running;
  expect(hole?.expectedType?.name).toBe('number');
  expect(hole?.engine).toMatch(/^TypeScript 6/);
  expect(hole?.fallback).toMatch(/^TypeScript 7\S+ failed: .*process ended/);
  expect((await pair.hole(query, never))?.engine).toMatch(/^TypeScript 7/);
});

test('a compiler that hangs is ended together with its process', async () => {
  using query = asked();
  const pair = newPair('native', { patience: 200 });
  await pair.hole(query, never);
  const [first = 0] = pair.pids;
  const compiler = compilerUnder(first);
  await stop(compiler);
  const waiting = pair.hole({ ...query, text: `${query.text}\n` }, AbortSignal.timeout(300));
  await expect(waiting).rejects.toThrow();
  await dead(first);
  await dead(compiler);
  expect((await pair.hole(query, never))?.expectedType?.name).toBe('number');
});

test('a question that is never answered ends at its limit, and the other engine answers it', async () => {
  using query = asked();
  const pair = newPair('auto', { limit: 10_000 });
  await pair.hole(query, never);
  const [first = 0] = pair.pids;
  const compiler = compilerUnder(first);
  await stop(compiler);
  const hole = await pair.hole({ ...query, text: `${query.text}\n` }, never);
  expect(hole?.expectedType?.name).toBe('number');
  expect(hole?.engine).toMatch(/^TypeScript 6/);
  expect(hole?.fallback).toContain('it did not answer for 10 s and was ended');
  await dead(compiler);
});

test('when an answer is due, what is left of the last one is given', async () => {
  using query = asked();
  const pair = newPair();
  await pair.holeWithin(query, 60_000, never);
  const compiler = compilerUnder(pair.pids[0] ?? 0);
  await stop(compiler);
  const text = query.text.replace('number = ', 'number = 1 + ');
  const late = { path: query.path, text, offset: query.offset + 4 };
  pair.change(query.path, text);
  const hole = await pair.holeWithin(late, 200, never);
  expect(hole).toMatchObject({
    unfinished: expect.stringContaining('as of the keystroke before'),
  });
  expect(hole?.typingContext?.map(({ name }) => name)).toEqual(['value']);
  await expect(pair.holeWithin({ ...late, text: '', offset: 0 }, 200, never)).rejects.toThrow(
    'no answer within',
  );
  process.kill(compiler, 'SIGCONT');
  expect((await pair.holeWithin(late, 60_000, never))?.expectedType?.name).toBe('number');
});

test('an engine that nobody asks ends, and comes back knowing the open texts', async () => {
  using query = asked();
  const pair = newPair('auto', { idle: 300 });
  const other = query.path.replace('main.ts', 'other.ts');
  pair.change(other, 'export const value = 1; export const second = 2;');
  await pair.hole(query, never);
  const [first = 0] = pair.pids;
  await dead(first);
  expect(pair.pids).toEqual([]);
  const text = query.text.replace('{ value }', '{ second }');
  const hole = await pair.hole({ ...query, text, offset: query.offset + 1 }, never);
  expect(hole?.relevantHeaders.map(({ name }) => name)).toEqual(['second']);
});

test('nothing is left of an engine that was disposed of, not even a process that nobody sees off', async () => {
  using query = asked();
  const pair = newPair('native');
  await pair.hole(query, never);
  const [first = 0] = pair.pids;
  const left = [first, compilerUnder(first)];
  await pair.dispose();
  expect(left.filter(isAlive)).toEqual([]);
});

test('another choice counts from the next question on', async () => {
  using query = asked();
  const pair = newPair('javascript');
  await pair.hole(query, never);
  const [first = 0] = pair.pids;
  pair.choose('native');
  expect((await pair.hole(query, never))?.engine).toMatch(/^TypeScript 7/);
  await dead(first);
});
