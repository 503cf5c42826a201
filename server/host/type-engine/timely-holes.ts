/**
 * Holes by a given time: the whole where the engine is quick, else what is known by then. The whole goes
 * on being worked out, so that the next question finds it done, until a question about another place comes.
 */

import {
  type HolePart,
  type HoleQuery,
  LastHoles,
  type TypedHole,
  type TypeEngine,
  type UnfinishedHole,
} from '../../statics/statics.ts';
import { deadline } from '../../text/text.ts';

/** Owns the last answers and the one question that nobody waits for any more. */
export class TimelyHoles {
  readonly #ask: TypeEngine['hole'];
  readonly #last = new LastHoles();
  #overdue: AbortController | undefined;

  constructor(ask: TypeEngine['hole']) {
    this.#ask = ask;
  }

  /** Tells that the texts of these files changed. */
  changed(paths: readonly string[]): void {
    this.#last.changed(paths);
  }

  async within(
    query: HoleQuery,
    ms: number,
    signal: AbortSignal,
  ): Promise<TypedHole | UnfinishedHole | undefined> {
    this.#overdue?.abort(new Error('A newer question came.'));
    this.#overdue = undefined;
    const own = new AbortController();
    const follow = (): void => own.abort(signal.reason);
    signal.addEventListener('abort', follow, { once: true });
    let known: HolePart = {};
    const tell = (part: HolePart): void => {
      known = { ...known, ...part };
    };
    const limited = deadline(ms, signal);
    try {
      return await limited.race(this.#whole(query, own.signal, tell));
    } catch (error) {
      signal.throwIfAborted();
      const found = limited.signal.aborted ? this.#last.finish(query, known) : undefined;
      if (limited.signal.aborted) this.#overdue = own;
      if (!found) throw error;
      return found;
    } finally {
      signal.removeEventListener('abort', follow);
      limited[Symbol.dispose]();
    }
  }

  #whole(
    query: HoleQuery,
    signal: AbortSignal,
    tell: (part: HolePart) => void,
  ): Promise<TypedHole | undefined> {
    const whole = this.#ask(query, signal, tell).then((hole) => {
      if (hole) this.#last.keep(query, hole);
      return hole;
    });
    // Who waited may be gone when it fails.
    whole.catch(() => undefined);
    return whole;
  }
}
