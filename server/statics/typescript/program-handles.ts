/**
 * The handles that stand for types, symbols and signatures of one program of the `typescript` package.
 * One thing has one handle for as long as the program is looked at.
 */

import ts from 'typescript';
import {
  type CheckerSignature,
  type CheckerSymbol,
  type CheckerType,
  symbolFlag,
  typeFlag,
} from './checker.ts';
import { placeholderFile } from './project.ts';

const typeFlags: readonly (readonly [theirs: ts.TypeFlags, ours: number])[] = [
  [ts.TypeFlags.Any, typeFlag.any],
  [ts.TypeFlags.Unknown, typeFlag.unknown],
  [ts.TypeFlags.Never, typeFlag.never],
  [ts.TypeFlags.Void, typeFlag.void],
  [ts.TypeFlags.Undefined, typeFlag.undefined],
  [ts.TypeFlags.Null, typeFlag.null],
  [ts.TypeFlags.StringLike, typeFlag.string],
  [ts.TypeFlags.NumberLike, typeFlag.number],
  [ts.TypeFlags.BooleanLike, typeFlag.boolean],
  [ts.TypeFlags.BigIntLike, typeFlag.bigint],
  [ts.TypeFlags.ESSymbolLike, typeFlag.symbol],
  [ts.TypeFlags.Literal, typeFlag.literal],
  [ts.TypeFlags.EnumLike, typeFlag.enum],
  [ts.TypeFlags.TypeParameter, typeFlag.typeParameter],
  [ts.TypeFlags.Object, typeFlag.object],
  [ts.TypeFlags.NonPrimitive, typeFlag.nonPrimitive],
  [ts.TypeFlags.Union, typeFlag.union],
  [ts.TypeFlags.Intersection, typeFlag.intersection],
];

const symbolFlags: readonly (readonly [theirs: ts.SymbolFlags, ours: number])[] = [
  [ts.SymbolFlags.Value, symbolFlag.value],
  [ts.SymbolFlags.Type, symbolFlag.type],
  [ts.SymbolFlags.Namespace, symbolFlag.namespace],
  [ts.SymbolFlags.Alias, symbolFlag.alias],
  [ts.SymbolFlags.Class, symbolFlag.class],
  [ts.SymbolFlags.Interface, symbolFlag.interface],
  [ts.SymbolFlags.TypeAlias, symbolFlag.typeAlias],
  [ts.SymbolFlags.Enum, symbolFlag.enum],
  [ts.SymbolFlags.EnumMember, symbolFlag.enumMember],
  [ts.SymbolFlags.Optional, symbolFlag.optional],
  [ts.SymbolFlags.Prototype, symbolFlag.prototype],
];

function translated(flags: number, table: readonly (readonly [theirs: number, ours: number])[]): number {
  return table.reduce((sum, [theirs, ours]) => (flags & theirs ? sum | ours : sum), 0);
}

/** Owns the handles, both ways. */
export class ProgramHandles {
  readonly #program: ts.Program;
  readonly #types = new Map<ts.Type, CheckerType>();
  readonly #symbols = new Map<ts.Symbol, CheckerSymbol>();
  readonly #signatures = new Map<ts.Signature, CheckerSignature>();
  readonly #theirTypes = new WeakMap<CheckerType, ts.Type>();
  readonly #theirSymbols = new WeakMap<CheckerSymbol, ts.Symbol>();
  readonly #theirSignatures = new WeakMap<CheckerSignature, ts.Signature>();

  constructor(program: ts.Program) {
    this.#program = program;
  }

  type(type: ts.Type): CheckerType {
    const known = this.#types.get(type);
    if (known) return known;
    const symbolOf = (symbol: ts.Symbol | undefined) => this.optionalSymbol(symbol);
    const handle: CheckerType = {
      flags: translated(type.flags, typeFlags),
      get symbol() {
        return symbolOf(type.getSymbol());
      },
      get alias() {
        return symbolOf(type.aliasSymbol);
      },
    };
    this.#types.set(type, handle);
    this.#theirTypes.set(handle, type);
    return handle;
  }

  optionalType(type: ts.Type | undefined): CheckerType | undefined {
    return type && this.type(type);
  }

  symbol(symbol: ts.Symbol): CheckerSymbol {
    const known = this.#symbols.get(symbol);
    if (known) return known;
    const best = symbol.valueDeclaration ?? symbol.declarations?.[0];
    const isBuiltIn = best !== undefined && this.#isBuiltIn(best.getSourceFile());
    const handle: CheckerSymbol = {
      name: symbol.name,
      flags: translated(symbol.flags, symbolFlags),
      isBuiltIn,
      declaration: isBuiltIn ? undefined : best,
      declarations: isBuiltIn ? [] : (symbol.declarations ?? []),
    };
    this.#symbols.set(symbol, handle);
    this.#theirSymbols.set(handle, symbol);
    return handle;
  }

  optionalSymbol(symbol: ts.Symbol | undefined): CheckerSymbol | undefined {
    return symbol && this.symbol(symbol);
  }

  signature(signature: ts.Signature): CheckerSignature {
    const known = this.#signatures.get(signature);
    if (known) return known;
    const handle: CheckerSignature = {
      parameters: signature.parameters.map((parameter) => this.symbol(parameter)),
      isGeneric: (signature.typeParameters?.length ?? 0) > 0,
    };
    this.#signatures.set(signature, handle);
    this.#theirSignatures.set(handle, signature);
    return handle;
  }

  typeOf(handle: CheckerType): ts.Type {
    return theirs(this.#theirTypes, handle);
  }

  symbolOf(handle: CheckerSymbol): ts.Symbol {
    return theirs(this.#theirSymbols, handle);
  }

  signatureOf(handle: CheckerSignature): ts.Signature {
    return theirs(this.#theirSignatures, handle);
  }

  /** Bits of `symbolFlag` as the package's own. */
  meaning(flags: number): ts.SymbolFlags {
    const wanted = symbolFlags.filter(([, ours]) => flags & ours);
    return wanted.reduce<ts.SymbolFlags>((sum, [their]) => sum | their, ts.SymbolFlags.None);
  }

  #isBuiltIn(source: ts.SourceFile): boolean {
    return source.fileName === placeholderFile || this.#program.isSourceFileDefaultLibrary(source);
  }
}

function theirs<H extends object, T>(known: WeakMap<H, T>, handle: H): T {
  const their = known.get(handle);
  if (their === undefined) throw new Error('A handle of another program was asked about.');
  return their;
}
