/**
 * Where an import may lead, by the conventions of its language. A lead says where to look among the
 * indexed files, by stems: paths without what imports may leave out (`.ts`, `/index`, `/__init__`).
 */

import { languageOf } from '../text/text.ts';
import { AliasTable } from './path-aliases.ts';
import { endingsOf, folderOf, foldersFrom, join, lastOf, slashesOf } from './path-parts.ts';

/**
 * `file`: of exactly this stem. `ending`: the nearest whose stem ends with these names. `folder`: all
 * files of exactly this folder. `folder ending`: of the nearest folder that ends with these names.
 */
export interface Lead {
  readonly kind: 'file' | 'ending' | 'folder' | 'folder ending';
  readonly at: string;
}

/** What imports are resolved with beside the files. */
export interface ModuleSettings {
  /** Folders of the workspace's own packages and modules by the names they are imported by. */
  readonly packages: ReadonlyMap<string, string>;
  readonly aliases: AliasTable;
}

/** An import as written, in a file whose path has forward slashes. */
interface Written {
  readonly from: string;
  readonly module: string;
  readonly settings: ModuleSettings;
}

interface Convention {
  /** Where a module may be, the likelier first. */
  readonly leads: (written: Written) => Lead[];
  /** Between a module and a name in it that may be a module itself; missing where none can. */
  readonly separator?: string;
  /** What imports leave out at the end of a path. */
  readonly omitted?: RegExp;
  /** The files of one folder mean the same by a module; with a separator they may not. */
  readonly perFolder?: true;
  /** The files of one folder are one package: each has what the others declare at their top. */
  readonly packages?: true;
}

/** Languages whose files import one another, by the language id. */
const families: ReadonlyMap<string, string> = new Map(
  Object.entries({
    script: 'typescript typescriptreact javascript javascriptreact vue svelte',
    python: 'python',
    go: 'go',
    jvm: 'java kotlin scala',
    rust: 'rust',
    c: 'c cpp',
    csharp: 'csharp',
    ruby: 'ruby',
    php: 'php',
    lua: 'lua',
    shell: 'shellscript',
  }).flatMap(([family, languages]) => languages.split(' ').map((language) => [language, family] as const)),
);

/** Which files may import this one or be imported by it: those of one family. */
export function familyOf(path: string): string {
  return families.get(languageOf(path)) ?? 'other';
}

const conventions: Readonly<Record<string, Convention>> = {
  script: {
    leads: scriptLeads,
    perFolder: true,
    omitted: /(?:\.d)?\.[cm]?[jt]sx?$|(?:\/index)(?:\.d)?\.[cm]?[jt]sx?$/,
  },
  python: { leads: pythonLeads, separator: '.', omitted: /(?:\/__init__)?\.pyi?$/ },
  go: { leads: goLeads, perFolder: true, packages: true, omitted: /\.go$/ },
  jvm: { leads: jvmLeads, separator: '.', packages: true, omitted: /\.(?:java|kts?|scala|sc)$/ },
  rust: { leads: rustLeads, separator: '::', omitted: /(?:\/mod)?\.rs$/ },
  c: { leads: includeLeads, perFolder: true },
  csharp: { leads: namespaceLeads, packages: true, omitted: /\.csx?$/ },
  ruby: { leads: requireLeads, omitted: /\.rb$/ },
  php: { leads: phpLeads, separator: '\\', packages: true, omitted: /\.php$/ },
  lua: { leads: luaLeads, separator: '.', omitted: /(?:\/init)?\.lua$/ },
  shell: { leads: sourceLeads },
};
const relativeOnly: Convention = { leads: (written) => beside(written) };

/** The stem that a file of this family can be imported by. */
export function stemOf(path: string, family: string): string {
  return withoutEnding(slashesOf(path), family);
}

/** A file that imports others. */
export interface Importing {
  readonly path: string;
  readonly family: string;
}

/** What one import may mean, the likelier first. */
export function leadsOf({ path, family }: Importing, module: string, settings: ModuleSettings): Lead[] {
  const { leads } = conventions[family] ?? relativeOnly;
  return leads({ from: slashesOf(path), module, settings }).map(({ kind, at }) => ({
    kind,
    at: kind === 'file' || kind === 'ending' ? withoutEnding(at, family) : at,
  }));
}

/** Stems that a module may mean by the conventions of a file's language alone, before anything is known of its workspace. */
export function likelyStems(path: string, module: string): string[] {
  const settings = { packages: new Map<string, string>(), aliases: new AliasTable() };
  const leads = leadsOf({ path, family: familyOf(path) }, module, settings);
  return leads.flatMap(({ kind, at }) => (kind === 'file' ? [at] : []));
}

/** Whether what a module means is the same for all files of a folder, whatever names they import of it. */
export function isPerFolder(family: string): boolean {
  return conventions[family]?.perFolder ?? false;
}

/** The folder whose files of this family are one package; `undefined` where a file has to import what others declare. */
export function packageFolder({ path, family }: Importing): string | undefined {
  return conventions[family]?.packages ? folderOf(slashesOf(path)) : undefined;
}

/** A name that is imported as a module of its own, or `undefined` where the language has no such thing. */
export function submodule({ family }: Importing, module: string, name: string): string | undefined {
  const separator = conventions[family]?.separator;
  if (separator === undefined || name === '*') return undefined;
  return module.endsWith(separator) ? module + name : `${module}${separator}${name}`;
}

function withoutEnding(path: string, family: string): string {
  const { omitted } = conventions[family] ?? relativeOnly;
  // The last name alone: a pattern that is bound to the end would be tried at every letter of the path.
  const at = Math.max(0, path.lastIndexOf('/'));
  const name = omitted ? path.slice(at).replace(omitted, '') : path.slice(at);
  return path.slice(0, at) + (family === 'script' && name === '/index' ? '' : name);
}

function file(at: string): Lead {
  return { kind: 'file', at };
}

function ending(at: string): Lead {
  return { kind: 'ending', at };
}

function isRelative(module: string): boolean {
  return /^\.{1,2}(?:\/|$)/.test(module);
}

function beside({ from, module }: Written): Lead[] {
  return module === '' ? [] : [file(join(folderOf(from), module))];
}

function scriptLeads(written: Written): Lead[] {
  const { from, module, settings } = written;
  if (isRelative(module)) return beside(written);
  const aliased = settings.aliases.targetsOf(from, module);
  return [...aliased, ...packagePaths(module, settings.packages)].map(file);
}

function packagePaths(module: string, packages: ModuleSettings['packages']): string[] {
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? module;
  const folder = packages.get(name);
  if (folder === undefined) return [];
  const inside = module.slice(name.length + 1);
  const places = inside ? [inside, `src/${inside}`] : ['src', '', 'lib', 'src/main'];
  return places.map((place) => join(slashesOf(folder), place));
}

/** `..models.invoice` from the folders above; `models.invoice` from any folder above or its `src`. */
function pythonLeads({ from, module }: Written): Lead[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const rest = module.slice(dots).split('.').filter(Boolean).join('/');
  if (dots > 0) return [file(join(folderOf(from), '../'.repeat(dots - 1) + rest))];
  return foldersFrom(folderOf(from)).flatMap((folder) => [
    file(join(folder, rest)),
    ...(lastOf(folder) === 'src' ? [] : [file(join(folder, `src/${rest}`))]),
  ]);
}

/** A package is a folder below its module's. */
function goLeads({ from, module, settings }: Written): Lead[] {
  if (isRelative(module)) return [{ kind: 'folder', at: join(folderOf(from), module) }];
  for (const name of foldersFrom(module)) {
    const folder = settings.packages.get(name);
    if (folder !== undefined && name !== '')
      return [{ kind: 'folder', at: join(slashesOf(folder), module.slice(name.length)) }];
  }
  return [];
}

/** Packages are folders below a source folder; a class is a file, other names are in any file. */
function jvmLeads({ module }: Written): Lead[] {
  const path = module.replaceAll('.', '/');
  return [ending(path), { kind: 'folder ending', at: path }];
}

function rustLeads({ from, module, settings }: Written): Lead[] {
  const [first = '', ...rest] = module.split('::').filter(Boolean);
  const own = ownFolder(from);
  const source = foldersFrom(folderOf(from)).find((folder) => lastOf(folder) === 'src') ?? folderOf(from);
  const above = rest.findIndex((name) => name !== 'super');
  const deeper = above === -1 ? rest.length : above;
  const known = settings.packages.get(first) ?? settings.packages.get(first.replaceAll('_', '-'));
  const start =
    first === 'crate'
      ? source
      : first === 'self'
        ? own
        : first === 'super'
          ? join(own, '../'.repeat(deeper + 1))
          : known === undefined
            ? join(own, first)
            : join(slashesOf(known), 'src');
  return rustFiles(start, first === 'super' ? rest.slice(deeper) : rest);
}

/** The module that a path leads to, or the nearest one above that holds its last names. */
function rustFiles(start: string, names: readonly string[]): Lead[] {
  const longest = names.map((_, dropped) => join(start, names.slice(0, names.length - dropped).join('/')));
  return [...longest, start, `${start}/lib`, `${start}/main`].map(file);
}

/** Where the modules inside a file lie: `a/` for `a.rs`, the file's own folder for `mod.rs`. */
function ownFolder(path: string): string {
  return /\/(?:mod|lib|main)\.rs$/.test(path) ? folderOf(path) : path.replace(/\.rs$/, '');
}

/** A header beside the file, or one that an include path leads to. */
function includeLeads(written: Written): Lead[] {
  return [...beside(written), ending(join('', written.module.replace(/^(?:\.{1,2}\/)+/, '')))];
}

/** A namespace is mostly a folder; its first names often are none. */
function namespaceLeads({ module }: Written): Lead[] {
  return endingsOf(module.replaceAll('.', '/'), 1).map((at) => ({ kind: 'folder ending', at }));
}

function requireLeads(written: Written): Lead[] {
  const { from, module } = written;
  if (isRelative(module)) return beside(written);
  const above = foldersFrom(folderOf(from)).flatMap((folder) => [
    file(join(folder, module)),
    file(join(folder, `lib/${module}`)),
  ]);
  return module.includes('/') ? [...above, ending(module)] : above;
}

/** A class by the namespace that a folder stands for (PSR-4), or a file by its path. */
function phpLeads(written: Written): Lead[] {
  const { from, module, settings } = written;
  if (/\.php$|\//.test(module)) return [...beside(written), ending(module.replace(/^(?:\.{0,2}\/)+/, ''))];
  const path = module.split('\\').filter(Boolean).join('/');
  for (const name of foldersFrom(path)) {
    const folder = settings.packages.get(`${name.replaceAll('/', '\\')}\\`);
    if (folder !== undefined) return [file(join(slashesOf(folder), path.slice(name.length)))];
  }
  const names = path.split('/').length;
  return [file(join(folderOf(from), lastOf(path))), ...endingsOf(path, Math.min(2, names)).map(ending)];
}

function luaLeads(written: Written): Lead[] {
  const { from, module } = written;
  if (isRelative(module)) return beside(written);
  const path = module.includes('/') ? module : module.replaceAll('.', '/');
  return [...foldersFrom(folderOf(from)).map((folder) => file(join(folder, path))), ending(path)];
}

/** `source "$DIR/lib.sh"`: what stands before the first variable's end is not known. */
function sourceLeads(written: Written): Lead[] {
  const module = written.module.replace(/^.*[})]\/|^\$\w+\//, '');
  return [...beside({ ...written, module }), ending(module.replace(/^(?:\.{1,2}\/)+/, ''))];
}

/** How well a file fits an import of its stem; the higher, the better. */
export function fitness(path: string, module: string): number {
  const ending = /(\.d)?\.[^./]+$/.exec(path)?.[0] ?? '';
  const isPackage = /\/(index|__init__|init|mod)\.[^/]+$/.test(slashesOf(path));
  const asWritten = module.endsWith(ending) ? 8 : 0;
  const order = preferred.indexOf(ending);
  return asWritten - (isPackage ? 16 : 0) - (order === -1 ? 20 : order) / 32;
}

const preferred = '.ts .tsx .mts .cts .d.ts .py .js .jsx .mjs .cjs .pyi'.split(' ');
