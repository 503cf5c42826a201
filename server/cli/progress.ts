/** A progress bar on standard error, on a terminal only. */

import type { IndexProgress } from '../host/host.ts';

const width = 30;

/** Draws at most 20 times a second and wipes itself when done. */
export function progressBar(stream: NodeJS.WriteStream): (progress: IndexProgress) => void {
  if (!stream.isTTY) return () => {};
  let last = 0;
  return ({ done, total }) => {
    if (done === total) {
      stream.write('\r\u001b[K');
      return;
    }
    if (performance.now() - last < 50) return;
    last = performance.now();
    const filled = Math.round((width * done) / total);
    stream.write(`\rIndexing ${'█'.repeat(filled)}${'░'.repeat(width - filled)} ${done} of ${total}`);
  };
}
