/** What resolution of imports needs of a `package.json`; what is broken in it is left out. */

import ts from 'typescript';
import { folderOf, foldersFrom } from './file-system.ts';
import type { SourceTexts } from './source-texts.ts';

export interface Manifest {
  readonly folder: string;
  readonly name?: string;
  /** Names of the packages that it depends on, in whatever way. */
  readonly needs: readonly string[];
  /** Patterns of the folders of its workspace's packages. */
  readonly workspaces?: readonly string[];
  readonly exports?: unknown;
  /** What its own code may import by names that begin with `#`. */
  readonly imports?: Fields;
  /** Whether its plain `.js` and `.ts` files are modules. */
  readonly isEsm: boolean;
  /** Where the package begins for an import of its name, in order of preference. */
  readonly entries?: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

const dependencies = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** The manifest in a folder, where there is one. */
export function manifestAt(texts: SourceTexts, folder: string): Manifest | undefined {
  const path = `${folder}/package.json`;
  const text = texts.fileExists(path) ? texts.read(path) : undefined;
  if (text === undefined) return undefined;
  const fields = fieldsOf(ts.parseConfigFileTextToJson(path, text).config);
  const workspaces = patternsIn(fields['workspaces']);
  return {
    folder,
    needs: dependencies.flatMap((kind) => Object.keys(fieldsOf(fields[kind]))),
    exports: fields['exports'],
    imports: fieldsOf(fields['imports']),
    isEsm: fields['type'] === 'module',
    entries: ['types', 'typings', 'module', 'main'].flatMap((name) => textOf(fields[name]) ?? []),
    ...(typeof fields['name'] === 'string' && { name: fields['name'] }),
    ...(workspaces && { workspaces }),
  };
}

/** The manifest of the package that holds a file. */
export function manifestAbove(texts: SourceTexts, path: string): Manifest | undefined {
  for (const folder of foldersFrom(folderOf(path))) {
    const found = manifestAt(texts, folder);
    if (found) return found;
  }
  return undefined;
}

function patternsIn(workspaces: unknown): string[] | undefined {
  const list = Array.isArray(workspaces) ? workspaces : fieldsOf(workspaces)['packages'];
  return Array.isArray(list) ? list.flatMap((pattern) => textOf(pattern) ?? []) : undefined;
}

/** A place that an import can name, and the file that it stands for. */
interface Entry {
  /** What follows the package's name: nothing, or a path that begins with `/`. */
  readonly name: string;
  readonly target: string;
}

/** What the package gives to others, its own name first. */
export function exportedEntries({ exports, entries = [] }: Manifest): Entry[] {
  const listed = Object.entries(fieldsOf(exports)).filter(([key]) => key.startsWith('.'));
  const map: readonly (readonly [string, unknown])[] = listed.length > 0 ? listed : [['.', exports]];
  const found = map.flatMap(([key, value]) => {
    const target = targetOf(value);
    return target === undefined ? [] : [{ name: key.slice(1), target }];
  });
  const [main] = entries;
  const hasMain = found.some(({ name }) => name === '');
  return hasMain || main === undefined ? found : [{ name: '', target: main }, ...found];
}

/** The file that a condition leads to, types before code. */
export function targetOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const fields = fieldsOf(value);
  for (const key of ['types', 'typings', 'import', 'module', 'default', 'require', ...Object.keys(fields)]) {
    const found = fields[key] === undefined ? undefined : targetOf(fields[key]);
    if (found !== undefined) return found;
  }
  return undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
