/**
 * What a file may want to import at a place in it: names that it uses without having them, what its
 * neighbours import, what stands beside what it imports already, what yields a wanted type. Each
 * candidate gets a score from what speaks for it; the weights were fitted on real repositories.
 */

import type { SymbolKind } from '../syntax/syntax.ts';
import { identifierParts } from '../text/text.ts';
import { definitionOf } from './definition.ts';
import type { ExportedNames, Place } from './exported-names.ts';
import type { FactTable, SymbolRef } from './fact-table.ts';
import type { ImportGraph } from './import-graph.ts';
import { familyOf, sharePackage } from './module-leads.ts';
import { containerOf, isExported, kindOf, nameOf, symbolCount } from './packed-symbols.ts';
import type { PackageReach } from './package-reach.ts';
import { isTest, nearness } from './places.ts';
import type { TypeIndex } from './type-index.ts';

export interface ImportQuery {
  /** The file that would import. */
  readonly path: string;
  /** Local names of its imports as they stand now. */
  readonly imported: ReadonlySet<string>;
  /** Names that mean something in it already; they are no candidates. */
  readonly bound: ReadonlySet<string>;
  /** Parts of the identifiers on the line of the cursor, and of those on the lines around. */
  readonly line: ReadonlySet<string>;
  readonly near: ReadonlySet<string>;
  /** Names that its text uses and nothing binds: 1 beside the cursor, less with distance. */
  readonly unbound: ReadonlyMap<string, number>;
  /** Names of the heads of wanted types: 1 for the expected type itself, less for a part of it. */
  readonly heads: ReadonlyMap<string, number>;
  /** Names of the types of values in play. */
  readonly inPlay: ReadonlySet<string>;
  /** What kinds of symbols the place can take; all where it is missing. */
  readonly kinds?: ReadonlySet<SymbolKind>;
}

/** What speaks for a candidate, each 0 to about 1. */
export interface Evidence {
  /** Its name is used in the file and bound by nothing. */
  readonly unbound: number;
  /** It yields a wanted type. */
  readonly yields: number;
  /** It takes a type of a value in play: more for one that few take. */
  readonly takes: number;
  /** Files with similar imports import it. */
  readonly companions: number;
  /** The file imports from its file already. */
  readonly sameFile: number;
  /** How few folders lie between. */
  readonly near: number;
  /** How many files use a symbol of its name. */
  readonly used: number;
  /** Parts of its name on the line of the cursor, and near it. */
  readonly line: number;
  readonly around: number;
  /** It is of a kind that fits the place. */
  readonly kind: number;
  /** A test or an example declares it. */
  readonly test: number;
}

export interface ImportHit extends SymbolRef {
  readonly score: number;
  readonly evidence: Evidence;
  /** The file has it without an import: it is declared in another file of its package. */
  readonly inScope: boolean;
}

/** What belongs to a type, also where it stands outside of it as methods of Go do. */
const ofHolders: ReadonlySet<SymbolKind> = new Set(['method', 'constructor', 'property', 'enumMember']);

/** Languages whose namespaces are modules of one file. */
const ofOneFile: ReadonlySet<string> = new Set(['script', 'rust']);

const weights: readonly (readonly [keyof Evidence, number])[] = [
  ['unbound', 4],
  ['yields', 2],
  ['takes', 2],
  ['companions', 3.7],
  ['sameFile', 1.3],
  ['near', 1.7],
  ['used', 0.7],
  ['line', 3],
  ['around', 1.7],
  ['kind', 2],
  ['test', -0.8],
];

/** How many files count as similar; files that more than so many import, and words that more have, say little. */
const mostSimilar = 40;
const mostImporters = 500;
const mostWithWord = 150;
/** Of a type that more take, only takers in files that speak for themselves count. */
const mostTakers = 300;

interface Tables {
  readonly table: FactTable;
  readonly imports: ImportGraph;
  readonly types: TypeIndex;
  readonly exported: ExportedNames;
  readonly reach: PackageReach;
}

/** Best first. */
export function importable(tables: Tables, query: ImportQuery, limit: number): ImportHit[] {
  const search = new ImportSearch(tables, query);
  search.gather();
  return search.best(limit);
}

interface Found {
  companions: number;
  yields: number;
  takes: number;
}

/** One search: candidates by file and place, with what was learned of their files. */
class ImportSearch {
  readonly #tables: Tables;
  readonly #query: ImportQuery;
  readonly #found = new Map<number, Map<number, Found>>();
  readonly #own = new Set<number>();
  readonly #definitions = new Map<string, Place | undefined>();
  readonly #inReach = new Map<number, boolean>();
  readonly #overlaps = new Map<number, { line: number; around: number }>();

  constructor(tables: Tables, query: ImportQuery) {
    this.#tables = tables;
    this.#query = query;
  }

  gather(): void {
    const { table, imports, exported } = this.#tables;
    const { path, unbound, line } = this.#query;
    this.#addOwn();
    const self = table.files.numberOf(path);
    const siblings = self === undefined ? [] : imports.filesBeside(self);
    for (const file of [...this.#own, ...siblings]) this.#addVisible(file);
    for (const [file, weight] of this.#similar(siblings)) this.#addImportsOf(file, weight);
    for (const name of unbound.keys()) {
      for (const { file, index } of exported.named(name)) this.#add(file, index);
    }
    for (const word of line) this.#addWithWord(word);
    for (const { file, index } of exported.widelyUsed()) this.#add(file, index);
    for (const [name, weight] of this.#query.heads) this.#addYielding(name, weight);
    for (const name of this.#query.inPlay) this.#addTaking(name);
  }

  best(limit: number): ImportHit[] {
    const { table } = this.#tables;
    const hits: { file: number; index: number; score: number; evidence: Evidence }[] = [];
    for (const [file, places] of this.#found) {
      for (const [index, found] of places) {
        const evidence = this.#evidence(file, index, found);
        hits.push({ file, index, score: scoreOf(evidence), evidence });
      }
    }
    return hits
      .toSorted((a, b) => b.score - a.score || this.#before(a, b))
      .slice(0, limit)
      .flatMap(({ file, index, score, evidence }) => {
        const symbol = table.symbol(file, index);
        const inScope = this.#isInPackage(file);
        return symbol ? [{ ...symbol, score, evidence, inScope }] : [];
      });
  }

  #isInPackage(file: number): boolean {
    return sharePackage(this.#query.path, this.#tables.table.files.pathOf(file));
  }

  #before(a: { file: number; index: number }, b: { file: number; index: number }): number {
    const { files } = this.#tables.table;
    if (a.file === b.file) return a.index - b.index;
    return files.pathOf(a.file) < files.pathOf(b.file) ? -1 : 1;
  }

  /** The files that are imported, and those that what is imported comes from in the end. */
  #addOwn(): void {
    const { table, imports } = this.#tables;
    for (const { names, target } of imports.importsOf(this.#query.path)) {
      const written = names.filter(({ local }) => this.#query.imported.has(local));
      if (target === undefined || written.length === 0) continue;
      const file = table.files.numberOf(target);
      if (file !== undefined) this.#own.add(file);
      for (const { imported } of written) {
        const definition = this.#definition(target, imported);
        if (definition) this.#own.add(definition.file);
      }
    }
  }

  #addYielding(name: string, weight: number): void {
    const { table, types } = this.#tables;
    for (const { path, index, role, exported, isMember } of types.uses(name)) {
      if (!exported || isMember || (role !== 'yields' && role !== 'constructs')) continue;
      const file = table.files.numberOf(path);
      const one = file === undefined ? undefined : this.#add(file, index);
      if (one) one.yields = Math.max(one.yields, weight);
    }
  }

  #addTaking(name: string): void {
    const { table, types } = this.#tables;
    const takers = types
      .uses(name)
      .filter(({ role, exported, isMember }) => role === 'takes' && exported && !isMember);
    const weight = 1 / (1 + Math.log2(1 + takers.length) / 4);
    for (const { path, index } of takers) {
      const file = table.files.numberOf(path);
      if (file === undefined || (takers.length > mostTakers && !this.#found.has(file))) continue;
      const one = this.#add(file, index);
      if (one) one.takes = Math.max(one.takes, weight);
    }
  }

  /** Files that import much of what this one imports, and the files beside it. */
  #similar(siblings: Iterable<number>): [file: number, weight: number][] {
    const { table, imports } = this.#tables;
    const own = table.files.numberOf(this.#query.path);
    const weights = new Map<number, number>();
    for (const file of siblings) weights.set(file, 0.5);
    for (const target of this.#own) {
      const importers = imports.possibleImporters(target);
      if (importers.size > mostImporters) continue;
      const weight = 1 / Math.log2(2 + importers.size);
      for (const file of importers) weights.set(file, (weights.get(file) ?? 0) + weight);
    }
    return [...weights]
      .filter(([file]) => file !== own && !table.files.traitsOf(file).isTest)
      .toSorted(
        ([a, one], [b, other]) => other - one || this.#before({ file: a, index: 0 }, { file: b, index: 0 }),
      )
      .slice(0, mostSimilar);
  }

  #addImportsOf(file: number, weight: number): void {
    const { table, imports } = this.#tables;
    for (const { names, target } of imports.importsOf(table.files.pathOf(file))) {
      if (target === undefined) continue;
      for (const { imported } of names) {
        const definition = this.#definition(target, imported);
        const one = definition && this.#add(definition.file, definition.index);
        if (one) one.companions += weight;
      }
    }
  }

  #definition(path: string, name: string): Place | undefined {
    const key = `${path}#${name}`;
    const known = this.#definitions.get(key);
    if (known || this.#definitions.has(key)) return known;
    const definition = definitionOf(this.#tables, path, name);
    this.#definitions.set(key, definition);
    return definition;
  }

  /** What a file exports; of one of the same package all that stands at its top. */
  #addVisible(file: number): void {
    const { table, exported } = this.#tables;
    const symbols = this.#isInPackage(file) ? table.of(file)?.symbols : undefined;
    const indexes = symbols ? Array(symbolCount(symbols)).keys() : exported.exportsOf(file);
    for (const index of indexes) this.#add(file, index);
  }

  /** Exports with a word of the line in their name; a word that many files have says little. */
  #addWithWord(word: string): void {
    const { table, exported } = this.#tables;
    const files = exported.filesWith(word);
    if (files.length > mostWithWord) return;
    for (const file of files) {
      for (const index of exported.exportsOf(file)) {
        const symbols = table.of(file)?.symbols;
        const name = symbols ? table.vocabulary.termOf(nameOf(symbols, index)) : '';
        if (identifierParts(name).includes(word)) this.#add(file, index);
      }
    }
  }

  /** `undefined` for what cannot be imported, or is there already. */
  #add(file: number, index: number): Found | undefined {
    const { table } = this.#tables;
    const places = this.#found.get(file) ?? new Map<number, Found>();
    const known = places.get(index);
    if (known) return known;
    const symbols = table.of(file)?.symbols;
    if (!symbols || !this.#isInReach(file)) return undefined;
    if (!isExported(symbols, index) && !this.#isInPackage(file)) return undefined;
    if (containerOf(symbols, index) !== undefined || !this.#canBring(kindOf(symbols, index)))
      return undefined;
    const name = table.vocabulary.termOf(nameOf(symbols, index));
    if (name === '_' || this.#query.bound.has(name)) return undefined;
    const fresh = { companions: 0, yields: 0, takes: 0 };
    this.#found.set(file, places.set(index, fresh));
    return fresh;
  }

  /** Namespaces that any file may add to say nothing of what one of the files has. */
  #canBring(kind: SymbolKind): boolean {
    const isOpen = kind === 'namespace' && !ofOneFile.has(familyOf(this.#query.path));
    return !isOpen && !ofHolders.has(kind);
  }

  #isInReach(file: number): boolean {
    const known = this.#inReach.get(file);
    if (known !== undefined) return known;
    const { table, reach } = this.#tables;
    const { path } = this.#query;
    const target = table.files.pathOf(file);
    const { family } = table.files.traitsOf(file);
    const isInReach =
      target !== path &&
      family === familyOf(path) &&
      !isGoTest(path, target) &&
      reach.canImport(path, target);
    this.#inReach.set(file, isInReach);
    return isInReach;
  }

  #evidence(file: number, index: number, { companions, yields, takes }: Found): Evidence {
    const { table } = this.#tables;
    const { path, unbound, kinds } = this.#query;
    const symbols = table.of(file)?.symbols;
    const id = symbols ? nameOf(symbols, index) : -1;
    const { line, around } = this.#overlap(id);
    return {
      unbound: unbound.get(table.vocabulary.termOf(id)) ?? 0,
      yields,
      takes,
      companions: Math.log2(1 + companions) / 3,
      sameFile: this.#own.has(file) ? 1 : 0,
      near: nearness(path, table.files.pathOf(file)),
      used: Math.log2(1 + table.users.lengthOf(id)) / 8,
      line,
      around,
      kind: symbols && kinds?.has(kindOf(symbols, index)) === false ? 0 : 1,
      test: table.files.traitsOf(file).isTest && !isTest(path) ? 1 : 0,
    };
  }

  /** How much of a name's parts the text around the cursor has. */
  #overlap(name: number): { line: number; around: number } {
    const known = this.#overlaps.get(name);
    if (known) return known;
    const parts = identifierParts(this.#tables.table.vocabulary.termOf(name)).filter(
      (part) => part.length > 1,
    );
    const share = (words: ReadonlySet<string>) =>
      parts.filter((part) => words.has(part)).length / Math.max(1, parts.length);
    const overlap = { line: share(this.#query.line), around: share(this.#query.near) };
    this.#overlaps.set(name, overlap);
    return overlap;
  }
}

/** Go's tests are compiled with the tests of their folder alone. */
function isGoTest(path: string, target: string): boolean {
  if (!target.endsWith('_test.go')) return false;
  return !path.endsWith('_test.go') || !sharePackage(path, target);
}

function scoreOf(evidence: Evidence): number {
  return weights.reduce((sum, [name, weight]) => sum + weight * evidence[name], 0);
}
