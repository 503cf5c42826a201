/**
 * Which declarations yield, take and construct a type, by the name that heads it. It holds the heads
 * that are written in the files it was given, and the inferred ones that it was told; a lookup goes
 * through one name's list. What it answers does not depend on the order in which the files came.
 */

import type { FileFacts, SymbolFact } from '../syntax/syntax.ts';
import { FileLists } from './file-lists.ts';

/** `extends`: a class or an interface whose values can stand for the head's. */
export type TypeRole = 'yields' | 'takes' | 'constructs' | 'extends';

/** A declaration whose type has a head of the name that was asked for. */
export interface TypeUse {
  readonly path: string;
  /** Its place in the file's symbols. */
  readonly index: number;
  readonly role: TypeRole;
  readonly exported: boolean;
  /** Whether a class, an interface, an enum or a namespace holds it. */
  readonly isMember: boolean;
  /** Told by a type checker some time ago, not written. */
  readonly inferred: boolean;
}

/** What a checker found that a declaration yields which does not write its type. */
export interface InferredHeads {
  /** Place in the file's symbols. */
  readonly index: number;
  /** Names as the declaring files spell them. */
  readonly yields: readonly string[];
}

const roles: readonly TypeRole[] = ['yields', 'takes', 'constructs', 'extends'];
/** A use in one number: its role, a bit for each of these, then the symbol's place. */
const bits = { exported: 4, member: 8, inferred: 16, place: 32 } as const;

export class TypeIndex {
  readonly #uses = new FileLists();

  /** Adds a file, or replaces what was known of it, inferred heads included. */
  put(path: string, { symbols, imports }: Pick<FileFacts, 'symbols' | 'imports'>): void {
    this.remove(path);
    const imported = new Map<string, string>();
    for (const { names } of imports) {
      for (const name of names) imported.set(name.local, name.imported);
    }
    for (const [index, symbol] of symbols.entries()) {
      for (const [role, heads] of writtenHeads(symbol)) {
        const use = roles.indexOf(role) + visibility(symbol) + index * bits.place;
        for (const head of heads) this.#uses.add(path, declaredName(head, imported), use);
      }
    }
  }

  /** Forgets a file; an unknown one is no error. */
  remove(path: string): void {
    this.#uses.remove(path);
  }

  /** Replaces the inferred heads of a file. `symbols` are those it was last put with. */
  infer(path: string, symbols: readonly SymbolFact[], inferred: readonly InferredHeads[]): void {
    this.#uses.remove(path, (use) => (use & bits.inferred) !== 0);
    for (const { index, yields } of inferred) {
      const symbol = symbols[index];
      if (!symbol) continue;
      const use = roles.indexOf('yields') + bits.inferred + visibility(symbol) + index * bits.place;
      for (const name of new Set(yields)) this.#uses.add(path, name, use);
    }
  }

  /** Every declaration with this head, in no order. `name` is that of the head's own declaration. */
  uses(name: string): TypeUse[] {
    return this.#uses.of(name).map(({ path, value }) => ({
      path,
      index: Math.floor(value / bits.place),
      role: roles[value & 3] ?? 'yields',
      exported: (value & bits.exported) !== 0,
      isMember: (value & bits.member) !== 0,
      inferred: (value & bits.inferred) !== 0,
    }));
  }
}

function visibility({ exported, container }: SymbolFact): number {
  return (exported ? bits.exported : 0) + (container === undefined ? 0 : bits.member);
}

/** A class constructs itself; an alias yields nothing of itself. */
function writtenHeads({ name, kind, heads }: SymbolFact): [TypeRole, readonly string[]][] {
  if (!heads || kind === 'type') return [];
  if (kind === 'interface') return [['extends', heads.yields]];
  if (kind === 'constructor') return [['takes', heads.takes]];
  if (kind !== 'class') {
    return [
      ['yields', heads.yields],
      ['takes', heads.takes],
    ];
  }
  return [
    ['constructs', [name]],
    ['extends', heads.yields.filter((head) => head !== name)],
  ];
}

/** A default import and one of all a module keep their local name, which mostly is the declared one. */
function declaredName(head: string, imported: ReadonlyMap<string, string>): string {
  const last = head.slice(head.lastIndexOf('.') + 1);
  const name = last === head ? imported.get(head) : undefined;
  return name === undefined || name === '*' || name === 'default' ? last : name;
}
