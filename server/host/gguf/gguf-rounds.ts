/** Notices that a small model goes round in a circle, so that it can be led out of it. */

/** Tokens of the longest circle that is noticed, how often it has to be gone round, and over how many tokens. */
const longest = 24;
const times = 3;
const least = 9;

export class Rounds {
  readonly #tokens: number[] = [];

  add(token: number): void {
    this.#tokens.push(token);
  }

  /** The tokens that would go round once more. */
  goesRound(): number[] {
    const found: number[] = [];
    for (let period = 1; period <= longest; period++) {
      const next = this.#tokens.at(-period);
      if (next !== undefined && this.#repeats(period)) found.push(next);
    }
    return found;
  }

  #repeats(period: number): boolean {
    const length = Math.max(times * period, least);
    const start = this.#tokens.length - length;
    if (start < 0) return false;
    for (let at = start + period; at < this.#tokens.length; at++) {
      if (this.#tokens[at] !== this.#tokens[at - period]) return false;
    }
    return true;
  }
}
