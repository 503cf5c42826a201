/**
 * The symbols of a workspace and what they have to do with each other. Edges of a file are worked out when
 * they are first walked along; a change forgets those that it may have made wrong and no others, so that
 * what is answered does not depend on what came before.
 */

import type { FactTable } from './fact-table.ts';
import { edgesOfFile } from './file-edges.ts';
import { FileLinks } from './file-links.ts';
import type { ImportGraph } from './import-graph.ts';
import type { PushGraph, Shares } from './page-rank.ts';
import { passesOnUnderOtherName } from './packed-imports.ts';
import type { PackedFacts } from './packed-facts.ts';
import { type Definitions, definitionsIn } from './definitions.ts';
import { nameOf } from './packed-symbols.ts';
import type { Known } from './reference-resolution.ts';
import { TestSubjects } from './test-subjects.ts';
import { bytesOfEdges, eachFrom, eachTo, type FileEdges, relation, weightUnit } from './symbol-edges.ts';
import { SymbolNodes } from './symbol-nodes.ts';

/** Two files that tend to change together: 0 to 1, how often of all times that one of them changed. */
export interface CoChange {
  readonly files: readonly [string, string];
  readonly weight: number;
}

/** A name that more files use or define tells little about any of them: it is not walked backwards. */
const mostUsers = 300;
const mostDefiners = 50;
/** Re-exports are followed through so many files, and one more holds what they lead to. */
const reexportDepth = 5;

export class SymbolGraph implements PushGraph {
  readonly nodes = new SymbolNodes();
  readonly #table: FactTable;
  readonly #imports: ImportGraph;
  readonly #links: FileLinks;
  readonly #known: Known;
  readonly #subjects: TestSubjects;
  readonly #edges: (FileEdges | undefined)[] = [];
  readonly #definitions = new Map<number, Definitions>();
  #changes = new Map<string, readonly { readonly path: string; readonly weight: number }[]>();
  /** Shares of nodes, until anything changes. */
  #shares: (Shares | undefined)[] = [];
  #sizes = new Float64Array();
  /** Files whose edges are kept; while there are none, there is nothing that a change could make wrong. */
  #walked = 0;
  #bytes = 0;

  constructor(table: FactTable, imports: ImportGraph) {
    this.#table = table;
    this.#imports = imports;
    this.#links = new FileLinks(table, imports);
    this.#subjects = new TestSubjects(table.files);
    const definitionsOf = (name: number): Definitions => this.#definitionsOf(name);
    this.#known = { table, nodes: this.nodes, links: this.#links, definitionsOf };
  }

  get end(): number {
    return this.nodes.end;
  }

  get bytes(): number {
    return this.#bytes + this.nodes.bytes;
  }

  /** Takes up a file whose facts, and whose imports, have been set; `before` are those it had. */
  put(file: number, before: PackedFacts | undefined): void {
    const facts = this.#table.of(file);
    if (!facts) return;
    if (!before) this.#forgetTestsOf(file);
    if (!before) this.#subjects.add(file);
    this.#forgetUsersOf(this.nodes.put(file, facts.symbols));
    this.#forget(file);
    const isLinkedAnew = !before || !sameWords(before.imports, facts.imports);
    if (isLinkedAnew) this.#forgetImportersOf(file, before ? 'passed on' : 'all');
  }

  /** Forgets a file that the table and the imports still know. */
  remove(file: number): void {
    this.#forgetTestsOf(file);
    this.#subjects.remove(file);
    this.#forgetUsersOf(this.nodes.remove(file));
    this.#forget(file);
    this.#forgetImportersOf(file, 'all');
  }

  /** Imports may lead elsewhere than before. */
  relink(): void {
    for (let file = 0; file < this.#edges.length; file++) this.#forget(file);
    this.#links.forgetAll();
  }

  setCoChange(pairs: readonly CoChange[]): void {
    const changes = new Map<string, { path: string; weight: number }[]>();
    for (const { files, weight } of pairs) {
      for (const [from, path] of [files, files.toReversed()]) {
        if (from === undefined || path === undefined) continue;
        const others = changes.get(from);
        if (others) others.push({ path, weight });
        else changes.set(from, [{ path, weight }]);
      }
    }
    this.#changes = changes;
    this.#forgetShares();
  }

  changedWith(path: string): readonly { readonly path: string; readonly weight: number }[] {
    return this.#changes.get(path) ?? [];
  }

  sizeOf(node: number): number {
    const known = this.#sizes[node] ?? 0;
    if (known > 0) return known;
    const name = this.#nameOf(node);
    const files =
      name === undefined ? this.nodes.nodesOf(this.nodes.fileOf(node)).length : this.#usersOf(name).length;
    if (node >= this.#sizes.length) this.#sizes = new Float64Array(this.end);
    this.#sizes[node] = 1 + files;
    return 1 + files;
  }

  sharesOf(node: number): Shares {
    const known = this.#shares[node];
    if (known) return known;
    const edges: number[] = [];
    let total = 0;
    const add = (to: number, weight: number): void => {
      if (weight < 1) return;
      edges.push(to, weight);
      total += weight;
    };
    eachFrom(this.#edgesOf(this.nodes.fileOf(node)), node, add);
    for (const file of this.#filesThatReferTo(node)) {
      eachTo(this.#edgesOf(file), node, (from, weight) => add(from, Math.round(weight * relation.reverse)));
    }
    if (this.nodes.placeOf(node) < 0) this.#addChanges(node, add);
    const shares = Float64Array.from(edges, (value, at) => (at % 2 === 0 ? value : value / total));
    this.#shares[node] = shares;
    return shares;
  }

  #addChanges(node: number, add: (to: number, weight: number) => void): void {
    const { files } = this.#table;
    for (const { path, weight } of this.#changes.get(files.pathOf(this.nodes.fileOf(node))) ?? []) {
      const other = files.numberOf(path);
      const to = other === undefined ? undefined : this.nodes.fileNode(other);
      if (to !== undefined) add(to, Math.round(weight * relation.change * weightUnit));
    }
  }

  /** Files that may have an edge to the node; none where they are too many to mean anything. */
  #filesThatReferTo(node: number): Iterable<number> {
    const name = this.#nameOf(node);
    if (name !== undefined) return this.#usersOf(name);
    const file = this.nodes.fileOf(node);
    const files = new Set([...this.#imports.possibleImporters(file), ...this.#subjects.testsLike(file)]);
    return files.size > mostUsers ? [] : files;
  }

  #usersOf(name: number): Uint32Array {
    const { users, definers } = this.#table;
    const files = users.valuesOf(name);
    const isTelling = files.length <= mostUsers && definers.lengthOf(name) <= mostDefiners;
    return isTelling ? files : files.subarray(0, 0);
  }

  #nameOf(node: number): number | undefined {
    const place = this.nodes.placeOf(node);
    const symbols = place < 0 ? undefined : this.#table.of(this.nodes.fileOf(node))?.symbols;
    return symbols && nameOf(symbols, place);
  }

  #edgesOf(file: number): FileEdges {
    const known = this.#edges[file];
    if (known) return known;
    const edges = edgesOfFile(this.#known, file, this.#subjects.subjectOf(file));
    this.#edges[file] = edges;
    this.#walked++;
    this.#bytes += bytesOfEdges(edges);
    return edges;
  }

  #definitionsOf(name: number): Definitions {
    const known = this.#definitions.get(name);
    if (known) return known;
    const definitions = definitionsIn(this.#table, this.nodes, name);
    this.#definitions.set(name, definitions);
    return definitions;
  }

  #forgetUsersOf(names: ReadonlySet<number>): void {
    for (const name of names) {
      this.#definitions.delete(name);
      if (this.#walked === 0) continue;
      for (const file of this.#table.users.valuesOf(name)) {
        this.#forget(file);
        const imports = this.#table.of(file)?.imports;
        if (imports && passesOnUnderOtherName(imports, name)) this.#forgetImportersOf(file, 'passed on');
      }
    }
  }

  /** `all`: the file came or went, so that those which import it lead elsewhere. */
  #forgetImportersOf(file: number, what: 'all' | 'passed on'): void {
    if (this.#walked === 0) return;
    const seen = new Set([file]);
    let last = [file];
    for (let depth = 0; depth < reexportDepth && last.length > 0; depth++) {
      const next: number[] = [];
      for (const one of last) {
        for (const importer of this.#imports.possibleImporters(one)) {
          if (seen.has(importer)) continue;
          seen.add(importer);
          next.push(importer);
          this.#forget(importer);
          if (what === 'all' && depth === 0) this.#links.forget(importer);
        }
      }
      last = next;
    }
  }

  #forgetTestsOf(file: number): void {
    if (this.#walked === 0) return;
    for (const test of this.#subjects.testsLike(file)) this.#forget(test);
  }

  #forget(file: number): void {
    this.#forgetShares();
    this.#links.forget(file);
    const edges = this.#edges[file];
    if (!edges) return;
    this.#walked--;
    this.#bytes -= bytesOfEdges(edges);
    this.#edges[file] = undefined;
    if (this.#walked === 0) this.#links.forgetAll();
  }

  #forgetShares(): void {
    if (this.#shares.length > 0) this.#shares = [];
    if (this.#sizes.length > 0) this.#sizes = new Float64Array();
  }
}

function sameWords(a: Uint32Array, b: Uint32Array): boolean {
  return a.length === b.length && a.every((word, at) => word === b[at]);
}
