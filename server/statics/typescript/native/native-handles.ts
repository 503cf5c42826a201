/** How types, symbols and signatures of a snapshot of the native compiler are described. */

import type ts from 'typescript';
import type { NodeHandle, Signature, Symbol as NativeSymbol, Type } from 'typescript7/unstable/sync';
import { type CheckerSymbol, typeFlag } from '../checker.ts';
import { Handles, translated } from '../handles.ts';
import { symbolFlags } from '../program-handles.ts';

export type NativeHandles = Handles<Type, NativeSymbol, Signature>;

/** Where the native compiler's handles of nodes lead. */
export interface NativePlaces {
  /** The path as the disk spells it. */
  pathOf(node: NodeHandle): string;
  isBuiltIn(path: string): boolean;
  /** The declaration in the tree that the rules read. */
  declaration(node: NodeHandle): ts.Declaration | undefined;
}

/** The native compiler's bits for types, which differ from those of the `typescript` package. */
const typeFlags: readonly (readonly [theirs: number, ours: number])[] = [
  [1, typeFlag.any],
  [1 << 1, typeFlag.unknown],
  [1 << 18, typeFlag.never],
  [1 << 4, typeFlag.void],
  [1 << 2, typeFlag.undefined],
  [1 << 3, typeFlag.null],
  [(1 << 5) | (1 << 10) | (1 << 22) | (1 << 23), typeFlag.string],
  [(1 << 6) | (1 << 11) | (1 << 16), typeFlag.number],
  [(1 << 8) | (1 << 13), typeFlag.boolean],
  [(1 << 7) | (1 << 12), typeFlag.bigint],
  [(1 << 9) | (1 << 14), typeFlag.symbol],
  [(1 << 10) | (1 << 11) | (1 << 12) | (1 << 13), typeFlag.literal],
  [(1 << 15) | (1 << 16), typeFlag.enum],
  [1 << 19, typeFlag.typeParameter],
  [1 << 20, typeFlag.object],
  [1 << 17, typeFlag.nonPrimitive],
  [1 << 27, typeFlag.union],
  [1 << 28, typeFlag.intersection],
];

/** Handles for the types, symbols and signatures of a snapshot. */
export function nativeHandles(places: NativePlaces): NativeHandles {
  const handles: NativeHandles = new Handles({
    type: (type) => ({
      flags: translated(type.flags, typeFlags),
      get symbol() {
        return handles.optionalSymbol(type.getSymbol());
      },
      get alias() {
        return handles.optionalSymbol(type.getAliasSymbol());
      },
    }),
    symbol: (symbol) => describedSymbol(symbol, places),
    signature: (signature) => ({
      get parameters() {
        return signature.getParameters().map((parameter) => handles.symbol(parameter));
      },
      isGeneric: (signature.typeParameters?.length ?? 0) > 0,
    }),
  });
  return handles;
}

/** Declarations are looked up when somebody asks for them: that may read a file. */
function describedSymbol(symbol: NativeSymbol, places: NativePlaces): CheckerSymbol {
  const best = symbol.valueDeclaration ?? symbol.declarations[0];
  const path = best && places.pathOf(best);
  const isBuiltIn = path !== undefined && places.isBuiltIn(path);
  return {
    name: symbol.name,
    flags: translated(symbol.flags, symbolFlags),
    path,
    isBuiltIn,
    get declaration() {
      return best && !isBuiltIn ? places.declaration(best) : undefined;
    },
    get declarations() {
      return isBuiltIn ? [] : symbol.declarations.flatMap((node) => places.declaration(node) ?? []);
    },
  };
}
