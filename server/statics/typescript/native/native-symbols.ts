/** Symbols of the native compiler's checker: what names mean, what modules export, of what type they are. */

import ts from 'typescript';
import type { Symbol as NativeSymbol } from 'typescript7/unstable/sync';
import { type Checker, type CheckerSymbol, symbolFlag } from '../checker.ts';
import type { Asked } from './native-asked.ts';
import { nativeNode } from './native-trees.ts';
import { remembered } from '../../../text/text.ts';
import { together } from './together.ts';

type Symbols = Pick<
  Checker,
  'symbolAt' | 'symbolsAt' | 'declaredAt' | 'meantBy' | 'typeOf' | 'expectTypesOf' | 'typeOfAt' | 'exportsOf'
>;

export function nativeSymbols(asked: Asked): Symbols {
  const { sources, native, handles } = asked;
  const symbolsAt: Symbols['symbolsAt'] = (names) => namedAt(asked, names);
  const types = together((all: readonly CheckerSymbol[]) => {
    const found = native.getTypeOfSymbol(all.map((symbol) => handles.symbolOf(symbol)));
    return all.map((_, index) => handles.type(found[index] ?? native.getAnyType()));
  });
  return {
    symbolAt: (name) => symbolsAt([name])[0],
    symbolsAt,
    declaredAt: (path, offsets) =>
      sources.project.program.getSourceFileMetadata(path)
        ? symbolsIn(asked, path, offsets)
        : offsets.map(() => undefined),
    meantBy: remembered((handle) =>
      handle.flags & symbolFlag.alias
        ? targetOf(asked, handle)
        : handles.symbol(handles.symbolOf(handle).getExportSymbol()),
    ),
    typeOf: (symbol) => types.of(symbol),
    expectTypesOf: (all) => types.expect(all),
    typeOfAt: (handle, node) => {
      const symbol = handles.symbolOf(handle);
      const there = nativeNode(sources, node);
      const type = there ? native.getTypeOfSymbolAtLocation(symbol, there) : native.getTypeOfSymbol(symbol);
      return handles.type(type ?? native.getAnyType());
    },
    exportsOf: remembered((path: string) => {
      const source = sources.project.program.getSourceFile(path);
      const module = source && native.getSymbolAtLocation(source);
      const exported = module ? native.getExportsOfModule(module).toSorted(inOrderOfText) : [];
      return exported.map((symbol) => handles.symbol(symbol));
    }),
  };
}

/** What an import stands for, from memory where that still holds. */
function targetOf({ sources, native, handles }: Asked, alias: CheckerSymbol): CheckerSymbol {
  const { declaration } = alias;
  const known = declaration && sources.aliases.targetOf(declaration, sources.file);
  const find = () => native.getAliasedSymbol(handles.symbolOf(alias));
  if (known) return handles.remembered(known, find);
  const target = find();
  if (declaration) sources.aliases.remember(declaration, target);
  return handles.symbol(target);
}

/** Nodes are numbered as they stand in the text. */
function inOrderOfText(a: NativeSymbol, b: NativeSymbol): number {
  return (a.declarations[0]?.index ?? 0) - (b.declarations[0]?.index ?? 0);
}

/** What names mean, file by file in one question each. */
function namedAt(asked: Asked, names: readonly ts.Node[]): (CheckerSymbol | undefined)[] {
  const byFile = Map.groupBy(names, (name) => name.getSourceFile());
  const found = new Map<ts.Node, CheckerSymbol | undefined>();
  for (const [file, here] of byFile) {
    const symbols = symbolsIn(asked, file.fileName, here.map(offsetOf));
    for (const [index, name] of here.entries()) found.set(name, symbols[index]);
  }
  return names.map((name) => found.get(name));
}

function symbolsIn({ native, handles }: Asked, path: string, offsets: readonly number[]) {
  const symbols: (NativeSymbol | undefined)[] = native.getSymbolAtPosition(path, offsets);
  return symbols.map((symbol) => handles.optionalSymbol(symbol));
}

/** Where the identifier stands that says what an entity name or a member expression means. */
function offsetOf(name: ts.Node): number {
  if (ts.isQualifiedName(name)) return name.right.getStart();
  if (ts.isPropertyAccessExpression(name)) return name.name.getStart();
  return name.getStart();
}
