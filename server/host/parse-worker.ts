/**
 * The thread that parses. It answers one job after the other, keeps the trees of the documents it
 * locates cursors in, and holds nothing else: it may be killed at any time.
 */

import { parentPort } from 'node:worker_threads';
import { cursorWithoutTree, factsOfText, locate, Trees } from '../syntax/syntax.ts';
import { loadGrammars } from './grammars.ts';
import type { ParseJob } from './parse-pool.ts';

const grammarOf = loadGrammars(import.meta.url);
const trees = new Trees();

async function answer(job: ParseJob): Promise<unknown> {
  if (job.kind === 'facts') return factsOfText(job.text, job.language, await grammarOf(job.language));
  const grammar = await grammarOf(job.document.language);
  return grammar
    ? locate(trees, job.document, job.offset, grammar)
    : cursorWithoutTree(job.document, job.offset);
}

parentPort?.on('message', async (job: ParseJob) => {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage(await answer(job));
});
