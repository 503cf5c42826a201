/**
 * The edges of a symbol graph that begin in one file, in typed arrays. A weight says how much one symbol
 * tells about another, by the kind of their relation; it is a whole number of 1/256, so that sums are exact.
 */

import type { ReferenceKind, SymbolKind } from '../syntax/syntax.ts';

/** Weights of relations. A reference that occurs n times counts √n times. */
export const relation = {
  /** The type of a parameter or of what is returned, what is extended or implemented. */
  type: 1,
  heritage: 1,
  call: 0.8,
  construct: 0.8,
  /** The type of a field, or one that is written in a body. */
  field: 0.6,
  use: 0.5,
  /** A test and the file it is about. */
  test: 0.4,
  /** An import of which nothing is used by name. */
  import: 0.3,
  /** Two files that are committed together. */
  change: 0.2,
  /** A container and its members, a file and its outermost symbols. */
  sibling: 0.1,
  /** The other way along any of these but the last two. */
  reverse: 0.3,
} as const;

export const weightUnit = 256;

const fields: ReadonlySet<SymbolKind> = new Set(['property', 'variable', 'constant', 'enumMember']);

/** The weight of one reference from a symbol of this kind, or from the top level of a file. */
export function referenceWeight(
  kind: ReferenceKind,
  from: SymbolKind | undefined,
  inSignature: boolean,
): number {
  if (kind !== 'type') return relation[kind];
  return from === undefined || fields.has(from) || !inSignature ? relation.field : relation.type;
}

export interface FileEdges {
  /** Ordered by where they begin, then by where they lead. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly weights: Uint16Array;
  /** Places of those that also count the other way, ordered by where they lead. */
  readonly byTarget: Uint32Array;
}

export const noEdges: FileEdges = {
  from: new Uint32Array(),
  to: new Uint32Array(),
  weights: new Uint16Array(),
  byTarget: new Uint32Array(),
};

const mostWeight = 0xffff;
/** Nodes are below this, and the edges of a file. */
const nodeLimit = 2 ** 26;
const edgeLimit = 2 ** 26;

/** Added to the weight of an edge that also counts the other way; no sum of weights comes near it. */
const bothWays = 2 ** 40;

/** Collects the edges of a file; several between the same nodes are one. */
export class EdgeCollector {
  readonly #weights = new Map<number, number>();

  /** An edge that counts both ways. */
  refer(from: number, to: number, weight: number): void {
    this.#add(from, to, weight, bothWays);
  }

  /** An edge that counts as it is; its opposite is added by itself. */
  keepTogether(from: number, to: number, weight: number): void {
    this.#add(from, to, weight, 0);
  }

  edges(): FileEdges {
    const count = this.#weights.size;
    const keys = new Float64Array(count);
    let filled = 0;
    for (const key of this.#weights.keys()) keys[filled++] = key;
    keys.sort();
    const [from, to] = [new Uint32Array(count), new Uint32Array(count)];
    const weights = new Uint16Array(count);
    const targets: number[] = [];
    for (let at = 0; at < count; at++) {
      const key = keys[at] ?? 0;
      const weight = this.#weights.get(key) ?? 0;
      from[at] = Math.floor(key / nodeLimit);
      to[at] = key % nodeLimit;
      weights[at] = Math.min(mostWeight, weight % bothWays);
      if (weight >= bothWays) targets.push((to[at] ?? 0) * edgeLimit + at);
    }
    const byTarget = Float64Array.from(targets).sort();
    return { from, to, weights, byTarget: Uint32Array.from(byTarget, (target) => target % edgeLimit) };
  }

  #add(from: number, to: number, weight: number, mark: number): void {
    const units = Math.round(weight * weightUnit);
    if (from === to || units < 1) return;
    const key = from * nodeLimit + to;
    const before = this.#weights.get(key) ?? 0;
    this.#weights.set(key, before + units + (before >= bothWays ? 0 : mark));
  }
}

/** Calls back for each edge from a node: where it leads and its weight. */
export function eachFrom(
  { from, to, weights }: FileEdges,
  node: number,
  each: (to: number, weight: number) => void,
): void {
  for (let at = firstAt(from.length, (place) => (from[place] ?? 0) >= node); from[at] === node; at++) {
    each(to[at] ?? 0, weights[at] ?? 0);
  }
}

/** Calls back for each edge that leads to a node and counts both ways: where it begins and its weight. */
export function eachTo(
  { from, to, weights, byTarget }: FileEdges,
  node: number,
  each: (from: number, weight: number) => void,
): void {
  const targetAt = (place: number): number => to[byTarget[place] ?? 0] ?? 0;
  for (
    let at = firstAt(byTarget.length, (place) => targetAt(place) >= node);
    at < byTarget.length && targetAt(at) === node;
    at++
  ) {
    const edge = byTarget[at] ?? 0;
    each(from[edge] ?? 0, weights[edge] ?? 0);
  }
}

export function bytesOfEdges({ from, to, weights, byTarget }: FileEdges): number {
  return from.byteLength + to.byteLength + weights.byteLength + byTarget.byteLength;
}

/** The first place for which it holds, where it holds for all that follow. */
function firstAt(length: number, holds: (place: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
