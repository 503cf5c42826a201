/**
 * How a file would import a symbol: the line in its language and its own style, and the edit of a script that
 * adds the import. Works on text.
 */

import type { CodeIndex, SymbolRef } from '../index/index.ts';
import type { Range } from '../protocol/protocol.ts';
import { type Edit, languageOf } from '../text/text.ts';
import { moduleFor } from './import-module.ts';
import { type Importer, isPlainScript, isRequiring, type Written, writtenIn } from './importer.ts';

/** What is to be imported. Types can be imported in ways that values cannot. */
export interface Wanted {
  readonly module: string;
  readonly names: readonly string[];
  readonly kind: 'value' | 'type';
  /** What the module exports by default; the one name is the file's own for it. */
  readonly isDefault?: boolean;
}

/** How a file would import a declaration of another one; `undefined` where that cannot be told. */
export function wantedOf(
  importer: Importer,
  symbol: Pick<SymbolRef, 'path' | 'fact'>,
  index: CodeIndex,
): Wanted | undefined {
  const { name, kind, isDefault = false } = symbol.fact;
  const isType = kind === 'interface' || kind === 'type';
  const found = moduleFor(importer, symbol, index);
  if (found === undefined || (isType && isPlainScript(importer))) return undefined;
  const local = name === 'default' ? nameOfFile(symbol.path) : name;
  const isWhole = isDefault && found.passesOn !== true;
  return { module: found.module, names: [local], kind: isType ? 'type' : 'value', isDefault: isWhole };
}

/** `useCart` for `src/use-cart.ts`: what is exported without a name goes by its file. */
function nameOfFile(path: string): string {
  const [file = ''] = path.replace(/^.*[\\/]/, '').split('.');
  return file.replace(/[^\w$]+(\w?)/g, (_, next: string) => next.toUpperCase());
}

/** The whole statement, for example `import { makeInvoice } from './invoice';`, in the file's style. */
export function importLine(importer: Importer, wanted: Wanted): string {
  const line = lines[languageOf(importer.path)];
  return line ? line(wanted) : scriptLine(importer, wanted);
}

/** How languages other than scripts import one name of a module. */
const lines: Readonly<Record<string, (wanted: Wanted) => string>> = {
  python: ({ module, names }) => `from ${module} import ${names.join(', ')}`,
  go: ({ module }) => `import "${module}"`,
  rust: ({ module, names }) => `use ${module}::${names.join()};`,
  java: ({ module, names }) => `import ${module}.${names.join()};`,
  kotlin: ({ module, names }) => `import ${module}.${names.join()}`,
  scala: ({ module, names }) => `import ${module}.${names.join()}`,
  csharp: ({ module }) => `using ${module};`,
  php: ({ module, names }) => `use ${module}\\${names.join()};`,
  c: ({ module }) => `#include "${module}"`,
  cpp: ({ module }) => `#include "${module}"`,
  ruby: ({ module }) => `require_relative '${module}'`,
};

function scriptLine(importer: Importer, { module, names, kind, isDefault = false }: Wanted): string {
  const { quote, end } = lineStyle(importer);
  const bound = isDefault ? names.join() : `{ ${names.join(', ')} }`;
  if (isRequiring(importer)) return `const ${bound} = require(${quote}${module}${quote})${end}`;
  return `import ${kind === 'type' ? 'type ' : ''}${bound} from ${quote}${module}${quote}${end}`;
}

/** The edit that imports these names too: into a statement that imports from there already, else a line. */
export function importEdit(importer: Importer, wanted: Wanted): Edit {
  const { text, statements } = importer;
  const isHere = (one: Written) => one.module === wanted.module && one.names !== undefined;
  const known = wanted.isDefault ? [] : writtenIn(importer).filter(isHere);
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
  if (last) return insertion(last.end + (text[last.end] === ';' ? 1 : 0), `${lineEnd}${line}`);
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
