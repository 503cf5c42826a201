/**
 * Names in scope under the native compiler, which lists none itself: the file's own from its text, then
 * the globals. What they mean is asked when somebody wants to know.
 */

import ts from 'typescript';
import type { Symbol as NativeSymbol } from 'typescript7/unstable/sync';
import type { Checker, CheckerSymbol } from '../checker.ts';
import { describedSymbol, meaningOf } from '../program-handles.ts';
import { localScope } from './local-scope.ts';
import type { Asked } from './native-asked.ts';
import { anything, type GlobalName } from './native-globals.ts';

/** The names in scope in one file; `globals` is called when first needed. */
export function nativeScope(
  asked: Asked,
  source: ts.SourceFile,
  globals: () => readonly GlobalName[],
): Checker['symbolsInScope'] {
  const locals = localScope(source);
  return (node, meaning) => {
    const own = locals(node, meaningOf(meaning));
    const names = new Set(own.map((symbol) => symbol.name));
    const beyond = globals().filter(({ name, flags }) => flags & meaning && !names.has(name));
    return [...ownSymbols(asked, source, own), ...beyond.map((one) => globalSymbol(asked, one))];
  };
}

function ownSymbols(asked: Asked, source: ts.SourceFile, symbols: readonly ts.Symbol[]): CheckerSymbol[] {
  const meant = new Map<ts.Symbol, NativeSymbol | undefined>();
  const ask = () => {
    const named = symbols.flatMap((symbol) => nameOf(symbol) ?? []);
    const there = asked.native.getSymbolAtPosition(
      source.fileName,
      named.map(({ name }) => name.getStart(source)),
    );
    for (const [index, { symbol }] of named.entries()) meant.set(symbol, there[index]);
  };
  return symbols.map((symbol) =>
    asked.handles.later(
      describedSymbol(symbol, () => false),
      () => {
        if (meant.size === 0) ask();
        return meant.get(symbol) ?? byName(asked, symbol.name);
      },
    ),
  );
}

function nameOf(symbol: ts.Symbol): { symbol: ts.Symbol; name: ts.Node } | undefined {
  const declaration = symbol.valueDeclaration ?? symbol.declarations?.[0];
  const name = declaration && ts.getNameOfDeclaration(declaration);
  return name && { symbol, name };
}

function globalSymbol(asked: Asked, global: GlobalName): CheckerSymbol {
  const { name, flags, path, isBuiltIn, declared } = global;
  const symbol = () => byName(asked, name);
  return asked.handles.later(
    {
      name,
      flags,
      path,
      isBuiltIn,
      get declaration() {
        return declared && !isBuiltIn ? asked.places.declaration(declared) : undefined;
      },
      get declarations() {
        return isBuiltIn ? [] : asked.handles.symbol(symbol()).declarations;
      },
    },
    symbol,
  );
}

/** What a global name means; a name that means nothing means what `undefined` does. */
function byName({ native, sources }: Asked, name: string): NativeSymbol {
  const found = native.resolveName(name, anything) ?? native.resolveName('undefined', anything);
  if (!found) throw new Error(`${sources.project.id} has no name ${name}.`);
  return found;
}
