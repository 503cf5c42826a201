/**
 * Symbols and files as nodes of a graph, in small numbers. A symbol keeps its node as long as its file
 * declares the name in the same container, wherever it moves to: what points at it stays right.
 */

import {
  containerOf,
  isExported,
  kindOf,
  nameOf,
  namesIn,
  type PackedSymbols,
  symbolCount,
} from './packed-symbols.ts';
import { keptWords, wordsFor } from './shared-words.ts';

const noSymbols: PackedSymbols = { words: new Uint32Array(), heads: new Uint32Array() };

interface Declared {
  readonly symbols: PackedSymbols;
  /** Of each symbol, and last the file's own. */
  readonly nodes: Uint32Array;
}

export class SymbolNodes {
  readonly #declared: (Declared | undefined)[] = [];
  readonly #free: number[] = [];
  #files = new Uint32Array(1024);
  #places = new Int32Array(1024);
  #given = 0;

  /** All nodes are below this. */
  get end(): number {
    return this.#given;
  }

  get bytes(): number {
    return 2 * this.#files.byteLength + 4 * this.#given;
  }

  /** Takes up the symbols of a file and gives the names whose definitions changed. */
  put(file: number, symbols: PackedSymbols): Set<number> {
    const before = this.#declared[file];
    if (!before) return this.#putNew(file, symbols);
    const nodes = wordsFor(symbolCount(symbols) + 1);
    const free = nodesByKey(before);
    const counts = new Map<string, number>();
    const changed = new Set<number>();
    for (let index = 0; index < nodes.length - 1; index++) {
      const key = keyOf(symbols, index, nodes, counts);
      const old = free.get(key);
      const node = old ?? this.#give(file);
      if (old === undefined || !isSame(before.symbols, this.placeOf(node), symbols, index)) {
        changed.add(nameOf(symbols, index));
      }
      free.delete(key);
      nodes[index] = node;
    }
    for (const node of free.values()) {
      changed.add(nameOf(before.symbols, this.placeOf(node)));
      this.#free.push(node);
    }
    nodes[nodes.length - 1] = before.nodes.at(-1) ?? this.#give(file);
    this.#declare(file, symbols, nodes);
    return changed;
  }

  #putNew(file: number, symbols: PackedSymbols): Set<number> {
    const nodes = keptWords(Array.from({ length: symbolCount(symbols) + 1 }, () => this.#give(file)));
    this.#declare(file, symbols, nodes);
    return namesIn(symbols);
  }

  #declare(file: number, symbols: PackedSymbols, nodes: Uint32Array): void {
    for (let index = 0; index < nodes.length; index++) {
      this.#places[nodes[index] ?? 0] = index < nodes.length - 1 ? index : -1;
    }
    this.#declared[file] = { symbols, nodes };
  }

  /** Forgets a file and gives the names that it defined. */
  remove(file: number): Set<number> {
    const changed = this.put(file, noSymbols);
    const own = this.#declared[file]?.nodes.at(-1);
    if (own !== undefined) this.#free.push(own);
    this.#declared[file] = undefined;
    return changed;
  }

  /** Of each symbol of the file in order, and last the file's own; none of an unknown file. */
  nodesOf(file: number): Uint32Array {
    return this.#declared[file]?.nodes ?? noSymbols.words;
  }

  nodeOf(file: number, index: number): number | undefined {
    const nodes = this.nodesOf(file);
    return index < nodes.length - 1 ? nodes[index] : undefined;
  }

  fileNode(file: number): number | undefined {
    return this.nodesOf(file).at(-1);
  }

  fileOf(node: number): number {
    return this.#files[node] ?? 0;
  }

  /** The symbol's place in its file; -1 for the node of the file itself. */
  placeOf(node: number): number {
    return this.#places[node] ?? -1;
  }

  #give(file: number): number {
    const node = this.#free.pop() ?? this.#given++;
    if (node >= this.#files.length) {
      const files = new Uint32Array(Math.ceil(node * 1.5));
      const places = new Int32Array(files.length);
      files.set(this.#files);
      places.set(this.#places);
      this.#files = files;
      this.#places = places;
    }
    this.#files[node] = file;
    return node;
  }
}

function nodesByKey({ symbols, nodes }: Declared): Map<string, number> {
  const counts = new Map<string, number>();
  const found = new Map<string, number>();
  for (let index = 0; index < nodes.length - 1; index++) {
    found.set(keyOf(symbols, index, nodes, counts), nodes[index] ?? 0);
  }
  return found;
}

/** What stays the same of a symbol when its file is edited: its container's node, its name, which of several. */
function keyOf(
  symbols: PackedSymbols,
  index: number,
  nodes: Uint32Array,
  counts: Map<string, number>,
): string {
  const container = containerOf(symbols, index);
  const key = `${container === undefined ? '' : nodes[container]}/${nameOf(symbols, index)}`;
  const count = counts.get(key) ?? 0;
  counts.set(key, count + 1);
  return `${key}/${count}`;
}

function isSame(before: PackedSymbols, old: number, now: PackedSymbols, index: number): boolean {
  return kindOf(before, old) === kindOf(now, index) && isExported(before, old) === isExported(now, index);
}
