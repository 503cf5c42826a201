/** A file that wants to import, and the import statements that it has, read off its text. */

import type { Range } from '../protocol/protocol.ts';
import type { Cursor } from '../syntax/syntax.ts';

/** A file that wants to import, as it is being edited. */
export interface Importer {
  readonly path: string;
  readonly text: string;
  /** Its import statements, in order. */
  readonly statements: readonly Range[];
}

/** An import statement of a script, as it is written. */
export interface Written {
  readonly module: string;
  /** `type`: an `import type`. */
  readonly kind: 'value' | 'type';
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

/** The import statements of a script that name a module. */
export function writtenIn({ text, statements }: Importer): Written[] {
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

/** A script without types of its own: it can import none. */
export function isPlainScript({ path }: Importer): boolean {
  return /\.[cm]?jsx?$/.test(path);
}

/** Whether a plain script imports by `require` and has no `import` that would say otherwise. */
export function isRequiring(importer: Importer): boolean {
  const { path, text, statements } = importer;
  if (!isPlainScript(importer) || path.endsWith('.mjs')) return false;
  if (path.endsWith('.cjs')) return true;
  const written = statements.map(({ start, end }) => text.slice(start, end));
  if (written.some((statement) => statement.startsWith('import'))) return false;
  return written.length > 0 || /\brequire\(|\bmodule\.exports\b|^exports\./m.test(text);
}
