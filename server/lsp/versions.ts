/** Versions of what an answer depends on besides its own document. */

export class Versions {
  #all = 0;
  readonly #own = new Map<string, number>();

  /** A document has changed; without one, anything may have. */
  changed(uri: string | undefined): void {
    this.#all++;
    if (uri !== undefined) this.#own.set(uri, (this.#own.get(uri) ?? 0) + 1);
  }

  /** The version of everything but this document; `known` is what else there is to it. */
  besides(uri: string, known: string): string {
    return `${this.#all - (this.#own.get(uri) ?? 0)} ${known}`;
  }
}
