/**
 * Entry of a type engine's process: answers the requests of the process that forked it, in order, and
 * ends when that one is gone. Its one argument says which engine it runs.
 */

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

const engine = createEngine(process.argv[2]);
const running = new Map<number, AbortController>();

process.on('message', (message) => void engine.then((ready) => receive(ready, message)));
process.on('disconnect', () => process.exit());
send({ kind: 'ready', name: (await engine).name });

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
