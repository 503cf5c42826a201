/**
 * Entry of a type engine's process: answers the requests of the process that forked it, in order, and
 * ends when that one is gone. Its one argument says which engine it runs.
 */

import { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import {
  createNativeEngine,
  createTypeScriptEngine,
  type HolePart,
  type TypeEngine,
} from '../../statics/statics.ts';
import { messageOf } from '../../text/text.ts';
import { diskFiles, libFolderFor } from './type-engine-files.ts';
import {
  type EngineAnswer,
  type EngineRequest,
  type FromEngine,
  isToEngine,
} from './type-engine-protocol.ts';

/** How long what runs under this process may take to end, in milliseconds. */
const mostEnding = 500;

const compilers = new Set<ChildProcess>();
subscribe('child_process', (message) => {
  if (message instanceof Object && 'process' in message && message.process instanceof ChildProcess)
    watch(message.process);
});

const engine = createEngine(process.argv[2]);
const running = new Map<number, AbortController>();

process.on('message', (message) => void engine.then((ready) => receive(ready, message)));
process.on('disconnect', () => void end());
send({ kind: 'ready', name: (await engine).name });

function watch(compiler: ChildProcess): void {
  compilers.add(compiler);
  compiler.once('exit', () => compilers.delete(compiler));
}

/** A compiler that outlived this process would have nobody who sees it off: on some systems it stays a zombie. */
async function end(): Promise<never> {
  const gone = Promise.all([...compilers].map((compiler) => once(compiler, 'exit')));
  await engine.then((ready) => ready.dispose()).catch(() => undefined);
  await Promise.race([gone, after(mostEnding)]);
  process.exit();
}

async function createEngine(kind: string | undefined): Promise<TypeEngine> {
  const files = diskFiles(libFolderFor(import.meta.url));
  if (kind !== 'native') return createTypeScriptEngine(files);
  const { nativeTypeScript } = await import('./type-engine-native.ts');
  return createNativeEngine(files, nativeTypeScript(import.meta.url));
}

function receive(ready: TypeEngine, message: unknown): void {
  if (!isToEngine(message)) return;
  if (message.kind === 'change') ready.change(message.path, message.text);
  else if (message.kind === 'changed on disk') ready.changedOnDisk(message.paths);
  else if (message.kind === 'cancel') running.get(message.id)?.abort();
  else void answer(ready, message);
}

async function answer(ready: TypeEngine, request: EngineRequest): Promise<void> {
  const { id } = request;
  const controller = new AbortController();
  running.set(id, controller);
  const failed = (error: unknown): EngineAnswer => ({ kind: 'failed', id, message: messageOf(error) });
  const reply = await ask(ready, request, controller.signal).catch(failed);
  running.delete(id);
  send(reply);
}

async function ask(ready: TypeEngine, request: EngineRequest, signal: AbortSignal): Promise<EngineAnswer> {
  const { kind, id } = request;
  switch (kind) {
    case 'hole':
      return {
        kind,
        id,
        hole: await ready.hole(request.query, signal, request.tells ? telling(id) : undefined),
      };
    case 'judge':
      return { kind, id, list: await ready.judge(request.query, signal) };
    case 'heads':
      return { kind, id, list: await ready.heads(request.query, signal) };
    case 'diagnostics':
      return { kind, id, list: await ready.diagnostics(request.file, signal) };
  }
}

/** Milliseconds after which it is likely enough that a hole will be late. */
const maybeLate = 60;

/** Tells nothing of a hole that is answered soon, then all that is known. */
function telling(id: number): (known: HolePart) => void {
  const start = performance.now();
  let untold: HolePart = {};
  return (known) => {
    untold = { ...untold, ...known };
    if (performance.now() - start < maybeLate) return;
    send({ kind: 'part', id, known: untold });
    untold = {};
  };
}

function send(message: FromEngine): void {
  if (process.connected) process.send?.(message);
}
