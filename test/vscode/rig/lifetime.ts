/** Ties what was started to the process that started it: it is released once, also when the process ends early. */

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
    // Another listener may still have to release its own; the last one lets the signal end the process.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  process.on('exit', release);
  for (const signal of signals) process.on(signal, stop);
  return forget;
}
