/** The parser of JavaScript and TypeScript behind the port of `parser.ts`: TypeScript's own. */

import type { LanguageRules } from './rules.ts';
import { parseLimit, type Parser } from './parser.ts';
import type { TypeScript } from './script-tree.ts';
import { declarationVisitors } from './script-declarations.ts';
import { useVisitors } from './script-uses.ts';
import { walkScript } from './script-walk.ts';

export interface ScriptParserOptions {
  readonly typescript: TypeScript;
  /** Folder of `grammars/` for the same language: it decides how `<` is read, and what exports. */
  readonly folder: string;
  readonly rules: LanguageRules;
  /** Gives what `work` gives, and throws when that takes longer: the parser cannot be told to end by itself. */
  readonly limited: <Result>(work: () => Result, milliseconds: number) => Result;
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

export function createScriptParser(parts: ScriptParserOptions): Parser {
  const { typescript, folder, rules, limited } = parts;
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
        const read = () => {
          const file = typescript.createSourceFile(fileName, text, options, false);
          return { found: walkScript(typescript, visitors, file), damage: errorsIn(file) };
        };
        const { found, damage } = nestsDeep(text) ? limited(read, parseLimit) : read();
        return { damage, findings: () => found, delete: () => {} };
      } catch {
        // It nests too deep, or takes too long.
        return undefined;
      }
    },
  };
}

/** Errors of syntax; the compiler tells of them only inside of itself. */
function errorsIn(file: object): number {
  return 'parseDiagnostics' in file && Array.isArray(file.parseDiagnostics)
    ? file.parseDiagnostics.length
    : 0;
}

/**
 * Parentheses and angle brackets within one another from which on a text is watched while it is parsed: the
 * parser tries some of them in two ways, so that each may double the time.
 */
const watchedDepth = 12;

function nestsDeep(text: string): boolean {
  let round = 0;
  let angle = 0;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === 0x28) round++;
    else if (unit === 0x29 && round > 0) round--;
    else if (unit === 0x3c) angle++;
    else if (unit === 0x3e && angle > 0) angle--;
    else if (unit === 0x3b) angle = 0;
    if (round > watchedDepth || angle > watchedDepth) return true;
  }
  return false;
}
