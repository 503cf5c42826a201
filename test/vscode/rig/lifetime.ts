/** Ties what was started to the process that started it: it is released once, also when the process ends early. */

import { constants } from 'node:os';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Calls `release` when this process exits or a signal ends it, unless the returned function is called before. */
export function releaseAtEnd(release: () => void): () => void {
  const forget = (): void => {
    process.off('exit', release);
    for (const signal of signals) process.off(signal, stop);
  };
  const stop = (signal: NodeJS.Signals): void => {
    forget();
    release();
    if (process.listenerCount(signal) === 0) end(signal);
  };
  process.on('exit', release);
  for (const signal of signals) process.on(signal, stop);
  return forget;
}

/** An exit lets others clean up; where a test runner forbids it, the signal does what it would have done. */
function end(signal: NodeJS.Signals): void {
  try {
    process.exit(128 + constants.signals[signal]);
  } catch {
    process.kill(process.pid, signal);
  }
}
