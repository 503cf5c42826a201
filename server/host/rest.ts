/**
 * Gives back what much work has left behind. V8's young heap grows while a repository is indexed, to 130 MB, and
 * shrinks with a full collection only, which may never come in a thread that waits for keys.
 */

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Milliseconds in which nothing may have happened: a collection stops the thread for about a tenth of a second. */
const patience = 5_000;

export class Rest {
  readonly #patience: number;
  #timer: NodeJS.Timeout | undefined;

  /** `after`: milliseconds of quiet. */
  constructor(after: number = patience) {
    this.#patience = after;
  }

  /** Much has been done: once nothing happens for a while, its garbage is collected, once. */
  worked(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#collect(), this.#patience).unref();
  }

  /** Something happens, so a collection would be in its way. */
  stirred(): void {
    this.#timer?.refresh();
  }

  /** Nothing more is collected. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #collect(): void {
    this.#timer = undefined;
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('globalThis.gc');
    if (typeof collect === 'function') collect();
  }
}
