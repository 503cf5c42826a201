/** The time as the schedule sees it: real in the server, made up in tests. */

export interface Clock {
  /** Milliseconds from any fixed moment. */
  now(): number;
  /** Runs something once, so many milliseconds from now, unless what is given is called before. */
  after(ms: number, run: () => void): () => void;
}

export const realClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Waits; `false` when the signal was aborted meanwhile. */
export function pass(clock: Clock, ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  if (ms <= 0) return Promise.resolve(true);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const stop = () => end(false);
  const cancel = clock.after(ms, () => end(true));
  const end = (passed: boolean) => {
    cancel();
    signal.removeEventListener('abort', stop);
    resolve(passed);
  };
  signal.addEventListener('abort', stop);
  return promise;
}
