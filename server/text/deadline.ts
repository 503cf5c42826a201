/** A wait with an end: a signal that is aborted by its parent or by the clock, whichever is first. */

/** Thrown by `race` when the time is up. */
export class DeadlineError extends Error {
  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
    this.name = 'DeadlineError';
  }
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export interface Deadline {
  readonly signal: AbortSignal;
  /** The promise's value, or a rejection with the signal's reason as soon as it is aborted. */
  race<T>(promise: Promise<T>): Promise<T>;
  /** Stops the clock. */
  [Symbol.dispose](): void;
}

/** A deadline `ms` milliseconds from now under `parent`. */
export function deadline(ms: number, parent: AbortSignal): Deadline {
  const controller = new AbortController();
  const follow = () => controller.abort(parent.reason);
  if (parent.aborted) follow();
  parent.addEventListener('abort', follow, { once: true });
  const timer = setTimeout(() => controller.abort(new DeadlineError(ms)), ms);
  return {
    signal: controller.signal,
    race: (promise) => abortable(promise, controller.signal),
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      parent.removeEventListener('abort', follow);
    },
  };
}

/** The promise's value, or a rejection with the signal's reason at once when it is aborted. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: result, resolve, reject } = Promise.withResolvers<T>();
  const stop = () => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  return result;
}
