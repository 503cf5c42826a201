/**
 * By which text a file names the module of another one: as it or its neighbours write it already, else by
 * the conventions of the language.
 */

import { dirname, parse } from 'node:path';
import { type CodeIndex, familyOf, type ResolvedImport, type SymbolRef } from '../index/index.ts';
import type { ImportFact } from '../syntax/syntax.ts';
import { pathFrom } from '../text/text.ts';
import { type Importer, writtenIn } from './importer.ts';

const scriptEnding = /(?:\.d)?\.([cm]?)[jt]sx?$/;

/** A file that wants to import, what it wants to import from, and what is known of both. */
interface Sought {
  readonly importer: Importer;
  readonly target: string;
  readonly index: CodeIndex;
}

/** A module as a file would write it. */
export interface ModuleName {
  readonly module: string;
  /** It is no text for the file that declares the symbol, but for one that passes it on under its name. */
  readonly passesOn?: true;
}

interface Convention {
  /** The module where nobody near imports it; `undefined` where the paths do not tell. */
  readonly module: (sought: Sought) => string | undefined;
  /** What means another module in another folder, so that a neighbour's text is of no use. */
  readonly relative: RegExp;
  /** An import may name a module of a module (`from shop import billing`): that says nothing of names in it. */
  readonly namesModules?: true;
  /** What is not the name of a package may mean something else in another package, or nothing. */
  readonly perPackage?: true;
}

const conventions: Readonly<Record<string, Convention>> = {
  script: { module: scriptModule, relative: /^\./, perPackage: true },
  python: { module: pythonModule, relative: /^\./, namesModules: true },
  rust: { module: rustModule, relative: /^(?:self|super)\b/, namesModules: true },
  jvm: { module: jvmModule, relative: /^$/ },
  c: { module: headerPath, relative: /^[^/]*$|^\.\.?\// },
  ruby: { module: rubyPath, relative: /^/ },
  go: { module: () => undefined, relative: /^\./ },
  csharp: { module: () => undefined, relative: /^$/ },
  php: { module: () => undefined, relative: /[./]/ },
};

/**
 * The text by which the file would name the module that gives a declaration of the repository: as an import of
 * its file is already written here or, where it is not relative (aliases, packages), in a file of the same folder
 * tree, else by the language's convention; of another package a module that surely exports it. `undefined` where
 * that cannot be told from the outside.
 */
export function moduleFor(
  importer: Importer,
  { path: target, fact }: Pick<SymbolRef, 'path' | 'fact'>,
  index: CodeIndex,
): ModuleName | undefined {
  const convention = conventions[familyOf(importer.path)];
  if (convention === undefined) return undefined;
  const sought = { importer, target, index };
  const own = ownModule(sought, convention);
  if (own !== undefined) return { module: own };
  const { found, isFinal } = foundElsewhere(sought, convention, fact.name);
  if (isFinal) return found;
  const module = convention.module(sought);
  return module === undefined ? undefined : { module };
}

/** What the other files tell of a module. */
interface Elsewhere {
  readonly found: ModuleName | undefined;
  /** No convention can tell what they do not. */
  readonly isFinal: boolean;
}

/** By what the index has beside the importing file. */
const settled = new WeakMap<object, Map<string, Elsewhere>>();

/** It stays as it is while somebody types in the file, and many names are asked for at every key. */
function foundElsewhere(sought: Sought, convention: Convention, name: string): Elsewhere {
  const { importer, target, index } = sought;
  const setting = index.settingOf(importer.path);
  const known = settled.get(setting) ?? new Map<string, Elsewhere>();
  settled.set(setting, known);
  const once = (key: string, find: () => Elsewhere): Elsewhere => {
    const found = known.get(key) ?? find();
    known.set(key, found);
    return found;
  };
  const ofFile = once(target, () => {
    const module = sharedModule(sought, convention);
    if (module !== undefined) return { found: { module }, isFinal: true };
    return { found: undefined, isFinal: convention.perPackage === true && isOfOtherPackage(sought) };
  });
  if (ofFile.found || !ofFile.isFinal) return ofFile;
  return once(`${name} ${target}`, () => ({ found: passingModule(sought, name), isFinal: true }));
}

function isOfOtherPackage({ importer, target, index }: Sought): boolean {
  const from = index.packageOf(target);
  return from !== undefined && from !== index.packageOf(importer.path);
}

/** The module of another package that exports a name of the target's, by its own declaration or another file's. */
function passingModule({ importer, target, index }: Sought, name: string): ModuleName | undefined {
  const found = index
    .modulesInto(importer.path, target)
    .find((one) => one.target === target || index.exportedAs(one.target, name)?.path === target);
  return found && { module: found.module, ...(found.target !== target && { passesOn: true }) };
}

/** As the file writes it itself. */
function ownModule({ importer, target, index }: Sought, convention: Convention): string | undefined {
  const own = index
    .importsOf(importer.path)
    .find((one) => one.target === target && (convention.namesModules ? namesIt(one, target) : true));
  if (own === undefined || familyOf(importer.path) !== 'script') return own?.module;
  return writtenIn(importer).some(({ module }) => module === own.module) ? own.module : undefined;
}

/** How many importers of a file are asked how they write it. */
const mostVoters = 12;

/** What most of the target's other importers write, where they do not write a path from where they are. */
function sharedModule(
  { importer: { path }, target, index }: Sought,
  { relative: isRelative, namesModules, perPackage }: Convention,
): string | undefined {
  const votes = new Map<string, number>();
  const own = index.packageOf(path);
  const owner = index.packageOf(target);
  for (const other of index.importers(target, mostVoters)) {
    if (other === path || commonFolder(other, path) <= 1) continue;
    const written = index.importsOf(other).find((one) => one.target === target);
    if (written === undefined || (namesModules && !namesIt(written, target))) continue;
    const isOwn = index.packageOf(other) === own && (owner === own || isAlias(written.module, owner));
    if (perPackage && !isOwn && !index.isGiven(target, written.module)) continue;
    votes.set(written.module, (votes.get(written.module) ?? 0) + 1);
  }
  const [best] = [...votes].toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1));
  return best && !isRelative.test(best[0]) ? best[0] : undefined;
}

/** Whether a module is not named by the name of its package. */
function isAlias(module: string, owner: string | undefined): boolean {
  return owner === undefined || (module !== owner && !module.startsWith(`${owner}/`));
}

/** Whether an import names what a file declares, and not the file itself as a part of what holds it. */
function namesIt({ names }: ImportFact, target: string): boolean {
  const stem = parse(slashed(target)).name;
  return names.every(({ local, imported }) => local !== stem && imported !== stem);
}

function commonFolder(one: string, other: string): number {
  const a = slashed(dirname(one)).split('/');
  const b = slashed(dirname(other)).split('/');
  const differs = a.findIndex((part, at) => part !== b[at]);
  return differs < 0 ? a.length : differs;
}

/** A relative path that ends as the others do. */
function scriptModule(sought: Sought): string {
  const { importer, target } = sought;
  const path = pathTo(importer, target);
  const style = endingStyle(sought);
  const [, flavour = ''] = scriptEnding.exec(target) ?? [];
  if (style === 'as it is') return path;
  if (style === 'javascript' || flavour !== '') return path.replace(scriptEnding, `.${flavour}js`);
  return path.replace(scriptEnding, '').replace(/\/index$/, '');
}

/**
 * How relative imports end: in nothing, in `.js` and the like, or in the source's own ending. The file's own tell it;
 * where it has none, those of the target by others do.
 */
function endingStyle({ importer, target, index }: Sought): 'none' | 'javascript' | 'as it is' {
  const own = writtenIn(importer).filter(({ module }) => module.startsWith('.'));
  const relatives = own.length > 0 ? own : relativeImports(target, index);
  if (relatives.some(({ module }) => /\.[cm]?tsx?$/.test(module))) return 'as it is';
  return relatives.some(({ module }) => /\.[cm]?jsx?$/.test(module)) ? 'javascript' : 'none';
}

/** How others import a file by paths, and what it imports by such itself. */
function relativeImports(target: string, index: CodeIndex): ImportFact[] {
  const others = index.importers(target, mostVoters);
  const imports = others.flatMap((path) => index.importsOf(path).filter((one) => one.target === target));
  return [...imports, ...index.importsOf(target)].filter(({ module }) => module.startsWith('.'));
}

/** `..models.invoice`, or `shop.models.invoice` in a file whose other imports start at the top. */
function pythonModule({ importer, target, index }: Sought): string {
  const own = index.importsOf(importer.path);
  const module = (path: string) => path.replace(/(?:\/__init__)?\.pyi?$/, '').replaceAll('/', '.');
  const top = own.some((one) => one.module.startsWith('.')) ? undefined : topOf(own);
  if (top !== undefined && slashed(target).startsWith(top)) return module(slashed(target).slice(top.length));
  const path = pathTo(importer, target);
  const up = path.split('/').filter((part) => part === '..').length;
  return '.'.repeat(up + 1) + module(`/${path.replace(/^(?:\.{1,2}\/)+/, '')}`).slice(1);
}

/** The folder from which imports by whole names start, told by one that was found. */
function topOf(imports: readonly ResolvedImport[]): string | undefined {
  const tops = imports.flatMap(({ module, target }) => {
    const path = slashed(target ?? '').replace(/(?:\/__init__)?\.pyi?$/, '');
    const end = `/${module.replaceAll('.', '/')}`;
    return path.endsWith(end) ? path.slice(0, 1 - end.length) : [];
  });
  return tops[0];
}

/** Within one crate the way from its top. */
function rustModule({ importer, target }: Sought): string | undefined {
  const [crate, path] = slashed(target).split(/\/src\/(?!.*\/src\/)/);
  if (path === undefined || !slashed(importer.path).startsWith(`${crate}/src/`)) return undefined;
  const names = path.replace(/(?:(?:^|\/)(?:mod|lib|main))?\.rs$/, '').split('/');
  return ['crate', ...names.filter((name) => name !== '')].join('::');
}

/** A package is the way from the source folder. */
function jvmModule({ target }: Sought): string | undefined {
  const folder = /\/src\/\w+\/(?:java|kotlin|scala)\/(.*)\/[^/]*$/.exec(slashed(target))?.[1];
  return folder?.replaceAll('/', '.');
}

/** Headers alone are included. */
function headerPath({ importer, target }: Sought): string | undefined {
  return /\.(?:h|hh|hpp|hxx|inl)$/.test(target) ? pathTo(importer, target).replace(/^\.\//, '') : undefined;
}

function rubyPath({ importer, target }: Sought): string {
  return pathTo(importer, target).replace(/^\.\//, '').replace(/\.rb$/, '');
}

function pathTo({ path }: Importer, target: string): string {
  return pathFrom(slashed(path), slashed(target));
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}
