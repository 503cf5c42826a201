/**
 * What is known of a workspace's files: symbols by name, imports both ways, lexical search. It holds the
 * facts it was given and nothing else; what it answers does not depend on the order they came in.
 */

import type { FileFacts, ImportFact, SymbolFact } from '../syntax/syntax.ts';
import { type ChunkHit, ChunkSearch, type Query, type SearchOptions } from './chunk-search.ts';
import { type CallSites, callSites } from './call-sites.ts';
import { packEncoded } from './encoded-facts.ts';
import { definitionOf, type DefinitionTables, exportedAs } from './definition.ts';
import { ExportedNames, type Place } from './exported-names.ts';
import { FactTable, type SymbolRef } from './fact-table.ts';
import { ImportGraph, type ResolvedImport } from './import-graph.ts';
import { ImportedPackages, type ModuleInUse } from './imported-packages.ts';
import { ImportGround } from './import-ground.ts';
import { importable, type ImportHit, type ImportQuery } from './importable.ts';
import { NameSearch } from './name-search.ts';
import { chunkTerms } from './packed-chunks.ts';
import { type PackedFacts, packFacts } from './packed-facts.ts';
import { importedModules, unpackImports } from './packed-imports.ts';
import { holds, namesIn, type PackedSymbols, symbolCount } from './packed-symbols.ts';
import { gives, type PackageManifest, PackageReach } from './package-reach.ts';
import type { PathAliases } from './path-aliases.ts';
import { type Producer, type ProducerQuery, producers } from './producers.ts';
import { type RankOptions, type Ranking, rank, type Seed } from './ranking.ts';
import { type CoChange, SymbolGraph } from './symbol-graph.ts';
import { type NameHit, type NameSearchOptions, searchNames } from './symbol-search.ts';
import { type InferredHeads, TypeIndex, type TypeUse } from './type-index.ts';
import { UnpackedFacts } from './unpacked-facts.ts';

export interface IndexStatistics {
  readonly files: number;
  readonly symbols: number;
  readonly chunks: number;
  /** Bytes that the index takes; of strings and tables an estimate. */
  readonly bytes: number;
  /** The same by part. */
  readonly memory: MemoryReport;
}

/** Bytes of the parts of the index. */
export interface MemoryReport {
  /** The packed facts of all files. */
  readonly facts: number;
  /** Every name, term and path, once; an estimate. */
  readonly strings: number;
  /** Which file defines, uses, exports and types a name, and the letters and words of names. */
  readonly names: number;
  /** Postings and lengths of lexical search. */
  readonly postings: number;
  /** Which file may import which; an estimate. */
  readonly imports: number;
  /** The edges between symbols that have been worked out so far. */
  readonly graph: number;
}

export class CodeIndex {
  readonly #table = new FactTable();
  readonly #unpacked = new UnpackedFacts(this.#table.vocabulary);
  readonly #names = new NameSearch(this.#table.vocabulary, this.#table.definers);
  readonly #search = new ChunkSearch(this.#table.vocabulary, this.#table.files);
  readonly #imports = new ImportGraph(this.#table.files, {
    of: (file) => this.#importsIn(file),
    modulesIn: (file) => importedModules(this.#table.of(file)?.imports),
    moduleOf: (number) => this.#table.vocabulary.termOf(number),
  });
  readonly #exported = new ExportedNames(this.#table);
  readonly #types = new TypeIndex(this.#table);
  readonly #importedPackages = new ImportedPackages(this.#table, this.#imports);
  #reach = new PackageReach();
  readonly #graph = new SymbolGraph(this.#table, this.#imports);
  /** Of the file that was asked about last, until anything else changes. */
  #ground: ImportGround | undefined;
  #setting: { readonly path: string } | undefined;
  /** The terms of hits that were asked for, as long as somebody keeps the hit. */
  readonly #terms = new WeakMap<Pick<ChunkHit, 'path' | 'chunk'>, ReadonlySet<string>>();

  /** Adds a file, or replaces what was known of it. */
  put(path: string, facts: FileFacts): void {
    this.#put(path, packFacts(facts, this.#table.vocabulary));
  }

  /** The same for facts as `encodeFacts` gives them. */
  putEncoded(path: string, bytes: Uint8Array): void {
    this.#put(path, packEncoded(bytes, this.#table.vocabulary));
  }

  #put(path: string, packed: PackedFacts): void {
    const before = this.#table.at(path);
    const file = this.#table.put(path, packed);
    this.#unpacked.forget(file);
    for (const name of namesIn(packed.symbols)) this.#names.add(name);
    this.#search.put(file, packed.chunks);
    this.#imports.put(file);
    const importsChanged = this.#importedPackages.changed(before, packed);
    if (importsChanged || path !== this.#ground?.path) this.#ground = undefined;
    if (importsChanged || path !== this.#setting?.path) this.#setting = undefined;
    this.#types.put(file);
    this.#exported.put(file);
    this.#graph.put(file, before);
  }

  /** Forgets a file; an unknown one is no error. */
  remove(path: string): void {
    const file = this.#table.files.numberOf(path);
    if (file === undefined) return;
    this.#search.remove(file);
    this.#graph.remove(file);
    this.#imports.remove(file);
    this.#importedPackages.changed(this.#table.of(file), undefined);
    this.#types.remove(file);
    this.#exported.remove(file);
    this.#table.remove(path);
    this.#unsettle();
    this.#unpacked.forget(file);
  }

  /**
   * The same object for as long as nothing changes but this file, and not the packages that it imports from: what is
   * worked out for it from other files may be kept with it.
   */
  settingOf(path: string): object {
    if (this.#setting?.path !== path) this.#setting = { path };
    return this.#setting;
  }

  #unsettle(): void {
    this.#ground = undefined;
    this.#setting = undefined;
  }

  /** The facts of a file, unpacked part by part as they are read; counts above 255 come back as 255. */
  facts(path: string): FileFacts | undefined {
    const file = this.#table.files.numberOf(path);
    const packed = file === undefined ? undefined : this.#table.of(file);
    return file === undefined || !packed ? undefined : this.#unpacked.of(file, packed);
  }

  /** Files whose code could not be parsed in time, or at all, so that they are known as texts only; in order. */
  unread(): string[] {
    return this.files().filter((path) => this.#table.at(path)?.unread === true);
  }

  /** Paths of all files, in order. */
  files(): string[] {
    return [...this.#table.files.paths()].toSorted();
  }

  /** Symbols of exactly this name, in order of path and place. */
  symbolsNamed(name: string): SymbolRef[] {
    const { vocabulary, files, definers } = this.#table;
    const wanted = vocabulary.find(name);
    if (wanted === undefined) return [];
    return Array.from(definers.valuesOf(wanted))
      .toSorted((a, b) => (files.pathOf(a) < files.pathOf(b) ? -1 : 1))
      .flatMap((file) => this.symbolsIn(files.pathOf(file), name));
  }

  /** How many files use, import or write a name. */
  usersOf(name: string): number {
    const id = this.#table.vocabulary.find(name);
    return id === undefined ? 0 : this.#table.users.lengthOf(id);
  }

  /** Symbols of exactly this name in one file, in order of place. */
  symbolsIn(path: string, name: string): SymbolRef[] {
    const wanted = this.#table.vocabulary.find(name);
    const file = this.#table.files.numberOf(path);
    if (wanted === undefined || file === undefined) return [];
    const found = this.#table.placesOf(wanted, file).map((index) => this.#table.symbol(file, index));
    return found.filter((symbol) => symbol !== undefined);
  }

  /**
   * Symbols for what a person types to find one: its name or a beginning of it, the humps of camelCase
   * (`gUN` finds `getUserName`), a part, or letters in order; after a dot, members of what stands before.
   */
  searchNames(query: string, options: NameSearchOptions): NameHit[] {
    return searchNames(this.#table, this.#names, query, options);
  }

  /**
   * The innermost symbol whose range holds the offset. A property that is assigned inside a method counts
   * as part of that method.
   */
  symbolAt(path: string, offset: number): SymbolRef | undefined {
    const holding = this.#refs(path, (symbols, at) => holds(symbols, at, offset));
    const inFunction = holding.some(({ fact }) => functions.has(fact.kind));
    return holding.findLast(({ fact }) => !inFunction || fact.kind !== 'property');
  }

  /** Folders of the workspace's own packages by name: imports of them lead into the index. */
  setPackages(packages: ReadonlyMap<string, string>): void {
    this.#unsettle();
    if (this.#imports.setPackages(packages)) this.#graph.relink();
  }

  /** Name of the workspace's own package that a file belongs to; `undefined` where it belongs to none. */
  packageOf(path: string): string | undefined {
    return this.#imports.packageOf(path);
  }

  /** What the packages of the workspace say of themselves: what no manifest allows is not importable. */
  setManifests(manifests: readonly PackageManifest[]): void {
    this.#unsettle();
    this.#reach = new PackageReach(manifests, (own, reach) => this.#importedPackages.of(own, reach));
  }

  /** Whether a file's package may import from another file, by what the manifests say. */
  canImport(from: string, to: string): boolean {
    return this.#reach.canImport(from, to);
  }

  /** Other names of paths, for the files below the folders that declare them. */
  setAliases(aliases: readonly PathAliases[]): void {
    this.#unsettle();
    if (this.#imports.setAliases(aliases)) this.#graph.relink();
  }

  /** Files that tend to change together, in place of what was known of that. */
  setCoChange(pairs: readonly CoChange[]): void {
    this.#graph.setCoChange(pairs);
  }

  /** Files that tend to change together with this one, with their weights. */
  changedWith(path: string): readonly { readonly path: string; readonly weight: number }[] {
    return this.#graph.changedWith(path);
  }

  /**
   * The symbols that have most to do with the seeds, by references both ways, types, imports, tests, what
   * holds them and what changes with them. Without seeds: what matters most in the whole workspace.
   */
  rank(seeds: readonly Seed[] | undefined, options: RankOptions): Ranking {
    return rank(this.#table, this.#graph, seeds, options);
  }

  /** What a file may want to import at a place, best first. */
  importable(query: ImportQuery, limit: number): ImportHit[] {
    const { path, imported } = query;
    if (!this.#ground?.isOf(path, imported)) {
      const tables = { table: this.#table, imports: this.#imports, types: this.#types };
      const more = { exported: this.#exported, reach: this.#reach };
      this.#ground = new ImportGround({ ...tables, ...more }, path, imported);
    }
    return importable(this.#ground, query, limit);
  }

  /** What a file could import that yields a wanted type, best first. */
  producers(query: ProducerQuery, limit: number): Producer[] {
    return producers({ table: this.#table, types: this.#types, reach: this.#reach }, query, limit);
  }

  /** Files that call or construct a declaration, nearest first. */
  callSites(called: CallSites, limit: number): string[] {
    return callSites({ table: this.#table, imports: this.#imports }, called, limit);
  }

  /** Every declaration that yields, takes, constructs or extends a type of this name, in no order. */
  typeUses(name: string): TypeUse[] {
    return this.#types.uses(name);
  }

  /** Replaces what a type checker inferred for the symbols of a file; its next `put` forgets it. */
  infer(path: string, inferred: readonly InferredHeads[]): void {
    const file = this.#table.files.numberOf(path);
    if (file !== undefined) this.#types.infer(file, inferred);
  }

  /** The declaration of what a file exports under a name, through the files that pass it on. */
  definitionOf(path: string, name: string): SymbolRef | undefined {
    return this.#symbolAt(definitionOf(this.#definitions, path, name));
  }

  /** The same for what a file exports beyond doubt, so that an import of it compiles. */
  exportedAs(path: string, name: string): SymbolRef | undefined {
    return this.#symbolAt(exportedAs(this.#definitions, path, name));
  }

  get #definitions(): DefinitionTables {
    return { table: this.#table, imports: this.#imports, exported: this.#exported };
  }

  #symbolAt(place: Place | undefined): SymbolRef | undefined {
    return place && this.#table.symbol(place.file, place.index);
  }

  /**
   * The modules by which a file may import from another package, that of the target: those that its own package's
   * files write, most used first, then the package's bare name; none that its manifest does not allow.
   */
  modulesInto(path: string, target: string): readonly ModuleInUse[] {
    const own = this.#reach.packageOf(path);
    const other = this.#reach.packageOf(target);
    if (!other || other === own || !this.#reach.canImport(path, target)) return [];
    const written = own ? (this.#importedPackages.of(own, this.#reach).get(other) ?? []) : [];
    const { name } = other;
    const entry = name === undefined ? undefined : this.#imports.targetOf(path, name);
    const bare = name === undefined || entry === undefined ? [] : [{ module: name, target: entry }];
    return [...written, ...bare].filter(({ module }) => gives(other, module));
  }

  /** Whether the package of a file lets others import from it by this module. */
  isGiven(path: string, module: string): boolean {
    const owner = this.#reach.packageOf(path);
    return owner !== undefined && gives(owner, module);
  }

  importsOf(path: string): readonly ResolvedImport[] {
    return this.#imports.importsOf(path);
  }

  /** Files that import this one, in order of path: the first `most`, or all. */
  importers(path: string, most?: number): string[] {
    return this.#imports.importers(path, most);
  }

  search(query: Query, options: SearchOptions): readonly ChunkHit[] {
    return this.#search.search(query, options);
  }

  /** The terms of a chunk that a search found; empty when its file is gone. */
  termsOf(hit: Pick<ChunkHit, 'path' | 'chunk'>): ReadonlySet<string> {
    const packed = this.#table.at(hit.path);
    if (!packed) return new Set();
    const known = this.#terms.get(hit);
    if (known) return known;
    const entries = chunkTerms(packed.chunks, hit.chunk);
    const terms = new Set(Array.from(entries, (entry) => this.#table.vocabulary.termOf(entry >>> 8)));
    this.#terms.set(hit, terms);
    return terms;
  }

  statistics(): IndexStatistics {
    const { files, symbols, vocabulary, definers, users, bytes: facts } = this.#table;
    const { chunks, bytes: postings } = this.#search;
    const names = definers.bytes + users.bytes + this.#names.bytes + this.#exported.bytes + this.#types.bytes;
    const strings = vocabulary.bytes + files.bytes;
    const memory = {
      facts,
      strings,
      names,
      postings,
      imports: this.#imports.bytes,
      graph: this.#graph.bytes,
    };
    const bytes = Object.values(memory).reduce((sum, part) => sum + part, 0);
    return { files: files.size, symbols, chunks, bytes, memory };
  }

  #importsIn(file: number): ImportFact[] {
    const facts = this.#table.of(file);
    return facts ? unpackImports(facts.imports, this.#table.vocabulary) : [];
  }

  /** The symbols of a file for which `wanted` holds; only those are unpacked. */
  #refs(path: string, wanted: (symbols: PackedSymbols, at: number) => boolean): SymbolRef[] {
    const file = this.#table.files.numberOf(path);
    const symbols = file === undefined ? undefined : this.#table.of(file)?.symbols;
    if (file === undefined || !symbols) return [];
    const places = Array.from({ length: symbolCount(symbols) }, (_, at) => at);
    return places
      .filter((at) => wanted(symbols, at))
      .map((at) => this.#table.symbol(file, at))
      .filter((symbol) => symbol !== undefined);
  }
}

const functions: ReadonlySet<SymbolFact['kind']> = new Set(['function', 'method', 'constructor']);
