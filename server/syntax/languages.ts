/** The languages that have a grammar: an editor's language id, and the folder of `grammars/` that reads it. */

import { hasJsx } from './script-parts.ts';

const grammarFolders: ReadonlyMap<string, string> = new Map([
  ['typescript', 'typescript'],
  ['typescriptreact', 'tsx'],
  ['javascript', 'javascript'],
  ['javascriptreact', 'javascript'],
  ['vue', 'typescript'],
  ['svelte', 'typescript'],
  ['python', 'python'],
  ['go', 'go'],
  ['java', 'java'],
  ['rust', 'rust'],
  ['c', 'c'],
  ['cpp', 'cpp'],
  ['csharp', 'csharp'],
  ['ruby', 'ruby'],
  ['php', 'php'],
  ['kotlin', 'kotlin'],
  ['scala', 'scala'],
  ['lua', 'lua'],
  ['shellscript', 'bash'],
]);

/** The folder of `grammars/` for a language id, or `undefined` where there is none. */
export function grammarFolder(language: string, text = ''): string | undefined {
  return hasJsx(text, language) ? 'tsx' : grammarFolders.get(language);
}
