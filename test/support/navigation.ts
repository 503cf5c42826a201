/** What TypeScript's own outline of a file says, to hold ours against. */

import ts from 'typescript';

/** Names of the declarations at the top of a file, each once. */
export function topLevelNames(path: string, text: string): string[] {
  const fileName = path.endsWith('.txt') ? path.slice(0, -4) : path;
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({ noLib: true, noResolve: true, allowJs: true, types: [] }),
    getScriptFileNames: () => [fileName],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => (name === fileName ? ts.ScriptSnapshot.fromString(text) : undefined),
    getCurrentDirectory: () => '/',
    getDefaultLibFileName: () => 'none.d.ts',
    fileExists: (name) => name === fileName,
    readFile: () => undefined,
  });
  const { childItems = [] } = service.getNavigationTree(fileName);
  const names = childItems.filter(({ kind }) => declared.has(kind)).map(({ text: name }) => name);
  service.dispose();
  return [...new Set(names.filter((name) => /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)))];
}

const declared: ReadonlySet<string> = new Set([
  ts.ScriptElementKind.functionElement,
  ts.ScriptElementKind.classElement,
  ts.ScriptElementKind.interfaceElement,
  ts.ScriptElementKind.typeElement,
  ts.ScriptElementKind.enumElement,
  ts.ScriptElementKind.constElement,
  ts.ScriptElementKind.letElement,
  ts.ScriptElementKind.variableElement,
  ts.ScriptElementKind.moduleElement,
]);
