/**
 * Which symbols a name in a file may mean, without types: those of the file itself, what is imported
 * under the name, members of types that the file names, then what the imported files, the folder and the
 * whole workspace define. The first of these that has any decides; several of them share.
 */

import type { ReferenceKind, SymbolKind } from '../syntax/syntax.ts';
import type { Definitions } from './definitions.ts';
import type { FactTable } from './fact-table.ts';
import type { Traits } from './file-table.ts';
import type { FileLinks } from './file-links.ts';
import { containerOf, defaultIn, kindOf, nameOf, type PackedSymbols } from './packed-symbols.ts';
import type { SymbolNodes } from './symbol-nodes.ts';

/** What the index knows, as far as names are resolved by it. */
export interface Known {
  readonly table: FactTable;
  readonly nodes: SymbolNodes;
  readonly links: FileLinks;
  /** All symbols of a name, as nodes. */
  definitionsOf(name: number): Definitions;
}

/** A name with more definitions than this in other files means nothing without types. */
const mostDefinitions = 400;
/** More candidates than this say nothing. */
const mostShared = 8;
/** What decides among definitions elsewhere, see `#groupOf`. */
const groups = 4;
/** Re-exports are followed through so many files. */
const deepest = 4;

/** Members of what languages bring along: used by this name they are mostly meant, not the workspace's own. */
const builtIn: ReadonlySet<string> = new Set(
  (
    'add all any append apply assign at bind call catch clear close concat copy count create data delete ' +
    'done end entries error every exec extend filter find findIndex flat flatMap forEach format from get ' +
    'getItem has hasOwnProperty id includes index indexOf insert is items join key keys length log lower ' +
    'map match message name next of on open parse path pop push put read reduce remove replace resolve ' +
    'reverse run search send set setItem shift size slice some sort splice split start startsWith endsWith ' +
    'state stop strip substring sum test text then toJSON toString trim type update upper url value values ' +
    'warn write init init__ __init__ new clone len iter unwrap'
  ).split(' '),
);

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
  readonly #traits: Traits;
  /** Files that this one imports, and those it imports as a whole. */
  readonly #targets: ReadonlySet<number>;
  readonly #whole: ReadonlySet<number | undefined>;
  readonly #own = new Map<number, number[]>();
  /** Names that the file uses; members of what they name are at hand. */
  readonly #used: ReadonlySet<number>;
  readonly #star: number | undefined;

  constructor(known: Known, file: number, used: ReadonlySet<number>) {
    const { table, nodes } = known;
    this.#known = known;
    this.#file = file;
    this.#used = used;
    this.#traits = table.files.traitsOf(file);
    this.#star = table.vocabulary.find('*');
    this.#targets = known.links.targetsOf(file);
    const whole = known.links.of(file).filter(({ imported }) => imported === this.#star);
    this.#whole = new Set(whole.map(({ target }) => target));
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
      const symbols = imported === this.#star ? [] : this.#exported(target, imported, deepest);
      const file = nodes.fileNode(target);
      return symbols.length > 0 || file === undefined ? symbols : [file];
    });
    return [...new Set(found)];
  }

  /** The outermost symbols of a name in a file, or in those that it passes on; `default` is a name here. */
  #exported(file: number, name: number, left: number): number[] {
    const { nodes, links } = this.#known;
    const here = this.#placesOf(file, name)
      .flatMap((index) => nodes.nodeOf(file, index) ?? [])
      .filter((node) => !this.#isMember(node));
    if (here.length > 0 || left === 0) return here;
    for (const { local: passed, imported, target } of links.of(file)) {
      if (target === undefined || target === file || (passed !== name && passed !== this.#star)) continue;
      const next = passed === this.#star ? name : imported;
      const found = next === this.#star ? [] : this.#exported(target, next, left - 1);
      if (found.length > 0) return found;
    }
    return [];
  }

  #placesOf(file: number, name: number): readonly number[] {
    const { table } = this.#known;
    if (name !== table.vocabulary.find('default')) return table.placesOf(name, file);
    const symbols = table.of(file)?.symbols;
    const place = symbols && defaultIn(symbols);
    return place === undefined ? [] : [place];
  }

  #elsewhere(name: number, kind: ReferenceKind): readonly number[] {
    const definitions = this.#known.definitionsOf(name);
    const { nodes, kinds } = definitions;
    if (nodes.length > mostDefinitions) return [];
    const isBuiltIn = builtIn.has(this.#known.table.vocabulary.termOf(name));
    const wanted = fitting[kind];
    let best: { rank: number; nodes: number[] } = { rank: 2 * groups, nodes: [] };
    for (let at = 0; at < nodes.length; at++) {
      const group = this.#groupOf(definitions, at);
      if (group === undefined || (isBuiltIn && group > 1)) continue;
      const fits = !wanted || wanted.has(kinds[at] ?? 'variable');
      const rank = fits ? group : group + groups;
      if (rank > best.rank) continue;
      if (rank < best.rank) best = { rank, nodes: [] };
      best.nodes.push(nodes[at] ?? 0);
    }
    return best.nodes.length > mostShared ? [] : best.nodes;
  }

  /** How near a definition of another file is, 0 the nearest; `undefined` where it cannot be meant. */
  #groupOf({ files, containers, exported }: Definitions, at: number): number | undefined {
    const file = files[at] ?? 0;
    const container = containers[at] ?? -1;
    if (file === this.#file || !exported[at]) return undefined;
    const { isTest, family, folder } = this.#known.table.files.traitsOf(file);
    if (family !== this.#traits.family || (isTest && !this.#traits.isTest)) return undefined;
    const isSeen = container >= 0 || !importing.has(family) || this.#whole.has(file);
    if (!isSeen) return undefined;
    if (container >= 0 && this.#used.has(container)) return 0;
    if (this.#targets.has(file)) return 1;
    return folder === this.#traits.folder ? 2 : 3;
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

  #isMember(node: number): boolean {
    const symbols = this.#symbolsOf(node);
    const place = this.#known.nodes.placeOf(node);
    return symbols !== undefined && place >= 0 && containerOf(symbols, place) !== undefined;
  }

  #symbolsOf(node: number): PackedSymbols | undefined {
    const { table, nodes } = this.#known;
    return table.of(nodes.fileOf(node))?.symbols;
  }
}
