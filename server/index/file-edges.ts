/** The edges that begin in one file: what its symbols refer to, what it imports, what holds what. */

import type { ReferenceKind } from '../syntax/syntax.ts';
import type { PackedFacts } from './packed-facts.ts';
import { importedNames } from './packed-imports.ts';
import { type PackedReference, referenceAt, referenceCount, referencedNames } from './packed-references.ts';
import { containerOf, headNames, headsOf, kindOf, symbolCount } from './packed-symbols.ts';
import { type Known, NameResolver } from './reference-resolution.ts';
import { EdgeCollector, type FileEdges, noEdges, referenceWeight, relation } from './symbol-edges.ts';

/** `subject`: the file that this one tests. */
export function edgesOfFile(known: Known, file: number, subject: number | undefined): FileEdges {
  const facts = known.table.of(file);
  const own = known.nodes.fileNode(file);
  if (!facts || own === undefined) return noEdges;
  const edges = new FileEdgesBuilder(known, file, { facts, own });
  edges.addReferences();
  edges.addHeads();
  edges.addImports();
  edges.addSiblings();
  if (subject !== undefined) edges.addFile(subject, relation.test);
  return edges.collected.edges();
}

interface Own {
  readonly facts: PackedFacts;
  /** The node of the file. */
  readonly own: number;
}

class FileEdgesBuilder {
  readonly collected = new EdgeCollector();
  readonly #known: Known;
  readonly #file: number;
  readonly #facts: PackedFacts;
  readonly #own: number;
  readonly #nodes: Uint32Array;
  readonly #resolver: NameResolver;
  /** What names mean, by kind. */
  readonly #resolved = new Map<ReferenceKind, Map<number, readonly number[]>>();
  /** Files that something refers to by name. */
  readonly #reached = new Set<number>();

  constructor(known: Known, file: number, { facts, own }: Own) {
    this.#known = known;
    this.#file = file;
    this.#facts = facts;
    this.#own = own;
    this.#nodes = known.nodes.nodesOf(file);
    const { references, imports, symbols } = facts;
    const used = [...referencedNames(references), ...importedNames(imports), ...headNames(symbols)];
    this.#resolver = new NameResolver(known, file, new Set(used));
  }

  addReferences(): void {
    const { references, symbols } = this.#facts;
    for (let at = 0; at < referenceCount(references); at++) {
      const reference = referenceAt(references, at);
      const { name, kind, from, count } = reference;
      const fromKind = from === undefined ? undefined : kindOf(symbols, from);
      const weight = referenceWeight(kind, fromKind, this.#isInSignature(reference)) * Math.sqrt(count);
      this.#refer(this.#nodeOf(from), name, kind, weight);
    }
  }

  /** Heads of types that are no references, because the language's facts have none. */
  addHeads(): void {
    const { references, symbols } = this.#facts;
    if (referenceCount(references) > 0) return;
    for (let index = 0; index < symbolCount(symbols); index++) {
      const weight = referenceWeight('type', kindOf(symbols, index), true);
      for (const name of headsOf(symbols, index)) this.#refer(this.#nodeOf(index), name, 'type', weight);
    }
  }

  /** Imports of which no name is used: side effects, whole modules, what is passed on. */
  addImports(): void {
    const { links } = this.#known;
    for (const { local, target } of links.of(this.#file)) {
      if (target === undefined || this.#reached.has(target)) continue;
      for (const node of this.#resolver.imported(local) ?? []) {
        this.collected.refer(this.#own, node, relation.import);
      }
    }
    for (const target of links.targetsOf(this.#file)) {
      if (!this.#reached.has(target)) this.addFile(target, relation.import);
    }
  }

  addSiblings(): void {
    const { symbols } = this.#facts;
    for (let index = 0; index < symbolCount(symbols); index++) {
      const holder = this.#nodeOf(containerOf(symbols, index));
      this.collected.keepTogether(this.#nodeOf(index), holder, relation.sibling);
      this.collected.keepTogether(holder, this.#nodeOf(index), relation.sibling);
    }
  }

  addFile(target: number, weight: number): void {
    const node = this.#known.nodes.fileNode(target);
    if (node !== undefined) this.collected.refer(this.#own, node, weight);
  }

  #refer(from: number, name: number, kind: ReferenceKind, weight: number): void {
    const known = this.#resolved.get(kind) ?? new Map<number, readonly number[]>();
    this.#resolved.set(kind, known);
    const targets = known.get(name) ?? this.#resolver.resolve(name, kind);
    known.set(name, targets);
    for (const to of targets) {
      this.collected.refer(from, to, weight / targets.length);
      this.#reached.add(this.#known.nodes.fileOf(to));
    }
  }

  /** Where the language's facts have no heads, every type counts as if it stood in a signature. */
  #isInSignature({ from, name }: PackedReference): boolean {
    if (from === undefined) return false;
    const heads = headsOf(this.#facts.symbols, from);
    return heads.length === 0 || heads.includes(name);
  }

  #nodeOf(index: number | undefined): number {
    return index === undefined ? this.#own : (this.#nodes[index] ?? this.#own);
  }
}
