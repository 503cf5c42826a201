/** How long a model usually takes, by its last answers. */

import { quantile } from './rhythm.ts';

const remembered = 16;
/** Milliseconds that are assumed of a model that has not answered yet. */
const unknown = 300;

export class Latency {
  #last: readonly number[] = [];

  /** Milliseconds: the median of its last answers. */
  get usual(): number {
    const sorted = this.#last.toSorted((a, b) => a - b);
    return sorted.length === 0 ? unknown : quantile(sorted, 0.5);
  }

  add(ms: number): void {
    this.#last = [...this.#last, ms].slice(-remembered);
  }
}
