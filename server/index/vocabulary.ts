/** Strings as small numbers: the same string always has the same number, and numbers are given from 0 up. */
export class Vocabulary {
  readonly #ids = new Map<string, number>();
  readonly #terms: string[] = [];

  idOf(term: string): number {
    const known = this.#ids.get(term);
    if (known !== undefined) return known;
    const own = ownCopy(term);
    const id = this.#terms.push(own) - 1;
    this.#ids.set(own, id);
    return id;
  }

  find(term: string): number | undefined {
    return this.#ids.get(term);
  }

  termOf(id: number): string {
    return this.#terms[id] ?? '';
  }
}

/** A slice would keep the whole text that it was cut from in memory; joining makes a string of its own. */
function ownCopy(text: string): string {
  return ` ${text}`.slice(1);
}
