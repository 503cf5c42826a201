/** Starts threads of this process. */

import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';

interface ThreadOptions {
  /** What the thread is told when it starts. */
  readonly told?: unknown;
  /** Megabytes of heap at most. */
  readonly heap: number;
}

/**
 * Megabytes for what is young: a file's tree, up to ten of them, is forgotten as a whole. In half as much, trees of long
 * files grew old while they were made, and a third of a keystroke was spent on collecting them; more is no quicker.
 */
const young = 32;

/** A thread does not take over by itself that compiled code is kept, and would compile all of its own each time. */
export function startThread(file: URL, { told, heap }: ThreadOptions): Worker {
  const kept = getCompileCacheDir();
  return new Worker(file, {
    workerData: told,
    resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: young },
    // What Node tells is a folder of its version in the one that it wants to be told.
    ...(kept !== undefined && { env: { ...process.env, NODE_COMPILE_CACHE: dirname(kept) } }),
  });
}
