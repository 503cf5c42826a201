/** Who waits for which files. Invariant: a round is over as soon as each of its files has been settled once. */

export interface Round {
  readonly over: Promise<void>;
}

interface Waiting extends Round {
  readonly left: Set<string>;
  readonly settled: (left: number) => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class Rounds {
  readonly #waiting = new Set<Waiting>();

  /** Files that somebody waits for. */
  get left(): Set<string> {
    return new Set([...this.#waiting].flatMap(({ left }) => [...left]));
  }

  /** Waits for all of these files; `settled` hears after each how many are left. */
  wait(paths: readonly string[], settled: (left: number) => void = () => {}): Round {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // Who waits may have gone away meanwhile.
    promise.catch(() => {});
    const round = { over: promise, left: new Set(paths), settled, resolve, reject };
    if (round.left.size === 0) resolve();
    else this.#waiting.add(round);
    return round;
  }

  settle(path: string): void {
    for (const round of this.#waiting) {
      if (!round.left.delete(path)) continue;
      round.settled(round.left.size);
      if (round.left.size > 0) continue;
      this.#waiting.delete(round);
      round.resolve();
    }
  }

  /** Nobody waits for a round any more; `false` when it was over already. */
  cancel(round: Round): boolean {
    const found = [...this.#waiting].find((waiting) => waiting === round);
    return found !== undefined && this.#waiting.delete(found);
  }

  reject(error: unknown): void {
    for (const { reject } of this.#waiting) reject(error);
    this.#waiting.clear();
  }
}
