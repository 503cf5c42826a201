/** How types, symbols and signatures of a program of the `typescript` package are described. */

import ts from 'typescript';
import { type CheckerSymbol, symbolFlag, typeFlag } from './checker.ts';
import { Handles, translated } from './handles.ts';
import { placeholderFile } from './project.ts';
import { isReference } from './type-reference.ts';

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
  [
    ts.TypeFlags.IndexedAccess | ts.TypeFlags.Conditional | ts.TypeFlags.Substitution | ts.TypeFlags.Index,
    typeFlag.deferred,
  ],
  [ts.TypeFlags.Object, typeFlag.object],
  [ts.TypeFlags.NonPrimitive, typeFlag.nonPrimitive],
  [ts.TypeFlags.Union, typeFlag.union],
  [ts.TypeFlags.Intersection, typeFlag.intersection],
];

/** Both compilers number what symbols mean in the same way. */
export const symbolFlags: readonly (readonly [theirs: ts.SymbolFlags, ours: number])[] = [
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

export type ProgramHandles = Handles<ts.Type, ts.Symbol, ts.Signature>;

/** Handles for the types, symbols and signatures of a program. */
export function programHandles(program: ts.Program): ProgramHandles {
  const isBuiltIn = (source: ts.SourceFile): boolean =>
    source.fileName === placeholderFile || program.isSourceFileDefaultLibrary(source);
  const handles: ProgramHandles = new Handles({
    type: (type) => ({
      flags: translated(type.flags, typeFlags) | (isReference(type) ? typeFlag.reference : 0),
      get symbol() {
        return handles.optionalSymbol(type.getSymbol());
      },
      get alias() {
        return handles.optionalSymbol(type.aliasSymbol);
      },
    }),
    symbol: (symbol) => describedSymbol(symbol, isBuiltIn),
    signature: (signature) => ({
      parameters: signature.parameters.map((parameter) => handles.symbol(parameter)),
      isGeneric: (signature.typeParameters?.length ?? 0) > 0,
    }),
  });
  return handles;
}

/** A symbol as the rules see it. */
export function describedSymbol(
  symbol: ts.Symbol,
  isBuiltIn: (source: ts.SourceFile) => boolean,
): CheckerSymbol {
  const best = symbol.valueDeclaration ?? symbol.declarations?.[0];
  const source = best?.getSourceFile();
  const builtIn = source !== undefined && isBuiltIn(source);
  return {
    name: writtenName(symbol.name),
    flags: translated(symbol.flags, symbolFlags),
    path: source?.fileName,
    isBuiltIn: builtIn,
    declaration: builtIn ? undefined : best,
    declarations: builtIn ? [] : (symbol.declarations ?? []),
  };
}

/** Both compilers know `#total` of a class as `__#3@#total`. */
export function writtenName(name: string): string {
  return name.startsWith('__#') ? name.slice(name.indexOf('@') + 1) : name;
}

/** Bits of `symbolFlag` as the package's own. */
export function meaningOf(flags: number): ts.SymbolFlags {
  const wanted = symbolFlags.filter(([, ours]) => flags & ours);
  return wanted.reduce<ts.SymbolFlags>((sum, [their]) => sum | their, ts.SymbolFlags.None);
}
