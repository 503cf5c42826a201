/** The checker of a program of the `typescript` package, behind the port of the hole rules. */

import ts from 'typescript';
import {
  type Checker,
  type CheckerIndex,
  type CheckerSignature,
  type CheckerSymbol,
  type CheckerType,
  type OfferedMembers,
  typeFlag,
  type TypeStyle,
} from './checker.ts';
import { meaningOf, type ProgramHandles, programHandles } from './program-handles.ts';
import { isReference } from './type-reference.ts';

const whole = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;
const formats: Readonly<Record<TypeStyle, ts.TypeFormatFlags | undefined>> = {
  whole,
  short: undefined,
  expanded: whole | ts.TypeFormatFlags.InTypeAlias,
};

/** The port over a program. `offer` is asked at once, while the program's texts are in place. */
export function programChecker(
  program: ts.Program,
  offer: (handles: ProgramHandles) => OfferedMembers | undefined,
): Checker {
  const checker = program.getTypeChecker();
  const handles = programHandles(program);
  const offered = offer(handles);
  return {
    ...places(program, checker, handles),
    ...symbols(checker, handles),
    ...types(checker, handles),
    ...parts(checker, handles),
    offeredMembers: () => offered,
  };
}

type Places = Pick<
  Checker,
  | 'contextualType'
  | 'typeAt'
  | 'expectTypesAt'
  | 'symbolAt'
  | 'symbolsAt'
  | 'resolvedSignature'
  | 'symbolsInScope'
  | 'declaredAt'
  | 'exportsOf'
>;

function places(program: ts.Program, checker: ts.TypeChecker, handles: ProgramHandles): Places {
  const symbolAt = (name: ts.Node) => handles.optionalSymbol(checker.getSymbolAtLocation(name));
  return {
    contextualType: (node) => handles.optionalType(checker.getContextualType(node)),
    typeAt: (node) => handles.type(checker.getTypeAtLocation(node)),
    expectTypesAt: () => undefined,
    symbolAt,
    symbolsAt: (names) => names.map(symbolAt),
    resolvedSignature: (call) => {
      const signature = checker.getResolvedSignature(call);
      return signature && handles.signature(signature);
    },
    symbolsInScope: (node, meaning) =>
      checker.getSymbolsInScope(node, meaningOf(meaning)).map((symbol) => handles.symbol(symbol)),
    declaredAt: (path, offsets) => {
      const source = program.getSourceFile(path);
      return offsets.map((offset) => source && symbolAt(nodeFrom(source, offset)));
    },
    exportsOf: (path) => {
      const source = program.getSourceFile(path);
      const module = source && checker.getSymbolAtLocation(source);
      const exported = module ? checker.getExportsOfModule(module).toSorted(inOrderOfText) : [];
      return exported.map((symbol) => handles.symbol(symbol));
    },
  };
}

/** The innermost node that begins at an offset. */
function nodeFrom(node: ts.Node, offset: number): ts.Node {
  const inner = ts.forEachChild(node, (child) =>
    child.pos <= offset && offset < child.end ? child : undefined,
  );
  return inner ? nodeFrom(inner, offset) : node;
}

function inOrderOfText(a: ts.Symbol, b: ts.Symbol): number {
  return (a.declarations?.[0]?.pos ?? 0) - (b.declarations?.[0]?.pos ?? 0);
}

function symbols(
  checker: ts.TypeChecker,
  handles: ProgramHandles,
): Pick<Checker, 'meantBy' | 'typeOf' | 'expectTypesOf' | 'typeOfAt'> {
  return {
    meantBy: (handle) => {
      const symbol = handles.symbolOf(handle);
      const isAlias = symbol.flags & ts.SymbolFlags.Alias;
      return handles.symbol(
        isAlias ? checker.getAliasedSymbol(symbol) : checker.getExportSymbolOfSymbol(symbol),
      );
    },
    typeOf: (handle) => handles.type(checker.getTypeOfSymbol(handles.symbolOf(handle))),
    expectTypesOf: () => undefined,
    typeOfAt: (handle, node) =>
      handles.type(checker.getTypeOfSymbolAtLocation(handles.symbolOf(handle), node)),
  };
}

type Types = Pick<
  Checker,
  'nonNullable' | 'baseOfLiteral' | 'literalValue' | 'isAssignable' | 'intrinsic' | 'stringLiteral' | 'print'
>;

function types(checker: ts.TypeChecker, handles: ProgramHandles): Types {
  const intrinsics = {
    string: () => checker.getStringType(),
    number: () => checker.getNumberType(),
    boolean: () => checker.getBooleanType(),
  };
  return {
    nonNullable: (handle) => handles.type(checker.getNonNullableType(handles.typeOf(handle))),
    baseOfLiteral: (handle) => handles.type(checker.getBaseTypeOfLiteralType(handles.typeOf(handle))),
    literalValue: (handle) => {
      const type = handles.typeOf(handle);
      return type.isStringLiteral() || type.isNumberLiteral() ? type.value : undefined;
    },
    isAssignable: (source, target) =>
      checker.isTypeAssignableTo(handles.typeOf(source), handles.typeOf(target)),
    intrinsic: (name) => handles.type(intrinsics[name]()),
    stringLiteral: (value) => handles.type(checker.getStringLiteralType(value)),
    print: (handle, style) => checker.typeToString(handles.typeOf(handle), undefined, formats[style]),
  };
}

type Parts = Pick<
  Checker,
  | 'propertiesOf'
  | 'indexesOf'
  | 'signaturesOf'
  | 'returnType'
  | 'predicateType'
  | 'typeArguments'
  | 'aliasArguments'
  | 'isList'
  | 'partsOf'
  | 'constraintOf'
  | 'printSignature'
>;

function parts(checker: ts.TypeChecker, handles: ProgramHandles): Parts {
  const all = (list: readonly ts.Type[]): readonly CheckerType[] => list.map((type) => handles.type(type));
  return {
    propertiesOf: (handle): readonly CheckerSymbol[] =>
      checker.getPropertiesOfType(handles.typeOf(handle)).map((symbol) => handles.symbol(symbol)),
    indexesOf: (handle): readonly CheckerIndex[] =>
      checker
        .getIndexInfosOfType(checker.getApparentType(handles.typeOf(handle)))
        .map(({ keyType, type }) => ({ key: handles.type(keyType), value: handles.type(type) })),
    signaturesOf: (handle, kind): readonly CheckerSignature[] => {
      const type = handles.typeOf(handle);
      const list = kind === 'call' ? type.getCallSignatures() : type.getConstructSignatures();
      return list.map((signature) => handles.signature(signature));
    },
    returnType: (handle) => handles.type(handles.signatureOf(handle).getReturnType()),
    predicateType: (handle) =>
      handles.optionalType(checker.getTypePredicateOfSignature(handles.signatureOf(handle))?.type),
    typeArguments: (handle) => {
      const type = handles.typeOf(handle);
      return isReference(type) ? all(checker.getTypeArguments(type)) : [];
    },
    aliasArguments: (handle) => {
      const given = handles.typeOf(handle).aliasTypeArguments;
      return given && all(given);
    },
    isList: (handle) => {
      const type = handles.typeOf(handle);
      return checker.isArrayType(type) || checker.isTupleType(type);
    },
    partsOf: (handle) => {
      const type = handles.typeOf(handle);
      return type.isUnionOrIntersection() ? all(type.types) : [];
    },
    constraintOf: (handle) => {
      const isOpen = handle.flags & (typeFlag.typeParameter | typeFlag.deferred);
      return isOpen
        ? handles.optionalType(checker.getBaseConstraintOfType(handles.typeOf(handle)))
        : undefined;
    },
    printSignature: (handle) => checker.signatureToString(handles.signatureOf(handle)),
  };
}
