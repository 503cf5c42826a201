/** Strings as small numbers: the same string always has the same number, and numbers are given from 0 up. */
export interface Numbers {
  idOf(term: string): number;
}

export class Vocabulary implements Numbers {
  readonly #ids = new Map<string, number>();
  readonly #terms: string[] = [];
  #length = 0;

  /** An estimate of the memory that the strings and their numbers take. */
  get bytes(): number {
    return this.#length + perString * this.#terms.length;
  }

  idOf(term: string): number {
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    const own = ownCopy(term);
    const id = this.#terms.push(own) - 1;
    this.#ids.set(own, id);
    this.#length += own.length;
    return id;
  }

  find(term: string): number | undefined {
    return this.#ids.get(term);
  }

  termOf(id: number): string {
    return this.#terms[id] ?? '';
  }
}

/**
 * The same numbers, with those asked for last at hand: a file asks for each of its strings time and again, and
 * the whole vocabulary is too large for a processor's cache.
 */
export function remembering(vocabulary: Numbers): Numbers {
  const known = new Map<string, number>();
  return {
    idOf(term) {
      const before = known.get(term);
      if (before !== undefined) return before;
      const id = vocabulary.idOf(term);
      known.set(term, id);
      return id;
    },
  };
}

/** Bytes beside the letters: the string's heading, its places in the table and in the list. */
const perString = 72;

/** A slice would keep the whole text that it was cut from in memory; joining makes a string of its own. */
function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}
