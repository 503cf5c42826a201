/**
 * What is known of a workspace's files: symbols by name, imports both ways, lexical search. It holds the
 * facts it was given and nothing else; what it answers does not depend on the order they came in.
 */

import type { ChunkFact, FileFacts, SymbolFact } from '../syntax/syntax.ts';
import { type ChunkHit, ChunkSearch, type Query, type SearchOptions } from './chunk-search.ts';
import { FileTable } from './file-table.ts';
import { ImportGraph, type ResolvedImport } from './import-graph.ts';
import { chunkTerms, unpackChunks } from './packed-chunks.ts';
import { type PackedFacts, packFacts } from './packed-facts.ts';
import { unpackImports } from './packed-imports.ts';
import { unpackReferences } from './packed-references.ts';
import { holds, nameOf, namesIn, symbolCount, unpackSymbol } from './packed-symbols.ts';
import { SortedLists } from './sorted-lists.ts';
import { Vocabulary } from './vocabulary.ts';

/** A symbol of an indexed file. `index` is its place in the file's `symbols`. */
export interface SymbolRef {
  readonly path: string;
  readonly index: number;
  readonly fact: SymbolFact;
}

export interface IndexStatistics {
  readonly files: number;
  readonly symbols: number;
  readonly chunks: number;
  /** Bytes of the arrays that lexical search keeps; facts are not counted. */
  readonly bytes: number;
}

export class CodeIndex {
  readonly #files = new FileTable();
  readonly #facts: (PackedFacts | undefined)[] = [];
  readonly #vocabulary = new Vocabulary();
  /** For each name the files that have a symbol of it. */
  readonly #definers = new SortedLists();
  readonly #search = new ChunkSearch(this.#vocabulary, this.#files);
  readonly #graph = new ImportGraph();
  #symbols = 0;

  /** Adds a file, or replaces what was known of it. */
  put(path: string, facts: FileFacts): void {
    const file = this.#files.add(path);
    this.#forget(file);
    const packed = packFacts(facts, this.#vocabulary);
    this.#facts[file] = packed;
    this.#symbols += symbolCount(packed.symbols);
    for (const name of namesIn(packed.symbols)) this.#definers.add(name, file);
    this.#search.put(file, packed.chunks);
    this.#graph.put(path, facts.imports);
  }

  /** Forgets a file; an unknown one is no error. */
  remove(path: string): void {
    const file = this.#files.numberOf(path);
    if (file === undefined) return;
    this.#forget(file);
    this.#facts[file] = undefined;
    this.#search.remove(file);
    this.#graph.remove(path);
    this.#files.remove(path);
  }

  /** The facts of a file; counts above 255 come back as 255. */
  facts(path: string): FileFacts | undefined {
    const packed = this.#packed(path);
    if (!packed) return undefined;
    const { language, symbols, imports, references, chunks } = packed;
    const vocabulary = this.#vocabulary;
    return {
      language,
      symbols: Array.from({ length: symbolCount(symbols) }, (_, at) => unpackSymbol(symbols, at, vocabulary)),
      imports: unpackImports(imports, vocabulary),
      references: unpackReferences(references, vocabulary),
      get chunks(): ChunkFact[] {
        return unpackChunks(chunks, vocabulary);
      },
    };
  }

  /** Paths of all files, in order. */
  files(): string[] {
    return [...this.#files.paths()].toSorted();
  }

  /** Symbols of exactly this name, in order of path and place. */
  symbolsNamed(name: string): SymbolRef[] {
    const wanted = this.#vocabulary.find(name);
    if (wanted === undefined) return [];
    const paths = Array.from(this.#definers.valuesOf(wanted), (file) => this.#files.pathOf(file)).toSorted();
    return paths.flatMap((path) => this.#refs(path, (facts, at) => nameOf(facts.symbols, at) === wanted));
  }

  /**
   * The innermost symbol whose range holds the offset. A property that is assigned inside a method counts
   * as part of that method.
   */
  symbolAt(path: string, offset: number): SymbolRef | undefined {
    const holding = this.#refs(path, ({ symbols }, at) => holds(symbols, at, offset));
    const inFunction = holding.some(({ fact }) => functions.has(fact.kind));
    return holding.findLast(({ fact }) => !inFunction || fact.kind !== 'property');
  }

  /** Folders of the workspace's own packages by name: imports of them lead into the index. */
  setPackages(packages: ReadonlyMap<string, string>): void {
    this.#graph.setPackages(packages);
  }

  importsOf(path: string): ResolvedImport[] {
    return this.#graph.importsOf(path);
  }

  importers(path: string): string[] {
    return this.#graph.importers(path);
  }

  search(query: Query, options: SearchOptions): ChunkHit[] {
    return this.#search.search(query, options);
  }

  /** The terms of a chunk that a search found; empty when its file is gone. */
  termsOf({ path, chunk }: Pick<ChunkHit, 'path' | 'chunk'>): ReadonlySet<string> {
    const packed = this.#packed(path);
    const terms = packed ? chunkTerms(packed.chunks, chunk) : [];
    return new Set(Array.from(terms, (entry) => this.#vocabulary.termOf(entry >>> 8)));
  }

  statistics(): IndexStatistics {
    const { chunks, bytes } = this.#search;
    return { files: this.#files.size, symbols: this.#symbols, chunks, bytes };
  }

  #packed(path: string): PackedFacts | undefined {
    const file = this.#files.numberOf(path);
    return file === undefined ? undefined : this.#facts[file];
  }

  #forget(file: number): void {
    const facts = this.#facts[file];
    if (!facts) return;
    this.#symbols -= symbolCount(facts.symbols);
    for (const name of namesIn(facts.symbols)) this.#definers.remove(name, file);
  }

  /** The symbols of a file for which `wanted` holds; only those are unpacked. */
  #refs(path: string, wanted: (facts: PackedFacts, at: number) => boolean): SymbolRef[] {
    const facts = this.#packed(path);
    const found: SymbolRef[] = [];
    const count = facts ? symbolCount(facts.symbols) : 0;
    for (let index = 0; index < count; index++) {
      if (!facts || !wanted(facts, index)) continue;
      found.push({ path, index, fact: unpackSymbol(facts.symbols, index, this.#vocabulary) });
    }
    return found;
  }
}

const functions: ReadonlySet<SymbolFact['kind']> = new Set(['function', 'method', 'constructor']);
