/**
 * What a file may want to import at a place in it: names that it uses without having them, what its
 * neighbours import, what stands beside what it imports already, what yields a wanted type. Each
 * candidate gets a score from what speaks for it; the weights were fitted on what real files imported.
 */

import type { SymbolKind } from '../syntax/syntax.ts';
import type { SymbolRef } from './fact-table.ts';
import type { ImportCandidate, ImportGround } from './import-ground.ts';
import { type Evidence, importWeights } from './import-weights.ts';
import { nthLargest } from './nth-largest.ts';

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

export interface ImportHit extends SymbolRef {
  readonly score: number;
  readonly evidence: Evidence;
  /** The file has it without an import: it is declared in another file of its package. */
  readonly inScope: boolean;
}

/** Words that more files have in their exports say little. */
const mostWithWord = 150;
/** Of a type that more take, only takers in files that speak for themselves count. */
const mostTakers = 300;

/** Best first, of what the file can have. */
export function importable(ground: ImportGround, query: ImportQuery, limit: number): ImportHit[] {
  const search = new ImportSearch(ground, query);
  search.gather();
  return search.best(limit);
}

interface Found {
  yields: number;
  takes: number;
}

/** One search: the candidates of the place, with what it says of them. */
class ImportSearch {
  readonly #ground: ImportGround;
  readonly #query: ImportQuery;
  readonly #found = new Map<ImportCandidate, Found>();
  readonly #files = new Set<number>();

  constructor(ground: ImportGround, query: ImportQuery) {
    this.#ground = ground;
    this.#query = query;
  }

  gather(): void {
    const { exported } = this.#ground.tables;
    for (const candidate of this.#ground.everywhere) this.#note(candidate);
    for (const name of this.#query.unbound.keys()) {
      for (const { file, index } of exported.named(name)) this.#add(file, index);
    }
    for (const word of this.#query.line) this.#addWithWord(word);
    for (const [name, weight] of this.#query.heads) this.#addYielding(name, weight);
    for (const name of this.#query.inPlay) this.#addTaking(name);
  }

  best(limit: number): ImportHit[] {
    const { table } = this.#ground.tables;
    const all = [...this.#found].map(([candidate, found]) => {
      const evidence = this.#evidence(candidate, found);
      return { candidate, evidence, score: scoreOf(evidence) };
    });
    const scores = Float64Array.from(all, ({ score }) => score);
    const least = nthLargest(scores, [...all.keys()], limit);
    return all
      .filter(({ score }) => score >= least)
      .toSorted((a, b) => b.score - a.score || this.#order(a.candidate, b.candidate))
      .slice(0, limit)
      .flatMap(({ candidate: { file, index }, score, evidence }) => {
        const symbol = table.symbol(file, index);
        const inScope = this.#ground.isInScope(file);
        return symbol ? [{ ...symbol, score, evidence, inScope }] : [];
      });
  }

  #order(a: ImportCandidate, b: ImportCandidate): number {
    const { files } = this.#ground.tables.table;
    if (a.file === b.file) return a.index - b.index;
    return files.pathOf(a.file) < files.pathOf(b.file) ? -1 : 1;
  }

  #addYielding(name: string, weight: number): void {
    const { table, types } = this.#ground.tables;
    for (const { path, index, role, exported, isMember } of types.uses(name)) {
      if (!exported || isMember || (role !== 'yields' && role !== 'constructs')) continue;
      const file = table.files.numberOf(path);
      const one = file === undefined ? undefined : this.#add(file, index);
      if (one) one.yields = Math.max(one.yields, weight);
    }
  }

  #addTaking(name: string): void {
    const { table, types } = this.#ground.tables;
    const takers = types
      .uses(name)
      .filter(({ role, exported, isMember }) => role === 'takes' && exported && !isMember);
    const weight = 1 / (1 + Math.log2(1 + takers.length) / 4);
    for (const { path, index } of takers) {
      const file = table.files.numberOf(path);
      if (file === undefined || (takers.length > mostTakers && !this.#files.has(file))) continue;
      const one = this.#add(file, index);
      if (one) one.takes = Math.max(one.takes, weight);
    }
  }

  /** Exports with a word of the line in their name; a word that many files have says little. */
  #addWithWord(word: string): void {
    const { exported } = this.#ground.tables;
    const files = exported.filesWith(word);
    if (files.length > mostWithWord) return;
    for (const file of files) {
      for (const index of exported.exportsOf(file)) {
        const candidate = this.#ground.candidate(file, index);
        if (candidate?.parts.includes(word)) this.#note(candidate);
      }
    }
  }

  #add(file: number, index: number): Found | undefined {
    const candidate = this.#ground.candidate(file, index);
    return candidate && this.#note(candidate);
  }

  /** `undefined` for what is there already. */
  #note(candidate: ImportCandidate): Found | undefined {
    const known = this.#found.get(candidate);
    if (known || this.#query.bound.has(candidate.name)) return known;
    const fresh = { yields: 0, takes: 0 };
    this.#found.set(candidate, fresh);
    this.#files.add(candidate.file);
    return fresh;
  }

  #evidence(candidate: ImportCandidate, { yields, takes }: Found): Evidence {
    const { unbound, kinds, line, near: around } = this.#query;
    const { name, id, kind, parts, companions, sameFile, near, test } = candidate;
    return {
      unbound: unbound.get(name) ?? 0,
      yields,
      takes,
      companions: Math.log2(1 + companions) / 3,
      sameFile,
      near,
      used: Math.log2(1 + this.#ground.tables.table.users.lengthOf(id)) / 8,
      line: share(parts, line),
      around: share(parts, around),
      kind: kinds?.has(kind) === false ? 0 : 1,
      test,
    };
  }
}

/** How much of a name's parts a text has. */
function share(parts: readonly string[], words: ReadonlySet<string>): number {
  let shared = 0;
  for (const part of parts) if (words.has(part)) shared++;
  return shared / Math.max(1, parts.length);
}

function scoreOf(evidence: Evidence): number {
  const w = importWeights;
  return (
    w.unbound * evidence.unbound +
    w.yields * evidence.yields +
    w.takes * evidence.takes +
    w.companions * evidence.companions +
    w.sameFile * evidence.sameFile +
    w.near * evidence.near +
    w.used * evidence.used +
    w.line * evidence.line +
    w.around * evidence.around +
    w.kind * evidence.kind +
    w.test * evidence.test
  );
}
