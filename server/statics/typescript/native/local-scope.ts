/**
 * The names that a file itself brings into scope, found by the `typescript` package's own rules in a
 * program of that one file: no imports followed, no library.
 */

import ts from 'typescript';

const options: ts.CompilerOptions = {
  noResolve: true,
  noLib: true,
  allowJs: true,
  types: [],
  jsx: ts.JsxEmit.Preserve,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

/** What of the file can be named at a node and has one of the meanings; made when first asked. */
export function localScope(source: ts.SourceFile): (node: ts.Node, meaning: ts.SymbolFlags) => ts.Symbol[] {
  let checker: ts.TypeChecker | undefined;
  return (node, meaning) => {
    checker ??= ts.createProgram([source.fileName], options, hostOf(source)).getTypeChecker();
    return checker.getSymbolsInScope(node, meaning);
  };
}

function hostOf(source: ts.SourceFile): ts.CompilerHost {
  const { fileName } = source;
  return {
    getSourceFile: (path) => (path === fileName ? source : undefined),
    getDefaultLibFileName: () => '',
    writeFile: () => undefined,
    getCurrentDirectory: () => '',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (path) => path === fileName,
    readFile: () => undefined,
  };
}
