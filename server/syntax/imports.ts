/** Imports of a file out of what its query found: the module as written, and the names it binds. */

import type { ImportFact } from './facts.ts';
import { captureOf, rangeOf, textOf } from './nodes.ts';
import { importsOfPath } from './import-paths.ts';
import type { Match, TreeNode } from './parser.ts';
import type { ImportRules, LanguageRules } from './rules.ts';
import { importsOfStatement } from './written-imports.ts';

export function importsOf(found: readonly Match[], text: string, rules: LanguageRules): ImportFact[] {
  const all = found
    .flatMap((match) => importsIn(match, text, rules.imports))
    .toSorted((a, b) => a.range.start - b.range.start || b.range.end - a.range.end);
  return all.filter((one, index) => !isInside(one, all[index - 1]));
}

/** The query may find an import both alone and in the statement that names it. */
function isInside({ module, range }: ImportFact, before: ImportFact | undefined): boolean {
  return before?.module === module && range.end <= before.range.end && range.start > before.range.start;
}

function importsIn(match: Match, text: string, rules: ImportRules): ImportFact[] {
  const statement = captureOf(match, 'import');
  const source = captureOf(match, 'import.source');
  if (!statement) return [];
  if (rules.style === 'script' || rules.style === 'python')
    return importsOfStatement(statement, source, text);
  const range = rangeOf(statement);
  if (source) return moduleImport({ match, source }, text, rules).map((fact) => ({ ...fact, range }));
  return importsOfPath(textOf(statement, text), rules).map((fact) => ({ ...fact, range }));
}

/** `@import.beside` says that the module is sought beside the file even without a `./`. */
function moduleImport(
  { match, source }: { readonly match: Match; readonly source: TreeNode },
  text: string,
  rules: ImportRules,
): Omit<ImportFact, 'range'>[] {
  const written = unquote(textOf(source, text));
  const isBeside = captureOf(match, 'import.beside') !== undefined && !written.startsWith('.');
  const module = isBeside ? `./${written.replace(/^\//, '')}` : written;
  if (written === '') return [];
  const alias = captureOf(match, 'import.name');
  const local = alias ? textOf(alias, text) : rules.binds === 'all' ? '*' : lastOf(module, rules);
  if (local === '_') return [{ module, names: [] }];
  return [{ module, names: [{ local: rules.wildcards.includes(local) ? '*' : local, imported: '*' }] }];
}

/** The last name of a path; a version behind it (`/v2`, `.v3`) is no name. */
function lastOf(module: string, { separator }: ImportRules): string {
  const names = module.split(separator).filter((name) => !/^v\d+$/.test(name));
  return (names.at(-1) ?? module).replace(/\.v\d+$/, '');
}

function unquote(text: string): string {
  return text.replace(/^(["'`<])(.*)["'`>]$/s, '$2');
}
