/**
 * Which token comes next: the likeliest of those that the rules allow and that go on with text which was
 * taken off the prompt's end.
 */

import type { NextNames } from '../../models/models.ts';
import { buildTrie, intersection, type TokenMask, TokenMasks } from '../../monitors/monitors.ts';

/** What a choice is made under. */
export interface Choosing {
  readonly rules: readonly NextNames[];
  /** Bytes of a character that is not whole yet. */
  readonly pending: Uint8Array;
  /** Bytes that the next tokens have to begin with before any rule counts. */
  readonly owed: Uint8Array;
  /** Tokens that were tried here and are not legal. */
  readonly banned: ReadonlySet<number>;
  readonly temperature: number;
}

/** A token that was chosen, and what its log-probability lost by the rules. */
export interface Best {
  readonly token: number;
  readonly score: number;
  readonly loss: number;
}

/** From so much doubt on (nats) the tokens that are free of it are looked for among all. */
export const heavyDoubt = 8;

/** The tokens of one model. */
export class Choices {
  readonly #bytes: readonly Uint8Array[];
  readonly #masks: TokenMasks;
  readonly #ends: ReadonlySet<number>;

  /** @param ends tokens that end the text */
  constructor(bytes: readonly Uint8Array[], ends: ReadonlySet<number>) {
    this.#bytes = bytes;
    this.#masks = new TokenMasks(buildTrie(bytes));
    this.#ends = ends;
  }

  bytesOf(token: number): Uint8Array {
    return this.#bytes[token] ?? none;
  }

  /** Whether the text ends with it. */
  ends(token: number): boolean {
    return this.#ends.has(token);
  }

  /** The best of these, or `undefined` where none may stand: then only `candidates` have a chance. */
  best(logits: ReadonlyMap<number, number>, choosing: Choosing): Best | undefined {
    const judge = this.#judge(choosing);
    const scored: Best[] = [];
    for (const [token, logit] of logits) {
      const loss = choosing.banned.has(token) ? Infinity : judge(token);
      if (loss < Infinity) scored.push({ token, score: logit - loss, loss });
    }
    return chosen(scored, choosing.temperature);
  }

  /** Tokens that may stand, at most so many: for when none of the likely ones may. */
  candidates(choosing: Choosing, most: number): number[] {
    const { owed, banned } = choosing;
    const found =
      owed.length > 0 ? this.#startingWith(owed) : (this.#allowed(choosing, Infinity)?.tokens(most) ?? []);
    return found.filter((token) => !banned.has(token)).slice(0, most);
  }

  /** Tokens that no heavy doubt is against, if they are few: for when the likely ones are doubted. */
  undoubted(choosing: Choosing, most: number): number[] {
    const mask = this.#allowed(choosing, heavyDoubt);
    if (!mask || mask.count > most) return [];
    return mask.tokens(most).filter((token) => !choosing.banned.has(token));
  }

  /** What the rules of at least so much doubt allow. */
  #allowed({ rules, pending }: Choosing, doubt: number): TokenMask | undefined {
    const held = rules.filter((rule) => rule.doubt >= doubt);
    return intersection(held.map((rule) => this.#masks.mask(rule, pending)));
  }

  #startingWith(owed: Uint8Array): number[] {
    return [...this.#bytes.keys()].filter((token) => agrees(this.bytesOf(token), owed));
  }

  /** What a token loses of its log-probability; `Infinity` where it may not stand. */
  #judge({ rules, pending, owed }: Choosing): (token: number) => number {
    if (owed.length > 0) return (token) => (agrees(this.bytesOf(token), owed) ? 0 : Infinity);
    const held = rules.map((rule) => ({ allows: this.#masks.judge(rule, pending), doubt: rule.doubt }));
    return (token) => {
      const bytes = this.#ends.has(token) ? none : this.bytesOf(token);
      if (bytes.length === 0 && !this.#ends.has(token)) return Infinity;
      return held.reduce((loss, { allows, doubt }) => loss + (allows(bytes) ? 0 : doubt), 0);
    };
  }
}

const none = new Uint8Array();

/** Whether one of the two begins with the other. */
function agrees(bytes: Uint8Array, owed: Uint8Array): boolean {
  const shared = Math.min(bytes.length, owed.length);
  return shared > 0 && Buffer.compare(bytes.subarray(0, shared), owed.subarray(0, shared)) === 0;
}

function chosen(scored: readonly Best[], temperature: number): Best | undefined {
  const best = scored.toSorted((a, b) => b.score - a.score);
  const top = best[0];
  if (!top || temperature <= 0) return top;
  const weights = best.map(({ score }) => Math.exp((score - top.score) / temperature));
  let left = Math.random() * weights.reduce((sum, weight) => sum + weight, 0);
  return best.find((_, i) => (left -= weights[i] ?? 0) <= 0) ?? top;
}
