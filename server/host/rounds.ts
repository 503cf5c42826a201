/** Who waits for which files. Invariant: a round ends as soon as each of its files has been settled once. */

interface Round {
  readonly left: Set<string>;
  readonly settled: (left: number) => void;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

export class Rounds {
  readonly #rounds = new Set<Round>();

  /** Files that somebody waits for. */
  get left(): Set<string> {
    return new Set([...this.#rounds].flatMap(({ left }) => [...left]));
  }

  /** Waits for all of these files; `settled` hears after each how many are left. */
  wait(paths: readonly string[], settled: (left: number) => void = () => {}): Promise<void> {
    if (paths.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#rounds.add({ left: new Set(paths), settled, resolve, reject });
    });
  }

  settle(path: string): void {
    for (const round of this.#rounds) {
      if (!round.left.delete(path)) continue;
      round.settled(round.left.size);
      if (round.left.size > 0) continue;
      this.#rounds.delete(round);
      round.resolve();
    }
  }

  reject(error: unknown): void {
    for (const { reject } of this.#rounds) reject(error);
    this.#rounds.clear();
  }
}
