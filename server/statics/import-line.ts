/**
 * How a file would import a symbol: the module as this file, its neighbours or the symbol's other users write
 * it, in the file's own style, and the edit that adds the import. Works on text: TypeScript and JavaScript.
 */

import { dirname, relative } from 'node:path';
import type { CodeIndex } from '../index/index.ts';
import type { Range } from '../protocol/protocol.ts';
import type { Cursor } from '../syntax/syntax.ts';
import type { Edit } from '../text/text.ts';

/** A file that wants to import, as it is being edited. */
export interface Importer {
  readonly path: string;
  readonly text: string;
  /** Its import statements, in order. */
  readonly statements: readonly Range[];
}

/** What is to be imported. Types can be imported in ways that values cannot. */
export interface Wanted {
  readonly module: string;
  readonly names: readonly string[];
  readonly kind: 'value' | 'type';
}

interface Written {
  readonly module: string;
  /** `type`: an `import type`. */
  readonly kind: Wanted['kind'];
  /** Where the names between its braces stand, if it has any. */
  readonly names: Range | undefined;
}

/** The file around a cursor, seen as one that imports. */
export function importerAt({ document, names }: Cursor): Importer {
  const ranges = names.filter(({ kind }) => kind === 'import').map(({ range }) => range);
  const statements = [...new Map(ranges.map((range) => [range.start, range])).values()];
  const { path, text } = document;
  return { path, text, statements: statements.toSorted((a, b) => a.start - b.start) };
}

const scriptEnding = /(?:\.d)?\.([cm]?)[jt]sx?$/;

/**
 * The module text by which the file would import another one of the repository: as an import of that file is
 * already written here or in a file of the same folder tree that is not relative (aliases, packages), else the
 * name of its package where that is another one, else a relative path with the ending that this file's other
 * imports have.
 */
export function moduleFor(importer: Importer, target: string, index: CodeIndex): string {
  const own = index.importsOf(importer.path).find((one) => one.target === target);
  if (own && writtenIn(importer).some(({ module }) => module === own.module)) return own.module;
  const shared = sharedModule(importer, target, index);
  if (shared !== undefined) return shared;
  const from = index.packageOf(target);
  const isOther = from !== undefined && from !== index.packageOf(importer.path);
  return isOther ? from : relativeModule(importer, target);
}

/** How many importers of a file are asked how they write it. */
const mostVoters = 12;

/** What most of the target's other importers write, where they do not write a path from where they are. */
function sharedModule({ path }: Importer, target: string, index: CodeIndex): string | undefined {
  const votes = new Map<string, number>();
  for (const other of index.importers(target).slice(0, mostVoters)) {
    if (other === path || commonFolder(other, path) <= 1) continue;
    const module = index.importsOf(other).find((one) => one.target === target)?.module;
    if (module !== undefined) votes.set(module, (votes.get(module) ?? 0) + 1);
  }
  const [best] = [...votes].toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return best && !best[0].startsWith('.') ? best[0] : undefined;
}

function commonFolder(one: string, other: string): number {
  const a = slashed(dirname(one)).split('/');
  const b = slashed(dirname(other)).split('/');
  const differs = a.findIndex((part, at) => part !== b[at]);
  return differs < 0 ? a.length : differs;
}

function relativeModule(importer: Importer, target: string): string {
  const plain = slashed(relative(dirname(importer.path), target));
  const path = plain.startsWith('.') ? plain : `./${plain}`;
  const style = endingStyle(importer);
  const [, flavour = ''] = scriptEnding.exec(target) ?? [];
  if (style === 'as it is') return path;
  if (style === 'javascript') return path.replace(scriptEnding, `.${flavour}js`);
  return path.replace(scriptEnding, '').replace(/\/index$/, '');
}

/** How the file's relative imports end: in nothing, in `.js` and the like, or in the source's own ending. */
function endingStyle(importer: Importer): 'none' | 'javascript' | 'as it is' {
  const relatives = writtenIn(importer).filter(({ module }) => module.startsWith('.'));
  if (relatives.some(({ module }) => /\.[cm]?tsx?$/.test(module))) return 'as it is';
  return relatives.some(({ module }) => /\.[cm]?jsx?$/.test(module)) ? 'javascript' : 'none';
}

/** The whole statement, for example `import { makeInvoice } from './invoice';`, in the file's style. */
export function importLine(importer: Importer, { module, names, kind }: Wanted): string {
  const { quote, end } = lineStyle(importer);
  const start = kind === 'type' ? 'import type' : 'import';
  return `${start} { ${names.join(', ')} } from ${quote}${module}${quote}${end}`;
}

/** The edit that imports these names too: into a statement that imports from there already, else a line. */
export function importEdit(importer: Importer, wanted: Wanted): Edit {
  const { text, statements } = importer;
  const known = writtenIn(importer).filter((one) => one.module === wanted.module && one.names !== undefined);
  const fit = known.find(({ kind }) => kind === wanted.kind);
  if (fit?.names) return withMore(text, fit.names, wanted.names);
  const [values] = known;
  if (wanted.kind === 'type' && values?.names)
    return withMore(
      text,
      values.names,
      wanted.names.map((name) => `type ${name}`),
    );
  const line = importLine(importer, wanted);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const last = statements.at(-1);
  if (last) return insertion(last.end, `${lineEnd}${line}`);
  return insertion(headEnd(text), line + lineEnd);
}

function insertion(at: number, text: string): Edit {
  return { range: { start: at, end: at }, text };
}

/** After the last name, on lines of their own where each name has one. */
function withMore(text: string, { start, end }: Range, names: readonly string[]): Edit {
  const inside = text.slice(start, end);
  const used = inside.trimEnd();
  if (used.trim() === '') return { range: { start, end }, text: ` ${names.join(', ')} ` };
  const indent = /(\r?\n[ \t]*)\S[^\r\n]*$/.exec(used)?.[1];
  const comma = used.endsWith(',') ? '' : ',';
  const after = used.endsWith(',') && indent !== undefined ? ',' : '';
  const gap = indent ?? ' ';
  return insertion(start + used.length, `${comma}${gap}${names.join(`,${gap}`)}${after}`);
}

/** After what has to stand first: a `#!` line, comments at the top, directives. */
function headEnd(text: string): number {
  const head =
    /^\uFEFF?(?:#![^\n]*\n)?(?:\s*(?:\/\*[^]*?\*\/|\/\/[^\n]*)[ \t]*\r?\n|['"]use \w+['"];?[ \t]*\r?\n|[ \t]*\r?\n)*/;
  return head.exec(text)?.[0].length ?? 0;
}

function lineStyle({ text, statements }: Importer): { readonly quote: string; readonly end: string } {
  const [first] = statements;
  const sample = first ? text.slice(first.start, first.end + 1) : '';
  if (sample === '') return { quote: "'", end: ';' };
  return { quote: sample.includes('"') ? '"' : "'", end: sample.includes(';') ? ';' : '' };
}

function writtenIn({ text, statements }: Importer): Written[] {
  return statements.flatMap((range) => {
    const statement = text.slice(range.start, range.end);
    const module = /['"]([^'"]*)['"][^'"]*$/.exec(statement)?.[1];
    if (module === undefined) return [];
    const open = statement.indexOf('{');
    const close = statement.indexOf('}');
    const names =
      open >= 0 && close > open ? { start: range.start + open + 1, end: range.start + close } : undefined;
    return [{ module, kind: /^import\s+type\b(?!\s+from\b)/.test(statement) ? 'type' : 'value', names }];
  });
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
