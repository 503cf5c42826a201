/**
 * Answers by the spots that they were given at. Invariant: never more than so many answers, nor texts of more than so
 * many characters; what was used longest ago goes first.
 */

import { type Rest, restOf, type Spot, typedSince } from './spot.ts';

export interface Remembered<A> extends Rest {
  readonly answer: A;
  /** The spot that it was given at: earlier than the one it was found for where a person has typed into it. */
  readonly spot: Spot;
}

interface Entry<A> {
  readonly spot: Spot;
  /** What it offers; empty for an answer that offers nothing. */
  readonly text: string;
  readonly answer: A;
}

export interface Limits {
  readonly answers: number;
  /** UTF-16 units of the documents that they were given for. */
  readonly units: number;
}

const usual: Limits = { answers: 200, units: 8_000_000 };

export class Answers<A> {
  readonly #limits: Limits;
  /** Used longest ago first. */
  #entries: readonly Entry<A>[] = [];
  #units = 0;

  constructor(limits: Limits = usual) {
    this.#limits = limits;
  }

  get size(): number {
    return this.#entries.length;
  }

  get units(): number {
    return this.#units;
  }

  /** Puts an answer in the place of the one that was known for the same spot. */
  put({ path, prefix, suffix, context }: Spot, text: string, answer: A): void {
    const spot = { path, prefix, suffix, context };
    const others = this.#entries.filter((entry) => !isSame(entry.spot, spot));
    this.#keep([...others, { spot, text, answer }]);
  }

  /** The answer at a spot, or what is left of one that was typed into since. */
  find(spot: Spot): Remembered<A> | undefined {
    for (const entry of this.#entries.toReversed()) {
      const rest = fits(entry, spot);
      if (!rest) continue;
      this.#entries = [...this.#entries.filter((other) => other !== entry), entry];
      return { ...rest, answer: entry.answer, spot: entry.spot };
    }
    return undefined;
  }

  clear(): void {
    this.#keep([]);
  }

  #keep(entries: readonly Entry<A>[]): void {
    let units = entries.reduce((sum, { spot }) => sum + unitsOf(spot), 0);
    let first = 0;
    while (entries.length - first > this.#limits.answers || units > this.#limits.units) {
      const oldest = entries[first++];
      units -= oldest ? unitsOf(oldest.spot) : units;
    }
    this.#entries = entries.slice(first);
    this.#units = units;
  }
}

function fits<A>({ spot: earlier, text }: Entry<A>, spot: Spot): Rest | undefined {
  // The lengths tell most of them apart without a look at the texts.
  const typed = spot.prefix.length - earlier.prefix.length;
  if (typed < 0 || typed > 2 * text.length) return undefined;
  if (isSame(earlier, spot)) return { text, covers: 0 };
  const since = text === '' ? undefined : typedSince(earlier, spot);
  return since && restOf(text, since);
}

function isSame(one: Spot, other: Spot): boolean {
  return (
    one.path === other.path &&
    one.context === other.context &&
    one.suffix === other.suffix &&
    one.prefix === other.prefix
  );
}

function unitsOf({ prefix, suffix }: Spot): number {
  return prefix.length + suffix.length;
}
