/**
 * The thread that knows the files: it walks and watches over the roots, reads and hashes what changed, and owns
 * the store. It blocks on disks, so that no other thread has to.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../text/text.ts';
import type { Answers, CatalogueMessage, CatalogueReply } from './catalogue-protocol.ts';
import { CatalogueRoot } from './catalogue-root.ts';
import { extractionVersion } from './extraction.ts';
import { openFactStore } from './stored-facts.ts';

/** Where the store is and how large it may become, as the one who starts the thread says. */
export interface CataloguePlace {
  readonly folder: string;
  /** Bytes. */
  readonly most: number;
}

// SQLite counts as experimental in some versions of Node, which is nothing that a person should read about.
process.removeAllListeners('warning');

const say = (reply: CatalogueReply, buffers: ArrayBuffer[] = []): void =>
  parentPort?.postMessage(reply, buffers);
const place: CataloguePlace = workerData;
const store = await openFactStore({
  ...place,
  version: extractionVersion(import.meta.url),
  log: (text) => say({ kind: 'log', text }),
  problem: (text) => say({ kind: 'problem', text }),
});
const roots = new Map<string, CatalogueRoot>();
const running = new Map<number, AbortController>();

function rootAt(path: string): CatalogueRoot {
  const root = roots.get(path) ?? new CatalogueRoot(path, store);
  roots.set(path, root);
  return root;
}

async function answer(message: CatalogueMessage, signal: AbortSignal): Promise<CatalogueReply | undefined> {
  switch (message.kind) {
    case 'survey':
      return { id: message.id, answer: await rootAt(message.root).survey(signal) };
    case 'look':
      return { id: message.id, answer: await rootAt(message.root).look(message.paths, signal) };
    case 'next':
      return { id: message.id, answer: rootAt(message.root).next() };
    case 'close':
      store.close();
      return { id: message.id, answer: undefined };
    case 'cancel':
      return void running.get(message.id)?.abort(new Error('cancelled'));
    case 'parsed':
      return void rootAt(message.root).parsed(message.files);
    case 'leave':
      return void roots.delete(message.root);
    case 'drop':
      return void rootAt(message.root).drop();
    default:
      return void rootAt(message.root)[message.kind](message.paths);
  }
}

async function handle(message: CatalogueMessage): Promise<void> {
  const controller = new AbortController();
  const id = 'id' in message && message.kind !== 'cancel' ? message.id : undefined;
  if (id !== undefined) running.set(id, controller);
  try {
    const reply = await answer(message, controller.signal);
    if (reply) say(reply, buffersOf(reply));
  } catch (error) {
    if (id === undefined) throw error;
    say({ id, error: messageOf(error) });
  } finally {
    if (id !== undefined) running.delete(id);
  }
}

function buffersOf(reply: CatalogueReply): ArrayBuffer[] {
  const said = 'answer' in reply ? reply.answer : undefined;
  return isAnswers(said) ? said.found.map(({ facts }) => facts.buffer) : [];
}

function isAnswers(answer: unknown): answer is Answers {
  return typeof answer === 'object' && answer !== null && 'found' in answer;
}

parentPort?.on('message', (message: CatalogueMessage) => void handle(message));
