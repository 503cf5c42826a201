/**
 * One run of a model at a spot, and who waits for it. Invariant: it ends (down to its socket) as soon as nobody waits
 * for it and nobody comes in time whom it may still serve.
 */

import { abortable } from '../text/text.ts';
import type { Clock } from './clock.ts';
import { mayBecome, type Spot, typedSince } from './spot.ts';

/** Milliseconds that a run goes on for which nobody waits: the ask after the next keystroke may come in that time. */
const lingering = 300;

/** What a run is told, and tells. */
export interface Running {
  readonly signal: AbortSignal;
  /** Hears all of the answer's text that is known by now. */
  heard(text: string): void;
}

export interface FlightParts<S, A> {
  readonly spot: S;
  readonly clock: Clock;
  readonly run: (running: Running) => Promise<A>;
}

export class Flight<S extends Spot, A> {
  readonly spot: S;
  readonly startedAt: number;
  /** Rejects when the run fails or is ended. */
  readonly done: Promise<A>;
  readonly #controller = new AbortController();
  readonly #clock: Clock;
  #waiting = 0;
  #known = '';
  #stopLingering = () => {};

  constructor({ spot, clock, run }: FlightParts<S, A>) {
    this.spot = spot;
    this.startedAt = clock.now();
    this.#clock = clock;
    const { signal } = this.#controller;
    const heard = (text: string) => {
      this.#known = text;
    };
    this.done = abortable(run({ signal, heard }), signal);
    this.done.catch(() => {});
  }

  get isEnded(): boolean {
    return this.#controller.signal.aborted;
  }

  get isAwaited(): boolean {
    return this.#waiting > 0;
  }

  /** Whether what is known of the answer agrees with what was typed up to a later spot. */
  mayServe(later: Spot): boolean {
    const typed = typedSince(this.spot, later);
    return !this.isEnded && typed !== undefined && mayBecome(this.#known, typed);
  }

  /** The answer, or `undefined` when the one who waits has gone. Rejects when the run fails or is ended. */
  async wait(signal: AbortSignal): Promise<A | undefined> {
    this.#waiting++;
    this.#stopLingering();
    try {
      return await abortable(this.done, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    } finally {
      if (--this.#waiting === 0) this.#linger();
    }
  }

  end(why: string): void {
    this.#stopLingering();
    this.#controller.abort(new Error(why));
  }

  #linger(): void {
    this.#stopLingering = this.#clock.after(lingering, () => this.end('nobody waits'));
  }
}
