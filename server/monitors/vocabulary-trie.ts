/**
 * The tokens of a tokenizer as a trie over their bytes, built once. Bytes, not characters: a token may
 * hold a part of a character, and two tokens may decode to the same text. Tokens are kept sorted, so that
 * everything under a node is one stretch of that order.
 */

/** A trie in typed arrays; node 0 is the root. */
export interface VocabularyTrie {
  /** Tokens of the vocabulary, those without bytes included. */
  readonly size: number;
  /** Token numbers in the order of their bytes; tokens without bytes are left out. */
  readonly sorted: Int32Array;
  /** Place of each token in that order, -1 for those left out. */
  readonly rank: Int32Array;
  /** The byte that leads to a node. */
  readonly byte: Uint8Array;
  readonly firstChild: Int32Array;
  readonly nextSibling: Int32Array;
  /** The stretch of `sorted` that is under a node: from `low`, with the tokens that end here first, to `high`. */
  readonly low: Int32Array;
  readonly own: Int32Array;
  readonly high: Int32Array;
}

/** @param tokens the bytes of each token by its number; empty for tokens that stand for no text. */
export function buildTrie(tokens: readonly Uint8Array[]): VocabularyTrie {
  const sorted = sortedTokens(tokens);
  const rank = new Int32Array(tokens.length).fill(-1);
  sorted.forEach((token, place) => {
    rank[token] = place;
  });
  const nodes = new Nodes(sorted.reduce((sum, token) => sum + bytesOf(tokens, token).length, 1));
  nodes.add(0, sorted.length);
  grow({ nodes, tokens, sorted }, 0, 0);
  return { size: tokens.length, sorted, rank, ...nodes.arrays() };
}

function sortedTokens(tokens: readonly Uint8Array[]): Int32Array {
  const numbers = [...tokens.keys()].filter((token) => bytesOf(tokens, token).length > 0);
  return Int32Array.from(numbers.sort((a, b) => Buffer.compare(bytesOf(tokens, a), bytesOf(tokens, b))));
}

const nothing = new Uint8Array();

function bytesOf(tokens: readonly Uint8Array[], token: number): Uint8Array {
  return tokens[token] ?? nothing;
}

interface Growing {
  readonly nodes: Nodes;
  readonly tokens: readonly Uint8Array[];
  readonly sorted: Int32Array;
}

/** Makes the children of a node whose tokens agree in their first `depth` bytes. */
function grow(growing: Growing, node: number, depth: number): void {
  const { nodes, tokens, sorted } = growing;
  const [low, high] = nodes.stretch(node);
  const byteAt = (place: number) => bytesOf(tokens, sorted[place] ?? 0)[depth];
  let place = low;
  while (place < high && byteAt(place) === undefined) place++;
  nodes.owns(node, place - low);
  for (let last = 0; place < high; ) {
    const byte = byteAt(place) ?? 0;
    let end = place + 1;
    while (end < high && byteAt(end) === byte) end++;
    last = nodes.addChild(node, last, { byte, low: place, high: end });
    grow(growing, last, depth + 1);
    place = end;
  }
}

/** The arrays while they grow. Invariant: every node but the root is the first child or the sibling of one. */
class Nodes {
  #used = 0;
  readonly #byte: Uint8Array;
  readonly #firstChild: Int32Array;
  readonly #nextSibling: Int32Array;
  readonly #low: Int32Array;
  readonly #own: Int32Array;
  readonly #high: Int32Array;

  constructor(most: number) {
    this.#byte = new Uint8Array(most);
    const array = () => new Int32Array(most);
    [this.#firstChild, this.#nextSibling, this.#low, this.#own, this.#high] = [
      array(),
      array(),
      array(),
      array(),
      array(),
    ];
  }

  add(low: number, high: number, byte = 0): number {
    const node = this.#used++;
    this.#byte[node] = byte;
    this.#low[node] = low;
    this.#high[node] = high;
    return node;
  }

  /** `last` is the child before it, 0 for none. */
  addChild(
    parent: number,
    last: number,
    { byte, low, high }: { readonly byte: number; readonly low: number; readonly high: number },
  ): number {
    const node = this.add(low, high, byte);
    if (last === 0) this.#firstChild[parent] = node;
    else this.#nextSibling[last] = node;
    return node;
  }

  owns(node: number, tokens: number): void {
    this.#own[node] = tokens;
  }

  stretch(node: number): readonly [low: number, high: number] {
    return [this.#low[node] ?? 0, this.#high[node] ?? 0];
  }

  arrays(): Pick<VocabularyTrie, 'byte' | 'firstChild' | 'nextSibling' | 'low' | 'own' | 'high'> {
    const cut = (array: Int32Array) => array.slice(0, this.#used);
    return {
      byte: this.#byte.slice(0, this.#used),
      firstChild: cut(this.#firstChild),
      nextSibling: cut(this.#nextSibling),
      low: cut(this.#low),
      own: cut(this.#own),
      high: cut(this.#high),
    };
  }
}
