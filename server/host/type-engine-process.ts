/**
 * Entry of the type engine's process: answers the requests of the process that forked it, in order,
 * and ends when that one is gone.
 */

import { createTypeScriptEngine } from '../statics/statics.ts';
import { diskFiles, libFolderFor } from './type-engine-files.ts';
import {
  type EngineAnswer,
  type EngineRequest,
  type FromEngine,
  isToEngine,
} from './type-engine-protocol.ts';

const engine = createTypeScriptEngine(diskFiles(libFolderFor(import.meta.url)));
const running = new Map<number, AbortController>();

process.on('message', receive);
process.on('disconnect', () => process.exit());
send({ kind: 'ready', name: engine.name });

function receive(message: unknown): void {
  if (!isToEngine(message)) return;
  if (message.kind === 'change') engine.change(message.path, message.text);
  else if (message.kind === 'changed on disk') engine.changedOnDisk(message.paths);
  else if (message.kind === 'cancel') running.get(message.id)?.abort();
  else void answer(message);
}

async function answer(request: EngineRequest): Promise<void> {
  const { id } = request;
  const controller = new AbortController();
  running.set(id, controller);
  const failed = (error: unknown): EngineAnswer => ({ kind: 'failed', id, message: String(error) });
  const reply = await ask(request, controller.signal).catch(failed);
  running.delete(id);
  send(reply);
}

async function ask(request: EngineRequest, signal: AbortSignal): Promise<EngineAnswer> {
  const { kind, id } = request;
  if (kind === 'hole') return { kind, id, hole: await engine.hole(request.query, signal) };
  return { kind, id, list: await engine.diagnostics(request.file, signal) };
}

function send(message: FromEngine): void {
  if (process.connected) process.send?.(message);
}
