/**
 * Which symbols a name in a file may mean, without types: those of the file itself, what is imported
 * under the name, members of types that the file names, then what the imported files, the folder and the
 * whole workspace define. The first of these that has any decides; several of them share.
 */

import type { ReferenceKind, SymbolKind } from '../syntax/syntax.ts';
import type { FactTable } from './fact-table.ts';
import type { FileLinks } from './file-links.ts';
import { containerOf, isExported, kindOf, nameOf, type PackedSymbols } from './packed-symbols.ts';
import { folderOf, slashesOf } from './path-parts.ts';
import type { SymbolNodes } from './symbol-nodes.ts';

/** What the index knows, as far as names are resolved by it. */
export interface Known {
  readonly table: FactTable;
  readonly nodes: SymbolNodes;
  readonly links: FileLinks;
  /** All symbols of a name, as nodes. */
  definitionsOf(name: number): Uint32Array;
}

/** A name with more definitions than this in other files means nothing without types. */
const mostDefinitions = 400;
/** More candidates than this say nothing. */
const mostShared = 8;
/** Re-exports are followed through so many files. */
const deepest = 4;

/** Languages whose files see of one another only what they import, but for members. */
const importing: ReadonlySet<string> = new Set(['script', 'python', 'other']);

const fitting: Readonly<Record<ReferenceKind, ReadonlySet<SymbolKind> | undefined>> = {
  call: new Set(['function', 'method', 'constructor', 'class', 'constant', 'variable', 'property']),
  construct: new Set(['class', 'constructor', 'function', 'interface', 'type', 'constant', 'variable']),
  type: new Set(['class', 'interface', 'type', 'enum', 'namespace']),
  heritage: new Set(['class', 'interface', 'type']),
  use: undefined,
};

/** Resolves the names of one file. */
export class NameResolver {
  readonly #known: Known;
  readonly #file: number;
  readonly #family: string;
  readonly #folder: string;
  readonly #own = new Map<number, number[]>();
  /** Names that the file uses; members of what they name are at hand. */
  readonly #used: ReadonlySet<number>;
  readonly #star: number | undefined;

  constructor(known: Known, file: number, used: ReadonlySet<number>) {
    const { table, nodes } = known;
    this.#known = known;
    this.#file = file;
    this.#used = used;
    const path = table.files.pathOf(file);
    this.#family = table.files.familyOf(file);
    this.#folder = folderOf(slashesOf(path));
    this.#star = table.vocabulary.find('*');
    const symbols = table.of(file)?.symbols;
    nodes.nodesOf(file).forEach((node, index, all) => {
      if (!symbols || index === all.length - 1) return;
      const name = nameOf(symbols, index);
      const same = this.#own.get(name);
      if (same) same.push(node);
      else this.#own.set(name, [node]);
    });
  }

  /** Nodes that share the reference; none where nothing is known or too much. */
  resolve(name: number, kind: ReferenceKind): readonly number[] {
    const own = this.#own.get(name) ?? [];
    const outermost = own.filter((node) => !this.#isMember(node));
    if (outermost.length > 0) return this.#fitting(outermost, kind);
    const imported = this.imported(name);
    if (imported) return this.#fitting(imported, kind);
    if (own.length > 0) return this.#fitting(own, kind);
    return this.#elsewhere(name, kind);
  }

  /** What the file's imports bind to the name; `undefined` where they do not bind it. */
  imported(local: number): readonly number[] | undefined {
    const { links, nodes } = this.#known;
    const bound = links.of(this.#file).filter((link) => link.local === local);
    if (bound.length === 0) return undefined;
    const found = bound.flatMap(({ imported, target }) => {
      if (target === undefined) return [];
      const symbols =
        imported === this.#star ? [] : this.#exported(target, imported, { local, left: deepest });
      const file = nodes.fileNode(target);
      return symbols.length > 0 || file === undefined ? symbols : [file];
    });
    return [...new Set(found)];
  }

  /** The outermost symbols of a name in a file, or in those that it passes on. */
  #exported(
    file: number,
    name: number,
    { local, left }: { readonly local: number; readonly left: number },
  ): number[] {
    const { table, nodes, links } = this.#known;
    const isDefault = table.vocabulary.termOf(name) === 'default';
    const here = [name, ...(isDefault ? [local] : [])]
      .flatMap((one) => table.placesOf(one, file))
      .flatMap((index) => nodes.nodeOf(file, index) ?? [])
      .filter((node) => !this.#isMember(node));
    if (here.length > 0 || left === 0) return here;
    for (const { local: passed, imported, target } of links.of(file)) {
      if (target === undefined || target === file || (passed !== name && passed !== this.#star)) continue;
      const next = passed === this.#star ? name : imported;
      const found = next === this.#star ? [] : this.#exported(target, next, { local, left: left - 1 });
      if (found.length > 0) return found;
    }
    return [];
  }

  #elsewhere(name: number, kind: ReferenceKind): readonly number[] {
    const all = this.#known.definitionsOf(name);
    if (all.length > mostDefinitions) return [];
    const visible = Array.from(all).filter((node) => this.#isVisible(node));
    const candidates = this.#fitting(visible, kind);
    const imported = this.#known.links.targetsOf(this.#file);
    const groups = [
      (node: number) => this.#isOfUsed(node),
      (node: number) => imported.has(this.#known.nodes.fileOf(node)),
      (node: number) => this.#folderOf(node) === this.#folder,
      () => true,
    ];
    for (const group of groups) {
      const found = candidates.filter(group);
      if (found.length > 0) return found.length > mostShared ? [] : found;
    }
    return [];
  }

  #fitting(nodes: readonly number[], kind: ReferenceKind): readonly number[] {
    const kinds = fitting[kind];
    const found = nodes.filter((node) => {
      const symbols = this.#symbolsOf(node);
      const place = this.#known.nodes.placeOf(node);
      return !kinds || place < 0 || !symbols || kinds.has(kindOf(symbols, place));
    });
    return found.length > 0 ? found : nodes;
  }

  /** Whether code in this file can mean a symbol of another one without importing it by name. */
  #isVisible(node: number): boolean {
    const { table, nodes, links } = this.#known;
    const file = nodes.fileOf(node);
    const symbols = this.#symbolsOf(node);
    if (file === this.#file || !symbols || table.files.familyOf(file) !== this.#family) return false;
    if (table.files.isTest(file) && !table.files.isTest(this.#file)) return false;
    if (!isExported(symbols, nodes.placeOf(node))) return false;
    if (this.#isMember(node) || !importing.has(this.#family)) return true;
    return links.of(this.#file).some(({ target, imported }) => target === file && imported === this.#star);
  }

  /** Whether it is a member of something that this file names. */
  #isOfUsed(node: number): boolean {
    const symbols = this.#symbolsOf(node);
    const container = symbols && containerOf(symbols, this.#known.nodes.placeOf(node));
    return symbols !== undefined && container !== undefined && this.#used.has(nameOf(symbols, container));
  }

  #isMember(node: number): boolean {
    const symbols = this.#symbolsOf(node);
    const place = this.#known.nodes.placeOf(node);
    return symbols !== undefined && place >= 0 && containerOf(symbols, place) !== undefined;
  }

  #folderOf(node: number): string {
    return folderOf(slashesOf(this.#known.table.files.pathOf(this.#known.nodes.fileOf(node))));
  }

  #symbolsOf(node: number): PackedSymbols | undefined {
    const { table, nodes } = this.#known;
    return table.of(nodes.fileOf(node))?.symbols;
  }
}
