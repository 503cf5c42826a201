/**
 * How much the lines of texts surprise a GGUF model, measured while nobody wants a completion: what is asked for is
 * measured later and remembered, and a completion that comes meanwhile is first.
 */

import { createHash } from 'node:crypto';

/** Mean bits per token of each line; 0 where a line has no token. */
export type LineBits = readonly number[];

/** Measures one text; empty where it cannot be told. Rejects when the signal is aborted. */
export type MeasureLines = (text: string, signal: AbortSignal) => Promise<LineBits>;

export interface LateSurpriseOptions {
  readonly measure: MeasureLines;
  /** Whether the model is loaded: none is loaded for this. */
  isLoaded(): boolean;
  /** Milliseconds without a completion and without a question after which it is measured. */
  readonly quiet: number;
}

/** Letters of the longest text that is measured. */
const longestText = 5_000;
/** Texts whose answer is remembered, and that wait for theirs. */
const mostKnown = 400;
const mostWanted = 40;

/** Invariant: nothing is measured while a completion runs, and the memory is bounded. */
export class LateSurprise {
  readonly #options: LateSurpriseOptions;
  readonly #known = new Map<string, LineBits>();
  /** Texts by their hash, the one that was wanted last at the end. */
  readonly #wanted = new Map<string, string>();
  #completions = 0;
  #timer: NodeJS.Timeout | undefined;
  #measuring: AbortController | undefined;

  constructor(options: LateSurpriseOptions) {
    this.#options = options;
  }

  /** What is known of a text; nothing where that is not known yet, and then it is measured later. */
  of(text: string): LineBits {
    if (text.length > longestText) return [];
    const key = createHash('sha256').update(text).digest('base64');
    const known = this.#known.get(key);
    if (known) return known;
    this.#wanted.delete(key);
    keep(this.#wanted, mostWanted, [key, text]);
    this.#later();
    return [];
  }

  /** A completion runs until what this gives is disposed. */
  completing(): Disposable {
    this.#completions++;
    this.#measuring?.abort();
    return {
      [Symbol.dispose]: () => {
        this.#completions--;
        this.#later();
      },
    };
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#wanted.clear();
    this.#measuring?.abort();
  }

  #later(): void {
    clearTimeout(this.#timer);
    if (this.#wanted.size === 0) return;
    this.#timer = setTimeout(() => void this.#next(), this.#options.quiet).unref();
  }

  /** Measures one text after the other, the last wanted first, until a completion comes. */
  async #next(): Promise<void> {
    if (this.#measuring || !this.#options.isLoaded()) return;
    const measuring = new AbortController();
    this.#measuring = measuring;
    while (this.#completions === 0 && !measuring.signal.aborted) {
      const next = [...this.#wanted].at(-1);
      if (!next) break;
      const [key, text] = next;
      const bits = await this.#options.measure(text, measuring.signal).catch((): LineBits => []);
      if (measuring.signal.aborted) break;
      this.#wanted.delete(key);
      keep(this.#known, mostKnown, [key, bits]);
    }
    this.#measuring = undefined;
    if (this.#completions === 0) this.#later();
  }
}

/** Adds to a map, and drops of it what is oldest. */
function keep<T>(map: Map<string, T>, most: number, [key, value]: readonly [string, T]): void {
  map.set(key, value);
  for (const oldest of [...map.keys()].slice(0, Math.max(0, map.size - most))) map.delete(oldest);
}
