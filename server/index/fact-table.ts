/**
 * The facts of all files, packed, with the two lists that every lookup by name goes through: which files
 * define a name and which use it. Invariant: the lists say what the facts say.
 */

import type { SymbolFact } from '../syntax/syntax.ts';
import { FileTable } from './file-table.ts';
import { bytesOf, type PackedFacts } from './packed-facts.ts';
import { importedNames } from './packed-imports.ts';
import { referencedNames } from './packed-references.ts';
import { headNames, nameOf, namesIn, symbolCount, unpackSymbol } from './packed-symbols.ts';
import { SortedLists } from './sorted-lists.ts';
import { Vocabulary } from './vocabulary.ts';

/** A symbol of an indexed file. `index` is its place in the file's `symbols`. */
export interface SymbolRef {
  readonly path: string;
  readonly index: number;
  readonly fact: SymbolFact;
}

export class FactTable {
  readonly vocabulary = new Vocabulary();
  readonly files = new FileTable();
  /** For each name the files that have a symbol of it. */
  readonly definers = new SortedLists();
  /** For each name the files that refer to it, import it or write it as the head of a type. */
  readonly users = new SortedLists();
  readonly #facts: (PackedFacts | undefined)[] = [];
  #symbols = 0;
  #bytes = 0;

  get symbols(): number {
    return this.#symbols;
  }

  /** Of the packed facts. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Sets the facts of a file and gives its number. */
  put(path: string, packed: PackedFacts): number {
    const file = this.files.add(path);
    const before = this.#facts[file];
    this.#facts[file] = packed;
    this.#count(before, -1);
    this.#count(packed, 1);
    if (before) {
      relist(this.definers, file, namesIn(before.symbols), namesIn(packed.symbols));
      relist(this.users, file, new Set(usedNames(before)), new Set(usedNames(packed)));
    } else {
      for (const name of namesIn(packed.symbols)) this.definers.add(name, file);
      for (const name of usedNames(packed)) this.users.add(name, file);
    }
    return file;
  }

  /** Forgets a file and gives the number that it had. */
  remove(path: string): number | undefined {
    const file = this.files.numberOf(path);
    const before = file === undefined ? undefined : this.#facts[file];
    if (file === undefined || !before) return undefined;
    this.#facts[file] = undefined;
    this.#count(before, -1);
    relist(this.definers, file, namesIn(before.symbols), new Set());
    relist(this.users, file, new Set(usedNames(before)), new Set());
    this.files.remove(path);
    return file;
  }

  of(file: number): PackedFacts | undefined {
    return this.#facts[file];
  }

  at(path: string): PackedFacts | undefined {
    const file = this.files.numberOf(path);
    return file === undefined ? undefined : this.#facts[file];
  }

  symbol(file: number, index: number): SymbolRef | undefined {
    const facts = this.#facts[file];
    if (!facts || index >= symbolCount(facts.symbols)) return undefined;
    const fact = unpackSymbol(facts.symbols, index, this.vocabulary);
    return { path: this.files.pathOf(file), index, fact };
  }

  /** Places of the symbols of a name in a file. */
  placesOf(name: number, file: number): number[] {
    const facts = this.#facts[file];
    const places: number[] = [];
    const count = facts && this.definers.has(name, file) ? symbolCount(facts.symbols) : 0;
    for (let index = 0; index < count; index++) {
      if (facts && nameOf(facts.symbols, index) === name) places.push(index);
    }
    return places;
  }

  #count(facts: PackedFacts | undefined, times: 1 | -1): void {
    if (!facts) return;
    this.#symbols += times * symbolCount(facts.symbols);
    this.#bytes += times * bytesOf(facts);
  }
}

/** Repeats included. */
function usedNames({ symbols, references, imports }: PackedFacts): number[] {
  return referencedNames(references).concat(importedNames(imports), headNames(symbols));
}

/** Says in lists what a file has now. Only what changed is touched: an edit leaves most names of a file as they were. */
export function relist(
  lists: SortedLists,
  file: number,
  before: ReadonlySet<number>,
  now: ReadonlySet<number>,
): void {
  for (const name of before) if (!now.has(name)) lists.remove(name, file);
  for (const name of now) if (!before.has(name)) lists.add(name, file);
}
