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

/** The names that begin alike, in bytes. */
interface Node {
  readonly names: readonly Bytes[];
  readonly depth: number;
  /** Whether one of them is no longer than this, and whether anything may follow it. */
  readonly ends: boolean;
  readonly opens: boolean;
  children: Map<number, number> | undefined;
  /** The number of the state here, once there is one. */
  state: number | undefined;
}

type Bytes = ArrayLike<number>;

function nodeOf(names: readonly Bytes[], depth: number, open: ReadonlySet<Bytes>): Node {
  const whole = names.filter((name) => name.length === depth);
  const [ends, opens] = [whole.length > 0, whole.some((name) => open.has(name))];
  return { names, depth, ends, opens, children: undefined, state: undefined };
}

const none = new Uint8Array();

const encoded = new Map<string, Uint8Array>();
const mostEncoded = 20_000;

/** The same names come again and again. */
function bytesOf(name: string): Uint8Array {
  const known = encoded.get(name) ?? utf8(name);
  if (encoded.size >= mostEncoded) encoded.clear();
  encoded.set(name, known);
  return known;
}

export class NameStates {
  /** No byte is read yet. */
  static readonly start = 0;
  readonly #rule: Pick<NextNames, 'unnamed' | 'blanks'>;
  readonly #boundary: Boundary;
  readonly #nodes: Node[];
  readonly #open: ReadonlySet<Bytes>;
  /** Whether a byte that is a whole character ends a name, once that was asked. */
  readonly #ascii: (boolean | undefined)[] = [];
  readonly #states: State[] = [{ node: 0, partial: none }];
  readonly #numbers = new Map<string, number>([['0/', NameStates.start]]);

  constructor({ names, open = [], unnamed, blanks, end, language }: Omit<NextNames, 'typed' | 'doubt'>) {
    this.#rule = { unnamed, blanks };
    this.#boundary = end === 'identifier' ? identifierBoundary(language) : quoteBoundary(end);
    const beginnings = open.map(utf8);
    this.#open = new Set(beginnings);
    this.#nodes = [nodeOf([...names.map(bytesOf), ...beginnings], 0, this.#open)];
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
    const child = this.#child(node, byte);
    if (longer === dead) return child < 0 ? dead : this.#named(child);
    return this.#number({ node: child, partial: longer });
  }

  /** The state after the bytes of a text. */
  after(state: number, text: string): number {
    return utf8(text).reduce((now, byte) => this.step(now, byte), state);
  }

  /** Whether the text may end in this state. */
  mayEnd(state: number): boolean {
    const node = this.#states[state]?.node ?? -1;
    return state === free || this.#ends(node) || (state === NameStates.start && this.#rule.unnamed);
  }

  #mayEndBefore({ node, partial }: State): boolean {
    return partial.length > 0 || this.#ends(node) || (node === 0 && this.#rule.unnamed);
  }

  /** The node behind a byte, -1 for none. Nodes are made when they are come to: most names never are. */
  #child(node: number, byte: number): number {
    const now = this.#nodes[node];
    if (!now) return -1;
    now.children ??= this.#grow(now);
    return now.children.get(byte) ?? -1;
  }

  #grow({ names, depth }: Node): Map<number, number> {
    const children = new Map<number, number>();
    const longer = names.filter((name) => name.length > depth);
    for (const [byte, own] of Map.groupBy(longer, (name) => name[depth] ?? 0)) {
      children.set(byte, this.#nodes.push(nodeOf(own, depth + 1, this.#open)) - 1);
    }
    return children;
  }

  #ends(node: number): boolean {
    return this.#nodes[node]?.ends ?? false;
  }

  /** The character that ends a name, with one more byte: `free` when it is whole. */
  #within(partial: Uint8Array, byte: number): Uint8Array | typeof free | typeof dead {
    if (partial.length === 0 && byte < 0x80) return this.#endsWith(byte) ? free : dead;
    const bytes = Uint8Array.from([...partial, byte]);
    if (!this.#boundary.mayEndWith(bytes)) return dead;
    return isWhole(bytes) ? free : bytes;
  }

  /** The state in the names alone, which most are. */
  #named(node: number): number {
    if (this.#nodes[node]?.opens) return free;
    const known = this.#nodes[node]?.state ?? this.#number({ node, partial: none });
    const now = this.#nodes[node];
    if (now) now.state = known;
    return known;
  }

  #endsWith(byte: number): boolean {
    const known = this.#ascii[byte] ?? this.#boundary.mayEndWith(Uint8Array.of(byte));
    this.#ascii[byte] = known;
    return known;
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
