/**
 * Imports that are written as paths of names: `use a::{b, c::D as E};`, `import a.b.{C => D, _}`,
 * `using X = A.B;`. They are read by their text: braces may nest, and each may rename.
 */

import type { ImportFact } from './facts.ts';
import type { ImportRules } from './rules.ts';

interface ImportedPath {
  readonly path: readonly string[];
  readonly alias?: string;
}

const keywords =
  /^(?:(?:pub(?:\s*\([^)]*\))?|global|import|use|using|static|function|const|extern\s+crate|unsafe)\s+)+/;
const comments = /\/\*[^]*?\*\/|\/\/[^\n]*/g;
/** How deep braces may nest before the rest is left out. */
const deepest = 20;

/** One fact for each module that the statement names, in order. */
export function importsOfPath(statement: string, rules: ImportRules): Omit<ImportFact, 'range'>[] {
  const written = statement.replace(comments, ' ').trim().replace(/;$/, '').replace(keywords, '');
  const modules = new Map<string, ImportFact['names'][number][]>();
  for (const imported of pathsIn(written, [], { rules, depth: 0 })) {
    const { module, name } = bound(imported, rules);
    const names = modules.get(module) ?? [];
    modules.set(module, name ? [...names, name] : names);
  }
  return [...modules].map(([module, names]) => ({ module, names }));
}

interface Within {
  readonly rules: ImportRules;
  readonly depth: number;
}

function pathsIn(text: string, prefix: readonly string[], { rules, depth }: Within): ImportedPath[] {
  if (depth > deepest) return [];
  return splitAtCommas(text).flatMap((part) => {
    const brace = part.indexOf('{');
    if (brace === -1) return pathsOf(part, prefix, rules);
    const inner = part.slice(brace + 1, part.lastIndexOf('}'));
    const outer = [...prefix, ...split(part.slice(0, brace), rules)];
    return pathsIn(inner, outer, { rules, depth: depth + 1 });
  });
}

function splitAtCommas(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at <= text.length; at++) {
    const unit = text[at] ?? ',';
    if (unit === '{') depth++;
    else if (unit === '}') depth--;
    else if (unit === ',' && (depth <= 0 || at === text.length)) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  return parts.filter((part) => part !== '');
}

/** One path, or none where nothing is named. */
function pathsOf(part: string, prefix: readonly string[], rules: ImportRules): ImportedPath[] {
  const assigned = /^(\w+)\s*=(?!>)\s*(.*)$/s.exec(part);
  const renamed = /^(.*?)\s*(?:=>|\bas\b)\s*([\w$]+)$/s.exec(part);
  const [path, alias] = assigned ? [assigned[2], assigned[1]] : renamed ? [renamed[1], renamed[2]] : [part];
  const names = [...prefix, ...split(path ?? '', rules)];
  if (names.length === 0) return [];
  return [alias === undefined ? { path: names } : { path: names, alias }];
}

function split(path: string, { separator }: ImportRules): string[] {
  return path
    .split(separator)
    .map((name) => name.trim().replaceAll('`', ''))
    .filter((name) => name !== '');
}

/** The module that a path leads into, and the name it binds; `self` is the module itself. */
function bound(
  { path, alias }: ImportedPath,
  rules: ImportRules,
): { readonly module: string; readonly name?: ImportFact['names'][number] } {
  const whole = path.join(rules.separator);
  const last = path.at(-1) ?? '';
  if (rules.wildcards.includes(last)) {
    return { module: path.slice(0, -1).join(rules.separator), name: { local: '*', imported: '*' } };
  }
  if (alias === undefined && rules.binds === 'all')
    return { module: whole, name: { local: '*', imported: '*' } };
  const isSelf = last === 'self' && path.length > 1;
  const names = isSelf ? path.slice(0, -1) : path;
  const imported = names.at(-1) ?? '';
  const module = names.slice(0, -1).join(rules.separator);
  const hidden = alias === '_';
  if (module === '')
    return { module: imported, ...(!hidden && { name: { local: alias ?? imported, imported: '*' } }) };
  return { module, ...(!hidden && { name: { local: alias ?? imported, imported } }) };
}
