/** How types, symbols and signatures of a snapshot of the native compiler are described. */

import type ts from 'typescript';
import type { NodeHandle, Signature, Symbol as NativeSymbol, Type } from 'typescript7/unstable/sync';
import { type CheckerSymbol, typeFlag } from '../checker.ts';
import { Handles, translated } from '../handles.ts';
import { symbolFlags, writtenName } from '../program-handles.ts';
import { bestOf, type RememberedSymbol } from './native-aliases.ts';

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
  [(1 << 21) | (1 << 24) | (1 << 25) | (1 << 26), typeFlag.deferred],
  [1 << 20, typeFlag.object],
  [1 << 17, typeFlag.nonPrimitive],
  [1 << 27, typeFlag.union],
  [1 << 28, typeFlag.intersection],
];

/** Handles for the types, symbols and signatures of a snapshot, and for symbols remembered from an older one. */
export interface NativeHandles extends Handles<Type, NativeSymbol, Signature> {
  /** The handle of a remembered symbol, the same as that of the symbol itself. */
  remembered(symbol: RememberedSymbol, find: () => NativeSymbol): CheckerSymbol;
}

export function nativeHandles(places: NativePlaces): NativeHandles {
  const byDeclaration = new Map<string, CheckerSymbol>();
  const once = (key: string | undefined, make: () => CheckerSymbol): CheckerSymbol => {
    const handle = (key === undefined ? undefined : byDeclaration.get(key)) ?? make();
    if (key !== undefined) byDeclaration.set(key, handle);
    return handle;
  };
  const handles: Handles<Type, NativeSymbol, Signature> = new Handles({
    type: (type) => ({
      flags: translated(type.flags, typeFlags) | (type.isTypeReference() ? typeFlag.reference : 0),
      get symbol() {
        return handles.optionalSymbol(type.getSymbol());
      },
      get alias() {
        return handles.optionalSymbol(type.getAliasSymbol());
      },
    }),
    symbol: (symbol) => {
      const best = bestOf(symbol);
      const key = declaredKey(symbol.flags, best);
      const { name, flags, declarations } = symbol;
      return once(key, () => describedSymbol({ name, flags, best, declarations }, places));
    },
    signature: (signature) => ({
      get parameters() {
        return signature.getParameters().map((parameter) => handles.symbol(parameter));
      },
      isGeneric: (signature.typeParameters?.length ?? 0) > 0,
    }),
  });
  const remembered: NativeHandles['remembered'] = (symbol, find) =>
    once(declaredKey(symbol.flags, symbol.best), () => handles.later(describedSymbol(symbol, places), find));
  return Object.assign(handles, { remembered });
}

type Described = Pick<NativeSymbol, 'name' | 'flags' | 'declarations'> & {
  readonly best: NodeHandle | undefined;
};

/** The compiler's bit for symbols that it makes for one instance of a generic type, which share a declaration. */
const transient = 1 << 25;

/** What only one symbol of a snapshot has. */
function declaredKey(flags: number, best: NodeHandle | undefined): string | undefined {
  return best && (flags & transient) === 0 ? `${best.index} ${flags} ${best.path}` : undefined;
}

/** Declarations are looked up when somebody asks for them: that may read a file. */
function describedSymbol(
  { name, flags, best, declarations }: Described,
  places: NativePlaces,
): CheckerSymbol {
  const path = best && places.pathOf(best);
  const isBuiltIn = path !== undefined && places.isBuiltIn(path);
  return {
    name: writtenName(name),
    flags: translated(flags, symbolFlags),
    path,
    isBuiltIn,
    get declaration() {
      return best && !isBuiltIn ? places.declaration(best) : undefined;
    },
    get declarations() {
      return isBuiltIn ? [] : declarations.flatMap((node) => places.declaration(node) ?? []);
    },
  };
}
