/**
 * What a file could import that yields types of given heads: declarations whose written or inferred type
 * has such a head, and those of classes and interfaces that extend it. A lookup, never a scan.
 */

import type { SymbolFact } from '../syntax/syntax.ts';
import type { FactTable, SymbolRef } from './fact-table.ts';
import type { PackageReach } from './package-reach.ts';
import { nameOf } from './packed-symbols.ts';
import { isTest, nearness } from './places.ts';
import type { TypeIndex, TypeRole, TypeUse } from './type-index.ts';

export interface ProducerQuery {
  /** The file that would import. */
  readonly path: string;
  /** Names as their own declarations spell them; 1 for what is wanted most. */
  readonly heads: readonly { readonly name: string; readonly weight: number }[];
  /** Names that mean something in the file already; they are left out. */
  readonly bound: ReadonlySet<string>;
}

/** A declaration that may yield a wanted type. */
export interface Producer extends SymbolRef {
  /** 0 to 1: by the head, how near it is and how much it is used. */
  readonly weight: number;
  /** The exported class that holds it, where it is a member of one. */
  readonly container?: SymbolFact;
}

interface Tables {
  readonly table: FactTable;
  readonly types: TypeIndex;
  readonly reach: PackageReach;
}

const ofRole: Readonly<Record<TypeRole, number>> = { yields: 1, constructs: 0.9, extends: 0, takes: 0 };
/** What a value of a type that extends the wanted one is worth, and how many such types are followed. */
const ofSubtype = 0.8;
const mostSubtypes = 20;
/** A static member is named through its class. */
const ofMember = 0.7;
/** Of a head with more uses the first are looked at. */
const mostUses = 3000;

/** Best first. */
export function producers(tables: Tables, query: ProducerQuery, limit: number): Producer[] {
  const found = new Map<string, { use: TypeUse; weight: number }>();
  const standing = standingFor(tables, query);
  for (const { name, weight } of withSubtypes(tables, query.heads)) {
    for (const use of tables.types.uses(name).slice(0, mostUses)) {
      const own = weight * ofRole[use.role] * (use.isMember ? ofMember : 1) * standing(use);
      const key = `${use.path}#${use.index}`;
      if (own > (found.get(key)?.weight ?? 0)) found.set(key, { use, weight: own });
    }
  }
  const best = [...found].toSorted(([a, one], [b, other]) => other.weight - one.weight || (a < b ? -1 : 1));
  const named: Producer[] = [];
  for (const [, { use, weight }] of best) {
    const one = producerOf(tables, query, use);
    if (one) named.push({ ...one, weight });
    if (named.length >= limit) break;
  }
  return named;
}

function withSubtypes({ table, types }: Tables, heads: ProducerQuery['heads']): ProducerQuery['heads'] {
  const subtypes = heads.flatMap(({ name, weight }) =>
    types
      .uses(name)
      .filter(({ role }) => role === 'extends')
      .slice(0, mostSubtypes)
      .map((use) => ({ name: table.vocabulary.termOf(nameIn(table, use)), weight: weight * ofSubtype })),
  );
  return [...heads, ...subtypes];
}

function nameIn(table: FactTable, { path, index }: TypeUse): number {
  const symbols = table.at(path)?.symbols;
  return symbols ? nameOf(symbols, index) : -1;
}

/** How near a use is and how many files name it; 0 for what cannot be imported. */
function standingFor({ table, reach }: Tables, { path }: ProducerQuery): (use: TypeUse) => number {
  const places = new Map<string, number>();
  const placeOf = (other: string): number => {
    const isOut = other === path || (isTest(other) && !isTest(path)) || !reach.canImport(path, other);
    return isOut ? 0 : 0.4 + 0.4 * nearness(path, other);
  };
  return (use) => {
    if (!use.exported && !use.isMember) return 0;
    const place = places.get(use.path) ?? placeOf(use.path);
    places.set(use.path, place);
    const users = table.users.lengthOf(nameIn(table, use));
    return place === 0 ? 0 : place + 0.2 * Math.min(1, Math.log2(1 + users) / 6);
  };
}

function producerOf(
  { table }: Tables,
  { bound }: ProducerQuery,
  use: TypeUse,
): Omit<Producer, 'weight'> | undefined {
  const file = table.files.numberOf(use.path);
  const symbol = file === undefined ? undefined : table.symbol(file, use.index);
  if (file === undefined || !symbol) return undefined;
  const at = symbol.fact.container;
  const container = at === undefined ? undefined : table.symbol(file, at)?.fact;
  const top = container ?? symbol.fact;
  const isUsable = top.exported && top.container === undefined && !bound.has(top.name);
  if (!isUsable || (at !== undefined && container?.kind !== 'class')) return undefined;
  return { ...symbol, ...(container && { container }) };
}
