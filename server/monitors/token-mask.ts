/**
 * Which tokens of a vocabulary may come next: those with which some legal text goes on. One walk over
 * the vocabulary's trie and the automaton of the legal texts together; where the texts are free again, a
 * whole stretch of tokens is allowed without being looked at.
 */

import type { NextNames } from '../models/models.ts';
import { dead, free, NameStates } from './name-states.ts';
import type { VocabularyTrie } from './vocabulary-trie.ts';

/** Allowed tokens as stretches of the vocabulary's sorted order. */
export interface TokenMask {
  /** How many tokens are allowed. */
  readonly count: number;
  /** Whether the text may end here. */
  readonly mayEnd: boolean;
  /** Tokens that stand for no text are never allowed here: whoever asks knows which of them ends it. */
  allows(token: number): boolean;
  /** The allowed tokens, at most so many. */
  tokens(most: number): number[];
}

/** Masks that were made lately are made once: the same rule holds at many places. */
const mostMasks = 64;
const mostAutomata = 64;

/** Makes masks for one vocabulary. */
export class TokenMasks {
  readonly #trie: VocabularyTrie;
  readonly #automata = new Map<readonly string[], Map<string, Made>>();

  constructor(trie: VocabularyTrie) {
    this.#trie = trie;
  }

  /**
   * The tokens that a rule allows; `pending` are bytes of a character that is not whole yet, read after
   * what is typed.
   */
  mask(rule: NextNames, pending: Uint8Array = none): TokenMask {
    const { states, masks } = this.#made(rule);
    const typed = states.after(NameStates.start, rule.typed);
    const state = pending.reduce((now, byte) => states.step(now, byte), typed);
    const known = masks.get(state);
    if (known) return known;
    const mask = maskOf(this.#trie, states, state);
    if (masks.size >= mostMasks) masks.clear();
    masks.set(state, mask);
    return mask;
  }

  /**
   * Whether a rule allows a token with these bytes, or with none the end of the text: the same as the mask says,
   * without making it. Faster where only few tokens are in question.
   */
  judge(rule: NextNames, pending: Uint8Array = none): (bytes: Uint8Array) => boolean {
    const { states } = this.#made(rule);
    const typed = states.after(NameStates.start, rule.typed);
    const state = pending.reduce((now, byte) => states.step(now, byte), typed);
    return (bytes) =>
      bytes.length === 0
        ? states.mayEnd(state)
        : bytes.reduce((now, byte) => states.step(now, byte), state) !== dead;
  }

  #made(rule: NextNames): Made {
    const byForm = this.#automata.get(rule.names) ?? new Map<string, Made>();
    const form = [rule.end, rule.language, rule.unnamed, rule.blanks, ...(rule.open ?? [])].join();
    const made = byForm.get(form) ?? { states: new NameStates(rule), masks: new Map<number, TokenMask>() };
    if (this.#automata.size >= mostAutomata) this.#automata.clear();
    byForm.set(form, made);
    this.#automata.set(rule.names, byForm);
    return made;
  }
}

interface Made {
  readonly states: NameStates;
  readonly masks: Map<number, TokenMask>;
}

const none = new Uint8Array();

/** Of several rules that hold together: what all of them allow. */
export function intersection(masks: readonly TokenMask[]): TokenMask | undefined {
  const [first, ...others] = masks.toSorted((a, b) => a.count - b.count);
  if (!first || others.length === 0) return first;
  const allows = (token: number) => masks.every((mask) => mask.allows(token));
  return {
    count: first.count,
    mayEnd: masks.every(({ mayEnd }) => mayEnd),
    allows,
    tokens: (most) =>
      first
        .tokens(first.count)
        .filter((token) => others.every((mask) => mask.allows(token)))
        .slice(0, most),
  };
}

function maskOf(trie: VocabularyTrie, states: NameStates, state: number): TokenMask {
  const stretches: number[] = [];
  collect({ trie, states, stretches }, 0, state);
  return { ...allowedIn(trie, Int32Array.from(stretches)), mayEnd: states.mayEnd(state) };
}

interface Walk {
  readonly trie: VocabularyTrie;
  readonly states: NameStates;
  /** Starts and ends of what is allowed, ascending. */
  readonly stretches: number[];
}

function collect(walk: Walk, node: number, state: number): void {
  const { trie, states, stretches } = walk;
  for (let child = trie.firstChild[node] ?? 0; child !== 0; child = trie.nextSibling[child] ?? 0) {
    const next = states.step(state, trie.byte[child] ?? 0);
    if (next === dead) continue;
    const low = trie.low[child] ?? 0;
    const own = trie.own[child] ?? 0;
    if (next === free) stretches.push(low, trie.high[child] ?? 0);
    else {
      if (own > 0) stretches.push(low, low + own);
      collect(walk, child, next);
    }
  }
}

function allowedIn(trie: VocabularyTrie, stretches: Int32Array): Omit<TokenMask, 'mayEnd'> {
  let count = 0;
  for (let i = 0; i < stretches.length; i += 2) count += (stretches[i + 1] ?? 0) - (stretches[i] ?? 0);
  return {
    count,
    allows(token) {
      const place = trie.rank[token] ?? -1;
      return place >= 0 && startsBefore(stretches, place) % 2 === 1;
    },
    tokens(most) {
      const found: number[] = [];
      for (let i = 0; i < stretches.length && found.length < most; i += 2) {
        const end = Math.min(stretches[i + 1] ?? 0, (stretches[i] ?? 0) + most - found.length);
        for (let place = stretches[i] ?? 0; place < end; place++) found.push(trie.sorted[place] ?? 0);
      }
      return found;
    },
  };
}

/** How many of the ascending numbers are not above `place`: odd inside a stretch. */
function startsBefore(ascending: Int32Array, place: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
