/**
 * Symbols for what a person typed: names by how well they match, and of names that match alike the
 * declarations that are nearer, more used, visible from outside and no tests.
 */

import type { SymbolKind } from '../syntax/syntax.ts';
import type { FactTable, SymbolRef } from './fact-table.ts';
import { type MatchKind, matchKinds, matchName, type Pattern, patternOf } from './name-match.ts';
import type { FoundName, NameSearch } from './name-search.ts';
import { containerOf, isExported, kindOf, nameOf } from './packed-symbols.ts';
import { nearness } from './places.ts';

export interface NameHit extends SymbolRef {
  readonly match: MatchKind;
  /** 0 to 1; of two hits with different kinds of match the better kind has the higher score. */
  readonly score: number;
}

export interface NameSearchOptions {
  readonly limit: number;
  /** Kinds of symbols that are wanted; all where it is missing. */
  readonly kinds?: ReadonlySet<SymbolKind>;
  /** The path that locality is measured from. */
  readonly near?: string;
}

/** Symbols that are looked at; a few letters match thousands. */
const mostSymbols = 2000;

const kindWorth: Readonly<Record<SymbolKind, number>> = {
  class: 1,
  interface: 1,
  type: 1,
  enum: 1,
  function: 1,
  method: 0.8,
  namespace: 0.7,
  constant: 0.7,
  constructor: 0.5,
  variable: 0.5,
  property: 0.4,
  enumMember: 0.4,
};

/** Before the last dot, `::` or `#` stands what has to hold the symbol: `Hono.get`. */
export function searchNames(
  table: FactTable,
  names: NameSearch,
  query: string,
  options: NameSearchOptions,
): NameHit[] {
  const parts = query.split(/::|[.#/\\]/).map(patternOf);
  const pattern = parts.at(-1);
  if (!pattern || options.limit <= 0) return [];
  const holders = parts.slice(0, -1).filter((part) => part !== undefined);
  const search = new SymbolSearch(table, { ...options, holders });
  for (const alike of names.search(pattern)) {
    for (const found of alike) search.add(found);
    if (search.count >= options.limit) break;
  }
  return search.best();
}

interface Wanted extends NameSearchOptions {
  readonly holders: readonly Pattern[];
}

interface Candidate {
  readonly file: number;
  readonly index: number;
  readonly match: MatchKind;
  readonly score: number;
}

/** One search: the symbols found so far, and what was worked out of the files that hold them. */
class SymbolSearch {
  readonly #table: FactTable;
  readonly #wanted: Wanted;
  readonly #candidates: Candidate[] = [];
  readonly #worths = new Map<number, number>();
  #looked = 0;

  constructor(table: FactTable, wanted: Wanted) {
    this.#table = table;
    this.#wanted = wanted;
  }

  get count(): number {
    return this.#candidates.length;
  }

  add(found: FoundName): void {
    for (const file of this.#table.definers.valuesOf(found.name)) {
      if (this.#looked++ > mostSymbols) return;
      const symbols = this.#table.of(file)?.symbols;
      for (const index of symbols ? this.#table.placesOf(found.name, file) : []) {
        if (!symbols || this.#wanted.kinds?.has(kindOf(symbols, index)) === false) continue;
        if (!isHeldBy(this.#table, file, index, this.#wanted.holders)) continue;
        const score = this.#score(found, file, index);
        this.#candidates.push({ file, index, match: found.kind, score });
      }
    }
  }

  best(): NameHit[] {
    const { files } = this.#table;
    return this.#candidates
      .toSorted(
        (a, b) =>
          b.score - a.score ||
          (files.pathOf(a.file) < files.pathOf(b.file) ? -1 : 1) * Math.min(1, Math.abs(a.file - b.file)) ||
          a.index - b.index,
      )
      .slice(0, this.#wanted.limit)
      .flatMap(({ file, index, match, score }) => {
        const symbol = this.#table.symbol(file, index);
        return symbol ? [{ ...symbol, match, score }] : [];
      });
  }

  #score({ name, kind, quality }: FoundName, file: number, index: number): number {
    const symbols = this.#table.of(file)?.symbols;
    const within =
      0.5 * quality +
      (symbols ? 0.2 * kindWorth[kindOf(symbols, index)] : 0) +
      (symbols && isExported(symbols, index) ? 0.05 : 0) +
      0.1 * Math.min(1, Math.log2(1 + this.#table.users.lengthOf(name)) / 10) +
      this.#worthOf(file);
    return (matchKinds.length - 1 - matchKinds.indexOf(kind) + within) / matchKinds.length;
  }

  /** What the place of a file adds. */
  #worthOf(file: number): number {
    const known = this.#worths.get(file);
    if (known !== undefined) return known;
    const { files } = this.#table;
    const { near } = this.#wanted;
    const worth =
      (near === undefined ? 0 : 0.1 * nearness(near, files.pathOf(file))) +
      (files.traitsOf(file).isTest ? 0 : 0.05);
    this.#worths.set(file, worth);
    return worth;
  }
}

/** Whether each pattern finds a container of the symbol, or a part of its path. */
function isHeldBy(table: FactTable, file: number, index: number, holders: readonly Pattern[]): boolean {
  const facts = table.of(file);
  if (!facts || holders.length === 0) return facts !== undefined;
  const around = table.files.pathOf(file).split(/[\\/.]/);
  for (let at = containerOf(facts.symbols, index); at !== undefined; at = containerOf(facts.symbols, at)) {
    around.push(table.vocabulary.termOf(nameOf(facts.symbols, at)));
  }
  return holders.every((holder) =>
    around.some((name) => {
      const match = matchName(name, holder);
      return match && match.kind !== 'letters' && match.kind !== 'substring';
    }),
  );
}
