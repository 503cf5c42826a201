/** The answers to one request, taken in order: each is waited for with a deadline, and not after an abort. */

import { ModelError } from '../../models/models.ts';
import type { FromGguf } from './gguf-protocol.ts';

/** What is heard: an answer, or that the process died. */
export type Heard = FromGguf | { readonly kind: 'died'; readonly message: string };

export interface GgufDeadlines {
  /** Milliseconds until the first answer, and until the last. */
  readonly firstToken: number;
  readonly total: number;
}

export class GgufAnswers {
  readonly #signal: AbortSignal;
  readonly #deadlines: GgufDeadlines;
  readonly #started = performance.now();
  readonly #waiting: Heard[] = [];
  #taken = 0;
  #wake: (() => void) | undefined;

  constructor(deadlines: GgufDeadlines, signal: AbortSignal) {
    this.#deadlines = deadlines;
    this.#signal = signal;
  }

  put(heard: Heard): void {
    this.#waiting.push(heard);
    this.#wake?.();
  }

  /** The next answer; `undefined` when the signal was aborted. @throws {ModelError} when the time is up. */
  async next(): Promise<Heard | undefined> {
    if (this.#waiting.length === 0 && !this.#signal.aborted) await this.#answer();
    if (this.#signal.aborted) return undefined;
    this.#taken++;
    return this.#waiting.shift();
  }

  #answer(): Promise<void> {
    const { firstToken, total } = this.#deadlines;
    const most = this.#taken === 0 ? firstToken : total;
    const left = most - (performance.now() - this.#started);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const late = `The model wrote nothing within ${most} ms. It may be loading or too large for this machine: ask again, choose a smaller one, or raise the deadline.`;
    const timer = setTimeout(() => reject(new ModelError('timed out', late)), Math.max(0, left));
    const wake = () => resolve();
    this.#wake = wake;
    this.#signal.addEventListener('abort', wake, { once: true });
    return promise.finally(() => {
      clearTimeout(timer);
      this.#wake = undefined;
      this.#signal.removeEventListener('abort', wake);
    });
  }
}
