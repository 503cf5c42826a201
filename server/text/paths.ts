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

/** Language ids with the endings of their files. */
const endings: readonly (readonly [language: string, endings: string])[] = [
  ['typescript', 'ts mts cts'],
  ['typescriptreact', 'tsx'],
  ['javascript', 'js mjs cjs es6'],
  ['javascriptreact', 'jsx'],
  ['python', 'py pyi pyw'],
  ['go', 'go'],
  ['java', 'java'],
  ['rust', 'rs'],
  ['c', 'c h'],
  ['cpp', 'cc cpp cxx c++ hh hpp hxx h++ ipp inl tpp txx ino'],
  ['csharp', 'cs csx'],
  ['ruby', 'rb rake ru gemspec podspec'],
  ['php', 'php phtml php5 php7'],
  ['kotlin', 'kt kts'],
  ['scala', 'scala sc sbt'],
  ['lua', 'lua'],
  ['shellscript', 'sh bash zsh ksh bats bashrc bash_profile bash_aliases profile zshrc zprofile zshenv'],
  ['vue', 'vue'],
  ['svelte', 'svelte'],
  ['markdown', 'md markdown mdx'],
  ['json', 'json jsonc json5 webmanifest geojson'],
  ['yaml', 'yaml yml'],
  ['toml', 'toml'],
  ['html', 'html htm xhtml'],
  ['xml', 'xml xsd xsl svg plist'],
  ['css', 'css'],
  ['scss', 'scss'],
  ['less', 'less'],
  ['sql', 'sql'],
  ['graphql', 'graphql gql'],
  ['proto3', 'proto'],
  ['swift', 'swift'],
  ['dart', 'dart'],
  ['perl', 'pl pm'],
  ['powershell', 'ps1 psm1'],
  ['r', 'r'],
  ['elixir', 'ex exs'],
  ['haskell', 'hs'],
  ['dockerfile', 'dockerfile'],
  ['makefile', 'mk'],
];

const languages: ReadonlyMap<string, string> = new Map(
  endings.flatMap(([language, all]) => all.split(' ').map((ending) => [ending, language] as const)),
);

/** The usual ending of a language's files, with its dot; nothing where there is none. */
export function endingOf(language: string): string {
  const all = endings.find(([id]) => id === language)?.[1] ?? '';
  return all === '' ? '' : `.${all.replace(/ .*/, '')}`;
}

/** Every language that is known by the ending of a file. */
export const knownLanguages: readonly string[] = endings.map(([language]) => language);

/** Files that are known by their whole name. */
const names: ReadonlyMap<string, string> = new Map([
  ['gemfile', 'ruby'],
  ['rakefile', 'ruby'],
  ['podfile', 'ruby'],
  ['vagrantfile', 'ruby'],
  ['dockerfile', 'dockerfile'],
  ['makefile', 'makefile'],
  ['gnumakefile', 'makefile'],
]);

/** What runs a script by its first line: `#!/usr/bin/env python3`. */
const interpreters: readonly (readonly [name: RegExp, language: string])[] = [
  [/^(ba|da|k|z)?sh$/, 'shellscript'],
  [/^python[\d.]*$/, 'python'],
  [/^(node|nodejs)$/, 'javascript'],
  [/^(deno|bun|tsx|ts-node)$/, 'typescript'],
  [/^ruby[\d.]*$/, 'ruby'],
  [/^php[\d.]*$/, 'php'],
  [/^lua(jit)?[\d.]*$/, 'lua'],
  [/^perl$/, 'perl'],
];

/** What C does not have; looked for in headers. */
const cpp =
  /^[ \t]*(?:(?:class|namespace)\s+\w|template\s*<|using\s+\w|(?:public|private|protected)\s*:|#\s*include\s*<\w+>)|\bstd::/m;

/**
 * The language id of a path by its ending, or `plaintext`. With the text, a script without a known ending
 * is known by its first line, and a header of C++ is told from one of C.
 */
export function languageOf(path: string, text = ''): string {
  const name = /[^/\\]*$/.exec(path.toLowerCase())?.[0] ?? '';
  const ending = /\.([^.]+)$/.exec(name)?.[1] ?? '';
  const language = names.get(name) ?? languages.get(ending);
  if (language === undefined) return languageOfScript(text);
  return ending === 'h' && cpp.test(text) ? 'cpp' : language;
}

function languageOfScript(text: string): string {
  const line = /^#![ \t]*(\S+)(?:[ \t]+(?:-\S+[ \t]+)*(\S+))?/.exec(text);
  const command = line?.[1]?.replace(/^.*\//, '');
  const name = command === 'env' ? line?.[2]?.replace(/^.*\//, '') : command;
  return interpreters.find(([pattern]) => pattern.test(name ?? ''))?.[1] ?? 'plaintext';
}

/** The path as a person of this repository would write it: forward slashes, from its root. */
export function relativePath(path: string, root: string): string {
  const slashed = path.replaceAll('\\', '/');
  const folder = root.replaceAll('\\', '/').replace(/\/?$/, '/');
  return slashed.startsWith(folder) ? slashed.slice(folder.length) : slashed;
}

/** The way from one file to another, both with forward slashes from one root: `./b.ts`, `../c/d.ts`. */
export function pathFrom(file: string, other: string): string {
  const [from, to] = [file.split('/').slice(0, -1), other.split('/')];
  let shared = 0;
  while (shared < from.length && shared < to.length - 1 && from[shared] === to[shared]) shared++;
  const up = from.slice(shared).map(() => '..');
  return [...(up.length === 0 ? ['.'] : up), ...to.slice(shared)].join('/');
}

/** The file that a path within a root means, as the system writes it: what `relativePath` turns back. */
export function absolutePath(path: string, root: string): string {
  const separator = root.includes('\\') ? '\\' : '/';
  return root.replace(/[\\/]?$/, separator) + path.replaceAll('/', separator);
}
