/**
 * The thread that knows the files: it walks and watches over the roots, reads and hashes what changed, and owns
 * the store. It blocks on disks, so that no other thread has to.
 */

import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../../text/text.ts';
import type { Answers, Asker, CatalogueMessage, CatalogueReply } from './catalogue-protocol.ts';
import { CatalogueRoot } from './catalogue-root.ts';
import { extractionVersion } from './extraction.ts';
import { buffersOf } from './joined-facts.ts';
import { openFactStore } from './stored-facts.ts';
import { Rest } from '../rest.ts';

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
const roots = new Map<number, CatalogueRoot>();
const running = new Map<number, AbortController>();
const rest = new Rest();

function rootOf({ key, root, trust }: Asker): CatalogueRoot {
  const known = roots.get(key) ?? new CatalogueRoot(root, store, trust);
  roots.set(key, known);
  return known;
}

async function answer(message: CatalogueMessage, signal: AbortSignal): Promise<CatalogueReply | undefined> {
  switch (message.kind) {
    case 'survey':
      return { id: message.id, answer: await rootOf(message.by).survey(signal) };
    case 'look':
      return { id: message.id, answer: await rootOf(message.by).look(message.paths, signal) };
    case 'remembered':
      return { id: message.id, answer: rootOf(message.by).remembered() };
    case 'next':
      return { id: message.id, answer: rootOf(message.by).next() };
    case 'close':
      store.close();
      return { id: message.id, answer: undefined };
    case 'cancel':
      return void running.get(message.id)?.abort(new Error('cancelled'));
    case 'parsed':
      return void rootOf(message.by).parsed(message.files);
    case 'leave':
      return void roots.delete(message.by.key);
    case 'drop':
      return void rootOf(message.by).drop();
    default:
      return void rootOf(message.by)[message.kind](message.paths);
  }
}

async function handle(message: CatalogueMessage): Promise<void> {
  if (message.kind === 'survey') rest.worked();
  else rest.stirred();
  const controller = new AbortController();
  const id = 'id' in message && message.kind !== 'cancel' ? message.id : undefined;
  if (id !== undefined) running.set(id, controller);
  try {
    const reply = await answer(message, controller.signal);
    if (reply) say(reply, buffersOf(factsIn(reply)));
  } catch (error) {
    if (id === undefined) throw error;
    say({ id, error: messageOf(error) });
  } finally {
    if (id !== undefined) running.delete(id);
  }
}

function factsIn(reply: CatalogueReply): Uint8Array<ArrayBuffer>[] {
  const said = 'answer' in reply ? reply.answer : undefined;
  return isAnswers(said) ? said.found.map(({ facts }) => facts) : [];
}

function isAnswers(answer: unknown): answer is Answers {
  return typeof answer === 'object' && answer !== null && 'found' in answer;
}

parentPort?.on('message', (message: CatalogueMessage) => void handle(message));
