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
 * Megabytes for what is young: a parsed file is forgotten as a whole, and more room is no quicker, but stays with the
 * process for some time after a thread has ended.
 */
const young = 16;

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
