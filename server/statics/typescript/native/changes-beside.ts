/** Which files changed, seen from a file that is asked about: its own changes count only for others. */

import type { SourceTexts } from '../source-texts.ts';

/** Owns what one reader was told of. */
export class ChangesBeside {
  readonly #texts: SourceTexts;
  /** Files that changed while they themselves were asked about. */
  readonly #pending = new Set<string>();
  #seen = 0;
  #structure = -1;

  constructor(texts: SourceTexts) {
    this.#texts = texts;
  }

  /** The other files that changed since the reader asked last; `everything` when files came or went. */
  since(file: string): readonly string[] | 'everything' {
    for (const path of this.#texts.changedSince(this.#seen)) this.#pending.add(path);
    this.#seen = this.#texts.stamp;
    const others = [...this.#pending].filter((path) => path !== file);
    for (const path of others) this.#pending.delete(path);
    if (this.#structure === this.#texts.structure) return others;
    this.#structure = this.#texts.structure;
    return 'everything';
  }
}
