/** The parser of JavaScript and TypeScript behind the port of `parser.ts`: TypeScript's own. */

import type { LanguageRules } from './rules.ts';
import type { Parser } from './parser.ts';
import type { TypeScript } from './script-tree.ts';
import { declarationVisitors } from './script-declarations.ts';
import { useVisitors } from './script-uses.ts';
import { walkScript } from './script-walk.ts';

export interface ScriptParserOptions {
  readonly typescript: TypeScript;
  /** Folder of `grammars/` for the same language: it decides how `<` is read, and what exports. */
  readonly folder: string;
  readonly rules: LanguageRules;
}

/** What a text of each folder would be called. */
const fileNames: ReadonlyMap<string, string> = new Map([
  ['typescript', 'text.ts'],
  ['tsx', 'text.tsx'],
  ['javascript', 'text.jsx'],
]);

/** Whether the parser reads the languages of this folder of `grammars/`. */
export function isScript(folder: string | undefined): boolean {
  return fileNames.has(folder ?? '');
}

export function createScriptParser({ typescript, folder, rules }: ScriptParserOptions): Parser {
  const visitors = new Map([...useVisitors(typescript), ...declarationVisitors(typescript)]);
  const fileName = fileNames.get(folder) ?? 'text.ts';
  const options = {
    languageVersion: typescript.ScriptTarget.Latest,
    jsDocParsingMode: typescript.JSDocParsingMode.ParseNone,
  };
  return {
    name: folder,
    rules,
    parse: (text) => {
      try {
        const file = typescript.createSourceFile(fileName, text, options, false);
        const found = walkScript(typescript, visitors, file);
        return { findings: () => found, delete: () => {} };
      } catch {
        // It nests too deep.
        return undefined;
      }
    },
  };
}
