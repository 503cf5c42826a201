/**
 * What a file may want to import wherever in it: what stands beside what it imports, what its neighbours and
 * files with similar imports import, what is widely used. It stays as it is while somebody types in the file:
 * it depends on the other files and on the file's own imports alone.
 */

import type { SymbolKind } from '../syntax/syntax.ts';
import { identifierParts } from '../text/text.ts';
import { definitionOf } from './definition.ts';
import type { ExportedNames, Place } from './exported-names.ts';
import type { FactTable } from './fact-table.ts';
import type { ImportGraph } from './import-graph.ts';
import { familyOf, packageFolder } from './module-leads.ts';
import { containerOf, isExported, kindOf, nameOf, symbolCount } from './packed-symbols.ts';
import type { PackageReach } from './package-reach.ts';
import { isTest, nearness } from './places.ts';
import type { TypeIndex } from './type-index.ts';

export interface ImportTables {
  readonly table: FactTable;
  readonly imports: ImportGraph;
  readonly types: TypeIndex;
  readonly exported: ExportedNames;
  readonly reach: PackageReach;
}

/** A declaration that the file can have, and what speaks for it wherever in the file (see `Evidence`). */
export interface ImportCandidate extends Place {
  readonly name: string;
  /** The name in the vocabulary. */
  readonly id: number;
  readonly kind: SymbolKind;
  /** Parts of the name of more than one letter. */
  readonly parts: readonly string[];
  readonly sameFile: number;
  readonly near: number;
  readonly test: number;
  /** What the files that import it weigh together. */
  companions: number;
}

/** How many files count as similar; files that more than so many import say little. */
const mostSimilar = 40;
const mostImporters = 500;
/** Of an import that brings all that many files declare, so many of these files count. */
const mostWhole = 300;
/** What belongs to a type, also where it stands outside of it as methods of Go do. */
const ofHolders: ReadonlySet<SymbolKind> = new Set(['method', 'constructor', 'property', 'enumMember']);

const goTest = '_test.go';

/** Languages whose namespaces are modules of one file. */
const ofOneFile: ReadonlySet<string> = new Set(['script', 'rust']);

/** The candidates of one file, by file and place; asked for others, it looks at them and remembers them. */
export class ImportGround {
  readonly path: string;
  readonly tables: ImportTables;
  /** Those that count wherever the cursor stands. */
  readonly everywhere = new Set<ImportCandidate>();
  readonly #imported: string;
  readonly #isTest: boolean;
  readonly #family: string;
  /** Where other files have the same package. */
  readonly #package: string | undefined;
  readonly #own: ReadonlySet<number>;
  /** Files all of whose declarations are imported. */
  readonly #whole = new Set<number>();
  readonly #known = new Map<number, Map<number, ImportCandidate | undefined>>();
  readonly #inReach = new Map<number, boolean>();
  readonly #definitions = new Map<string, Place | undefined>();

  constructor(tables: ImportTables, path: string, imported: ReadonlySet<string>) {
    this.tables = tables;
    this.path = path;
    this.#imported = keyOf(imported);
    this.#isTest = isTest(path);
    this.#family = familyOf(path);
    this.#package = packageFolder({ path, family: this.#family });
    this.#own = this.#filesImported(imported);
    const self = tables.table.files.numberOf(path);
    const siblings = self === undefined ? [] : tables.imports.filesBeside(self);
    for (const file of [...this.#own, ...siblings]) this.#addVisible(file);
    for (const [file, weight] of this.#similar(siblings)) this.#addImportsOf(file, weight);
    for (const { file, index } of tables.exported.widelyUsed()) this.#add(file, index);
  }

  /** Whether it is that of a file with these imports. */
  isOf(path: string, imported: ReadonlySet<string>): boolean {
    return path === this.path && keyOf(imported) === this.#imported;
  }

  /** `undefined` for what the file cannot have. */
  candidate(file: number, index: number): ImportCandidate | undefined {
    const places = this.#known.get(file) ?? new Map<number, ImportCandidate | undefined>();
    if (places.size === 0) this.#known.set(file, places);
    if (!places.has(index)) places.set(index, this.#look(file, index));
    return places.get(index);
  }

  /** The file has what this one declares: it is another file of its package, or imported as a whole. */
  isInScope(file: number): boolean {
    return this.#whole.has(file) || this.isInPackage(file);
  }

  /** The file has it without an import: it is declared in another file of its package. */
  isInPackage(file: number): boolean {
    if (this.#package === undefined) return false;
    const { files } = this.tables.table;
    const { family } = files.traitsOf(file);
    return family === this.#family && packageFolder({ path: files.pathOf(file), family }) === this.#package;
  }

  #look(file: number, index: number): ImportCandidate | undefined {
    const { table } = this.tables;
    const symbols = table.of(file)?.symbols;
    if (!symbols || !this.#isInReach(file)) return undefined;
    if (!isExported(symbols, index) && !this.isInPackage(file)) return undefined;
    const kind = kindOf(symbols, index);
    if (containerOf(symbols, index) !== undefined || !this.#canBring(kind)) return undefined;
    const id = nameOf(symbols, index);
    const name = table.vocabulary.termOf(id);
    if (name === '_') return undefined;
    return {
      file,
      index,
      name,
      id,
      kind,
      parts: identifierParts(name).filter((part) => part.length > 1),
      sameFile: this.#own.has(file) ? 1 : 0,
      near: nearness(this.path, table.files.pathOf(file)),
      test: table.files.traitsOf(file).isTest && !this.#isTest ? 1 : 0,
      companions: 0,
    };
  }

  /** Namespaces that any file may add to say nothing of what one of the files has. */
  #canBring(kind: SymbolKind): boolean {
    const isOpen = kind === 'namespace' && !ofOneFile.has(this.#family);
    return !isOpen && !ofHolders.has(kind);
  }

  #add(file: number, index: number): ImportCandidate | undefined {
    const candidate = this.candidate(file, index);
    if (candidate) this.everywhere.add(candidate);
    return candidate;
  }

  #isInReach(file: number): boolean {
    const known = this.#inReach.get(file);
    if (known !== undefined) return known;
    const { table, reach } = this.tables;
    const target = table.files.pathOf(file);
    const { family } = table.files.traitsOf(file);
    const isInReach =
      target !== this.path &&
      family === this.#family &&
      !this.#isForeignTest(file, target) &&
      reach.canImport(this.path, target);
    this.#inReach.set(file, isInReach);
    return isInReach;
  }

  /** Go's tests are compiled with the tests of their folder alone. */
  #isForeignTest(file: number, target: string): boolean {
    if (!target.endsWith(goTest)) return false;
    return !this.path.endsWith(goTest) || !this.isInPackage(file);
  }

  /** The files that are imported, and those that what is imported comes from in the end. */
  #filesImported(imported: ReadonlySet<string>): Set<number> {
    const { table, imports } = this.tables;
    const own = new Set<number>();
    for (const { names, target } of imports.importsOf(this.path)) {
      const file = target === undefined ? undefined : table.files.numberOf(target);
      if (file === undefined || target === undefined) continue;
      const isWhole = this.#family !== 'script' && names.some(({ local }) => local === '*');
      if (isWhole && this.#whole.size < mostWhole) this.#whole.add(file);
      const written = names.filter(({ local }) => imported.has(local));
      if (written.length > 0 || this.#whole.has(file)) own.add(file);
      for (const name of written) {
        const definition = this.#definition(target, name.imported);
        if (definition) own.add(definition.file);
      }
    }
    return own;
  }

  /** Files that import much of what this one imports, and the files beside it. */
  #similar(siblings: Iterable<number>): [file: number, weight: number][] {
    const { imports, table } = this.tables;
    const { files } = table;
    const own = files.numberOf(this.path);
    const weights = new Map<number, number>();
    for (const file of siblings) weights.set(file, 0.5);
    for (const target of this.#own) {
      const importers = imports.possibleImporters(target);
      if (importers.size > mostImporters) continue;
      const weight = 1 / Math.log2(2 + importers.size);
      for (const file of importers) weights.set(file, (weights.get(file) ?? 0) + weight);
    }
    const byPath = (a: number, b: number): number => (files.pathOf(a) < files.pathOf(b) ? -1 : 1);
    return [...weights]
      .filter(([file]) => file !== own && !files.traitsOf(file).isTest)
      .toSorted(([a, one], [b, other]) => other - one || byPath(a, b))
      .slice(0, mostSimilar);
  }

  #addImportsOf(file: number, weight: number): void {
    const { table, imports } = this.tables;
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
    const definition = definitionOf(this.tables, path, name);
    this.#definitions.set(key, definition);
    return definition;
  }

  /** What a file exports; of one of the same package all that stands at its top. */
  #addVisible(file: number): void {
    const { table, exported } = this.tables;
    const symbols = this.isInPackage(file) ? table.of(file)?.symbols : undefined;
    const indexes = symbols ? Array(symbolCount(symbols)).keys() : exported.exportsOf(file);
    for (const index of indexes) this.#add(file, index);
  }
}

function keyOf(names: ReadonlySet<string>): string {
  return [...names].toSorted().join();
}
