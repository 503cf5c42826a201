/**
 * Which bytes may follow, byte by byte: the deterministic automaton of "white space maybe, then one of
 * these names, then an end of the name, then anything". A state is a number; every state but `dead` can
 * still become a legal text.
 */

import type { NextNames } from '../models/models.ts';
import { type Boundary, identifierBoundary, quoteBoundary, utf8 } from './boundary.ts';

/** No legal text starts with these bytes. */
export const dead = -1;
/** Whatever follows is legal. */
export const free = -2;

const blank = new Set([9, 10, 11, 12, 13, 32]);

/** Where in the names the text is (-1: in none), and the bytes so far of a character that may end one. */
interface State {
  readonly node: number;
  readonly partial: Uint8Array;
}

const none = new Uint8Array();

export class NameStates {
  /** No byte is read yet. */
  static readonly start = 0;
  readonly #rule: Pick<NextNames, 'unnamed' | 'blanks'>;
  readonly #boundary: Boundary;
  readonly #children: Map<number, number>[] = [new Map()];
  readonly #ends = new Set<number>();
  readonly #states: State[] = [{ node: 0, partial: none }];
  readonly #numbers = new Map<string, number>([['0/', NameStates.start]]);

  constructor({ names, unnamed, blanks, end, language }: Omit<NextNames, 'typed' | 'doubt'>) {
    this.#rule = { unnamed, blanks };
    this.#boundary = end === 'identifier' ? identifierBoundary(language) : quoteBoundary(end);
    for (const name of names) this.#ends.add(utf8(name).reduce((node, byte) => this.#child(node, byte), 0));
  }

  /** The state after one more byte. */
  step(state: number, byte: number): number {
    const now = this.#states[state];
    if (!now) return state;
    const { node, partial } = now;
    if (state === NameStates.start && this.#rule.blanks && blank.has(byte)) return state;
    if (state === NameStates.start && this.#rule.unnamed && isDigit(byte)) return free;
    // A character of a name and one that ends names may begin with the same bytes.
    const longer = this.#mayEndBefore(now) ? this.#within(partial, byte) : dead;
    if (longer === free) return free;
    const next = { node: this.#children[node]?.get(byte) ?? -1, partial: longer === dead ? none : longer };
    return next.node < 0 && longer === dead ? dead : this.#number(next);
  }

  /** The state after the bytes of a text. */
  after(state: number, text: string): number {
    return utf8(text).reduce((now, byte) => this.step(now, byte), state);
  }

  /** Whether the text may end in this state. */
  mayEnd(state: number): boolean {
    const node = this.#states[state]?.node ?? -1;
    return state === free || this.#ends.has(node) || (state === NameStates.start && this.#rule.unnamed);
  }

  #mayEndBefore({ node, partial }: State): boolean {
    return partial.length > 0 || this.#ends.has(node) || (node === 0 && this.#rule.unnamed);
  }

  #child(node: number, byte: number): number {
    const children = this.#children[node];
    const known = children?.get(byte);
    if (known !== undefined) return known;
    const child = this.#children.push(new Map()) - 1;
    children?.set(byte, child);
    return child;
  }

  /** The character that ends a name, with one more byte: `free` when it is whole. */
  #within(partial: Uint8Array, byte: number): Uint8Array | typeof free | typeof dead {
    const bytes = Uint8Array.from([...partial, byte]);
    if (!this.#boundary.mayEndWith(bytes)) return dead;
    return isWhole(bytes) ? free : bytes;
  }

  #number(state: State): number {
    const key = `${state.node}/${state.partial.join()}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = this.#states.push(state) - 1;
    this.#numbers.set(key, number);
    return number;
  }
}

/** A number starts like no name, though its digits may go on one. */
function isDigit(byte: number): boolean {
  return byte >= 48 && byte <= 57;
}

function isWhole(bytes: Uint8Array): boolean {
  const lead = bytes[0] ?? 0;
  return bytes.length === (lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4);
}
