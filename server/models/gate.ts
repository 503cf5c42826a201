/** Lets only so many requests run at once. Those that wait too long in too long a row are told so. */

import { ModelError } from './prompt.ts';

export interface GateOptions {
  /** Requests that may run at once. */
  readonly width: number;
  /** Requests that may wait; one more, and the one that waits longest is turned away. */
  readonly row: number;
}

interface Waiting {
  admit(): void;
  turnAway(error: Error): void;
}

/** Invariant: `running` never exceeds the width, and whoever entered leaves exactly once. */
export class Gate {
  readonly #options: GateOptions;
  readonly #waiting = new Set<Waiting>();
  #running = 0;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** Resolves when the request may run, to what has to be called when it is over; rejects when the signal is aborted. */
  async enter(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (this.#running < this.#options.width) this.#running++;
    else await this.#wait(signal);
    let left = false;
    return () => {
      if (!left) this.#leave();
      left = true;
    };
  }

  #leave(): void {
    const [next] = this.#waiting;
    if (!next) this.#running--;
    else if (this.#waiting.delete(next)) next.admit();
  }

  async #wait(signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting: Waiting = { admit: resolve, turnAway: reject };
    const abort = () => this.#waiting.delete(waiting) && reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    this.#waiting.add(waiting);
    const [longest] = this.#waiting;
    if (this.#waiting.size > this.#options.row && longest && this.#waiting.delete(longest))
      longest.turnAway(tooMany(this.#options));
    try {
      await promise;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}

function tooMany({ width, row }: GateOptions): ModelError {
  return new ModelError(
    'overloaded',
    `More than ${width + row} requests wait for the model at once, so the oldest was dropped. Type on, or choose a faster model.`,
  );
}
