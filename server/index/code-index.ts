/**
 * What is known of a workspace's files: symbols by name, imports both ways, lexical search. It holds the
 * facts it was given and nothing else; what it answers does not depend on the order they came in.
 */

import type { ChunkFact, FileFacts, ImportFact, ReferenceFact, SymbolFact } from '../syntax/syntax.ts';
import { type ChunkHit, ChunkSearch, type Query, type SearchOptions } from './chunk-search.ts';
import { ImportGraph, type ResolvedImport } from './import-graph.ts';
import { packChunks, type PackedChunks, unpackChunks } from './packed-chunks.ts';
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

interface Entry {
  readonly language: string;
  readonly symbols: readonly SymbolFact[];
  readonly imports: readonly ImportFact[];
  readonly references: readonly ReferenceFact[];
  readonly packed: PackedChunks;
}

export class CodeIndex {
  readonly #entries = new Map<string, Entry>();
  readonly #pathsByName = new Map<string, string[]>();
  readonly #vocabulary = new Vocabulary();
  readonly #search = new ChunkSearch(this.#vocabulary);
  readonly #graph = new ImportGraph();
  #symbols = 0;

  /** Adds a file, or replaces what was known of it. */
  put(path: string, facts: FileFacts): void {
    this.remove(path);
    const { language, symbols, imports, references } = facts;
    const packed = packChunks(facts.chunks, this.#vocabulary);
    this.#entries.set(path, { language, symbols, imports, references, packed });
    this.#symbols += symbols.length;
    for (const name of namesOf(symbols)) this.#addName(name, path);
    this.#search.put(path, packed);
    this.#graph.put(path, imports);
  }

  /** Forgets a file; an unknown one is no error. */
  remove(path: string): void {
    const entry = this.#entries.get(path);
    if (!entry) return;
    this.#entries.delete(path);
    this.#symbols -= entry.symbols.length;
    for (const name of namesOf(entry.symbols)) this.#removeName(name, path);
    this.#search.remove(path);
    this.#graph.remove(path);
  }

  /** The facts of a file; counts of terms above 255 come back as 255. */
  facts(path: string): FileFacts | undefined {
    const entry = this.#entries.get(path);
    if (!entry) return undefined;
    const { language, symbols, imports, references, packed } = entry;
    const vocabulary = this.#vocabulary;
    return {
      language,
      symbols,
      imports,
      references,
      get chunks(): ChunkFact[] {
        return unpackChunks(packed, vocabulary);
      },
    };
  }

  /** Paths of all files, in order. */
  files(): string[] {
    return [...this.#entries.keys()].toSorted();
  }

  /** Symbols of exactly this name, in order of path and place. */
  symbolsNamed(name: string): SymbolRef[] {
    const paths = (this.#pathsByName.get(name) ?? []).toSorted();
    return paths.flatMap((path) => this.#refs(path).filter(({ fact }) => fact.name === name));
  }

  /**
   * The innermost symbol whose range holds the offset. A property that is assigned inside a method counts
   * as part of that method.
   */
  symbolAt(path: string, offset: number): SymbolRef | undefined {
    const holding = this.#refs(path).filter(
      ({ fact }) => fact.range.start <= offset && offset <= fact.range.end,
    );
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
    const terms = this.#entries.get(path)?.packed.terms[chunk] ?? new Uint32Array();
    return new Set(Array.from(terms, (entry) => this.#vocabulary.termOf(entry >>> 8)));
  }

  statistics(): IndexStatistics {
    const { chunks, bytes } = this.#search;
    return { files: this.#entries.size, symbols: this.#symbols, chunks, bytes };
  }

  #refs(path: string): SymbolRef[] {
    return (this.#entries.get(path)?.symbols ?? []).map((fact, index) => ({ path, index, fact }));
  }

  #addName(name: string, path: string): void {
    const paths = this.#pathsByName.get(name);
    if (paths) paths.push(path);
    else this.#pathsByName.set(name, [path]);
  }

  #removeName(name: string, path: string): void {
    const paths = (this.#pathsByName.get(name) ?? []).filter((other) => other !== path);
    if (paths.length > 0) this.#pathsByName.set(name, paths);
    else this.#pathsByName.delete(name);
  }
}

const functions: ReadonlySet<SymbolFact['kind']> = new Set(['function', 'method', 'constructor']);

function namesOf(symbols: readonly SymbolFact[]): Set<string> {
  return new Set(symbols.map(({ name }) => name));
}
