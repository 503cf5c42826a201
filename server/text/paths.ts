/** How files and positions are written: `FILE:LINE:COL`, and which language a file is in. */

import type { LineColumn } from '../protocol/protocol.ts';

/** A file and, where one was given, a place in it. */
export interface FilePosition {
  readonly file: string;
  readonly position?: LineColumn;
}

const positioned = /^(?<file>.+?):(?<line>\d+)(?::(?<column>\d+))?$/s;

/**
 * Reads `FILE:LINE:COL`, `FILE:LINE` (column 1) or `FILE`. A drive letter (`C:\a.ts:3:4`) and a
 * `file:` address (`file:///c%3A/a.ts:3:4`) keep their own colons. `undefined` for an empty file or a
 * line or column below 1.
 */
export function parsePosition(text: string): FilePosition | undefined {
  const groups = positioned.exec(text)?.groups;
  const file = groups?.file;
  if (!file || isDriveOnly(file)) return text === '' ? undefined : { file: pathOf(text) };
  const position = { line: Number(groups.line), column: Number(groups.column ?? 1) };
  return position.line >= 1 && position.column >= 1 ? { file: pathOf(file), position } : undefined;
}

/** `C:3` is line 3 of nothing: one letter before the first colon is a drive. */
function isDriveOnly(file: string): boolean {
  return /^[A-Za-z]$/.test(file) || file === 'file';
}

/** A path from a path or a `file:` address; `%3A` and the slash before a drive letter are undone. */
function pathOf(text: string): string {
  if (!/^file:\/\//i.test(text)) return text;
  const path = decode(text.replace(/^file:\/\/(localhost)?/i, ''));
  return path.replace(/^\/(?=[A-Za-z]:)/, '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const languages: Readonly<Record<string, string>> = {
  ts: 'typescript',
  mts: 'typescript',
  cts: 'typescript',
  tsx: 'typescriptreact',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  jsx: 'javascriptreact',
  py: 'python',
  pyi: 'python',
};

/** The language id of a path by its ending, or `plaintext`. */
export function languageOf(path: string): string {
  const extension = /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? '';
  return languages[extension] ?? 'plaintext';
}
