/**
 * Which declarations yield, take and construct a type, by the name that heads it. It holds the heads
 * that are written in the files it was given, and the inferred ones that it was told; a lookup goes
 * through one name's list. What it answers does not depend on the order in which the files came.
 */

import type { FactTable } from './fact-table.ts';
import { FileLists } from './file-lists.ts';
import type { PackedFacts } from './packed-facts.ts';
import { unpackImports } from './packed-imports.ts';
import {
  containerOf,
  isExported,
  kindOf,
  nameOf,
  type PackedSymbols,
  splitHeads,
  symbolCount,
} from './packed-symbols.ts';

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
  readonly #table: FactTable;
  readonly #uses = new FileLists();

  constructor(table: FactTable) {
    this.#table = table;
  }

  get bytes(): number {
    return this.#uses.bytes;
  }

  /** Takes up a file as the table has it now; inferred heads of before are forgotten. */
  put(file: number): void {
    this.#uses.remove(file);
    const packed = this.#table.of(file);
    if (!packed || packed.symbols.heads.length === 0) return;
    const declared = this.#declaredNames(packed);
    for (let index = 0; index < symbolCount(packed.symbols); index++) {
      for (const [role, heads] of writtenHeads(packed.symbols, index)) {
        const use = roles.indexOf(role) + visibility(packed.symbols, index) + index * bits.place;
        for (const head of heads) this.#uses.add(file, declared(head), use);
      }
    }
  }

  /** Forgets a file; an unknown one is no error. */
  remove(file: number): void {
    this.#uses.remove(file);
  }

  /** Replaces the inferred heads of a file. */
  infer(file: number, inferred: readonly InferredHeads[]): void {
    this.#uses.remove(file, (use) => (use & bits.inferred) !== 0);
    const symbols = this.#table.of(file)?.symbols;
    for (const { index, yields } of symbols ? inferred : []) {
      if (!symbols || index >= symbolCount(symbols)) continue;
      const use = roles.indexOf('yields') + bits.inferred + visibility(symbols, index) + index * bits.place;
      for (const name of new Set(yields)) this.#uses.add(file, this.#table.vocabulary.idOf(name), use);
    }
  }

  /** Every declaration with this head, in no order. `name` is that of the head's own declaration. */
  uses(name: string): TypeUse[] {
    const id = this.#table.vocabulary.find(name);
    const said = id === undefined ? [] : this.#uses.of(id);
    return said.map(({ file, value }) => ({
      path: this.#table.files.pathOf(file),
      index: Math.floor(value / bits.place),
      role: roles[value & 3] ?? 'yields',
      exported: (value & bits.exported) !== 0,
      isMember: (value & bits.member) !== 0,
      inferred: (value & bits.inferred) !== 0,
    }));
  }

  /** What a name of the file's text is called where it is declared, as numbers. */
  #declaredNames({ imports }: PackedFacts): (head: number) => number {
    const { vocabulary } = this.#table;
    const imported = new Map(
      unpackImports(imports, vocabulary).flatMap(({ names }) =>
        names.map((one) => [one.local, one.imported]),
      ),
    );
    return (head) => {
      const name = vocabulary.termOf(head);
      const declared = declaredName(name, imported);
      return declared === name ? head : vocabulary.idOf(declared);
    };
  }
}

function visibility(symbols: PackedSymbols, index: number): number {
  return (
    (isExported(symbols, index) ? bits.exported : 0) +
    (containerOf(symbols, index) === undefined ? 0 : bits.member)
  );
}

/** A class constructs itself; an alias yields nothing of itself. */
function writtenHeads(symbols: PackedSymbols, index: number): [TypeRole, Iterable<number>][] {
  const { yields, takes } = splitHeads(symbols, index);
  const kind = kindOf(symbols, index);
  if (kind === 'type') return [];
  if (kind === 'interface') return [['extends', yields]];
  if (kind === 'constructor') return [['takes', takes]];
  if (kind !== 'class') {
    return [
      ['yields', yields],
      ['takes', takes],
    ];
  }
  const name = nameOf(symbols, index);
  return [
    ['constructs', yields.filter((head) => head === name)],
    ['extends', yields.filter((head) => head !== name)],
  ];
}

/** A default import and one of all a module keep their local name, which mostly is the declared one. */
function declaredName(head: string, imported: ReadonlyMap<string | undefined, string | undefined>): string {
  const last = head.slice(head.lastIndexOf('.') + 1);
  const name = last === head ? imported.get(head) : undefined;
  return name === undefined || name === '*' || name === 'default' ? last : name;
}
