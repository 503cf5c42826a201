/** How long something that keeps dying is left alone: longer each time, until it has lived for a while. */

const mostDeaths = 3;
const deathWindow = 60_000;
const longestPause = 600_000;

export interface PauseOptions {
  /** What dies, as the beginning of a sentence. */
  readonly of: string;
  /** Milliseconds of the first pause. */
  readonly first: number;
  /** The time in milliseconds. */
  readonly clock?: () => number;
}

/** Deaths of one kind of process. Three within a minute bring a pause; one soon after it a pause twice as long. */
export class RestartPause {
  readonly #of: string;
  readonly #first: number;
  readonly #clock: () => number;
  #deaths: number[] = [];
  #pause = 0;
  #until = Number.NEGATIVE_INFINITY;
  #why = '';

  constructor({ of, first, clock = () => performance.now() }: PauseOptions) {
    this.#of = of;
    this.#first = first;
    this.#clock = clock;
  }

  /** Notes a death; gives why nothing starts for now, where that is so. */
  died(how: string): Error | undefined {
    const now = this.#clock();
    const sincePause = now - this.#until;
    this.#deaths = [...this.#deaths.filter((time) => now - time < deathWindow), now];
    const isAgain = this.#pause > 0 && sincePause < deathWindow;
    if (!isAgain && this.#deaths.length < mostDeaths) return undefined;
    this.#pause = isAgain ? Math.min(longestPause, this.#pause * 2) : this.#first;
    this.#until = now + this.#pause;
    this.#why = how;
    return this.now();
  }

  /** Why nothing may be started at this moment; `undefined` where it may. */
  now(): Error | undefined {
    const left = this.#until - this.#clock();
    if (left <= 0) return undefined;
    const often = `${this.#deaths.length} times within a minute`;
    const seconds = Math.ceil(left / 1000);
    return new Error(`${this.#of} ended ${often} (${this.#why}); it is started again in ${seconds} s.`);
  }
}
