/** The languages that have a grammar: an editor's language id, and the folder of `grammars/` that reads it. */

const grammarFolders: ReadonlyMap<string, string> = new Map([
  ['typescript', 'typescript'],
  ['typescriptreact', 'tsx'],
  ['javascript', 'javascript'],
  ['javascriptreact', 'javascript'],
  ['python', 'python'],
]);

/** The folder of `grammars/` for a language id, or `undefined` where there is none. */
export function grammarFolder(language: string): string | undefined {
  return grammarFolders.get(language);
}
