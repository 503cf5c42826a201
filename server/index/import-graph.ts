/**
 * Which file imports which. Imports are kept by the keys they may lead to and files by the keys that lead
 * to them, so that a change of one file costs the same however many files import it.
 */

import type { ImportFact } from '../syntax/syntax.ts';
import type { FileTable } from './file-table.ts';
import {
  fitness,
  isPerFolder,
  type Importing,
  type Lead,
  leadsOf,
  type ModuleSettings,
  stemOf,
  submodule,
} from './module-leads.ts';
import { AliasTable, type PathAliases } from './path-aliases.ts';
import { folderOf, foldersFrom, lastOf, slashesOf } from './path-parts.ts';
import { nearness } from './places.ts';
import { SortedLists } from './sorted-lists.ts';
import { Vocabulary } from './vocabulary.ts';
import { keptWords } from './shared-words.ts';

/** `target` is the indexed file it leads to; it is missing for other packages and unknown files. */
export interface ResolvedImport extends ImportFact {
  readonly target?: string;
}

/** Files of a package that is imported as a whole; of larger ones the first. */
const mostTargets = 64;

/** What files import, as it is now. */
export interface WrittenImports {
  of(file: number): readonly ImportFact[];
  /** The modules alone, as numbers. */
  modulesIn(file: number): readonly number[];
  /** The module of a number. */
  moduleOf(number: number): string;
}

/** Modules of folders whose keys are remembered while many files come in. */
const mostRemembered = 20_000;

export class ImportGraph {
  readonly #table: FileTable;
  readonly #written: WrittenImports;
  /** The keys that a module leads to from a folder, by both numbers: files of a folder import much the same. */
  readonly #remembered = new Map<string, readonly number[]>();
  readonly #keys = new Vocabulary();
  readonly #filesByKey = new SortedLists();
  readonly #importersByKey = new SortedLists();
  /** The keys that each file's imports may lead to, as they were listed. */
  readonly #leads = new Map<number, Uint32Array>();
  /** What imports were resolved to since files last came or went. */
  readonly #resolved = new Map<number, readonly ResolvedImport[]>();
  /** Files that import a file, as they were found since the imports of any last led elsewhere. */
  readonly #importers = new Map<number, readonly string[]>();
  /** Names of packages by their folders; the first of each. */
  #packageNames: ReadonlyMap<string, string> = new Map();
  #leadCount = 0;
  #settings: ModuleSettings = { packages: new Map(), aliases: new AliasTable() };

  constructor(files: FileTable, written: WrittenImports) {
    this.#table = files;
    this.#written = written;
  }

  get bytes(): number {
    return this.#keys.bytes + this.#filesByKey.bytes + this.#importersByKey.bytes + 4 * this.#leadCount;
  }

  /** Folders of the workspace's packages by name. Gives whether that is new. */
  setPackages(packages: ReadonlyMap<string, string>): boolean {
    const { packages: before } = this.#settings;
    if (before.size === packages.size && [...packages].every(([name, at]) => before.get(name) === at))
      return false;
    this.#settings = { ...this.#settings, packages };
    const byFolder = [...packages].map(([name, folder]) => [slashesOf(folder), name] as const);
    this.#packageNames = new Map(byFolder.toReversed());
    this.#remembered.clear();
    this.#forgetAll();
    for (const file of this.#leads.keys()) this.#link(file);
    return true;
  }

  /** Name of the workspace's own package that a file belongs to, the nearest around it. */
  packageOf(path: string): string | undefined {
    for (const folder of foldersFrom(folderOf(slashesOf(path)))) {
      const name = this.#packageNames.get(folder);
      if (name !== undefined) return name;
    }
    return undefined;
  }

  /** Gives whether that is new. */
  setAliases(aliases: readonly PathAliases[]): boolean {
    const table = new AliasTable(aliases);
    if (table.key === this.#settings.aliases.key) return false;
    this.#settings = { ...this.#settings, aliases: table };
    this.#remembered.clear();
    this.#forgetAll();
    for (const file of this.#leads.keys()) this.#link(file);
    return true;
  }

  /** Takes up a file, or what changed of its imports. */
  put(file: number): void {
    const before = this.#resolved.get(file);
    this.#resolved.delete(file);
    if (!this.#leads.has(file)) {
      this.#forgetAll();
      for (const key of this.#keysOf(file)) this.#filesByKey.add(this.#keys.idOf(key), file);
    }
    this.#link(file);
    if (this.#importers.size === 0) return;
    const now = this.importsOf(this.#table.pathOf(file));
    if (!before || !leadAlike(before, now)) this.#importers.clear();
  }

  /** Any import may lead elsewhere now. */
  #forgetAll(): void {
    this.#resolved.clear();
    this.#importers.clear();
  }

  /** Forgets a file that the table still knows. */
  remove(file: number): void {
    this.#forgetAll();
    for (const key of this.#leads.get(file) ?? []) this.#importersByKey.remove(key, file);
    for (const key of this.#keysOf(file)) this.#filesByKey.remove(this.#keys.idOf(key), file);
    this.#leadCount -= this.#leads.get(file)?.length ?? 0;
    this.#leads.delete(file);
  }

  /** In the order of the text. An import that leads to several files counts once for each. */
  importsOf(path: string): readonly ResolvedImport[] {
    const file = this.#table.numberOf(path);
    if (file === undefined) return [];
    const known = this.#resolved.get(file);
    if (known) return known;
    const from = this.#importing(file);
    const resolved = this.#written.of(file).flatMap((fact) => this.#resolve(from, fact));
    this.#resolved.set(file, resolved);
    return resolved;
  }

  /** Where a module would lead a file of the index; `undefined` where that is none of its files. */
  targetOf(path: string, module: string): string | undefined {
    const file = this.#table.numberOf(path);
    return file === undefined ? undefined : this.#filesAt(this.#importing(file), module, 'one file')[0];
  }

  /** Files that import this one, in order of path: the first `most`, or all. */
  importers(path: string, most = Infinity): string[] {
    const file = this.#table.numberOf(path);
    if (file === undefined) return [];
    const known = this.#importers.get(file) ?? this.#importersOf(file, path, most);
    if (known.length < most) this.#importers.set(file, known);
    return known.slice(0, most);
  }

  #importersOf(file: number, path: string, most: number): string[] {
    const keys = new Set(this.#keysOf(file));
    const leadsHere = (from: Importing, fact: ImportFact): boolean =>
      this.#leadsOf(from, fact).some((lead) => keys.has(keyOf(lead))) &&
      this.#resolve(from, fact).some(({ target }) => target === path);
    const name = lastOf(stemOf(path, this.#importing(file).family));
    const isImporter = (one: number): boolean => {
      const known = this.#resolved.get(one);
      if (known) return known.some(({ target }) => target === path);
      const from = this.#importing(one);
      const imports = this.#written.of(one);
      // Mostly the module is written with the file's name: the others are looked at only after these.
      const named = imports.filter(({ module }) => module.includes(name));
      return [...named, ...imports].some((fact) => leadsHere(from, fact));
    };
    const possible = Array.from(this.possibleImporters(file), (one) => ({
      one,
      at: this.#table.pathOf(one),
    }));
    const found: string[] = [];
    for (const { one, at } of possible.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
      if (found.length === most) break;
      if (isImporter(one)) found.push(at);
    }
    return found;
  }

  /** Other files in the same folder. */
  filesBeside(file: number): number[] {
    const folder = folderOf(slashesOf(this.#table.pathOf(file)));
    return this.#filesOf({ kind: 'folder', at: folder }).filter((one) => one !== file);
  }

  /** Files with an import that may lead here, a few too many: cheap, however many there are. */
  possibleImporters(file: number): Set<number> {
    const found = new Set<number>();
    for (const key of this.#keysOf(file)) {
      const id = this.#keys.find(key);
      for (const one of id === undefined ? [] : this.#importersByKey.valuesOf(id)) found.add(one);
    }
    return found;
  }

  #importing(file: number): Importing {
    return { path: this.#table.pathOf(file), family: this.#table.traitsOf(file).family };
  }

  #link(file: number): void {
    const keys = new Set(this.#leadKeys(file));
    for (const key of this.#leads.get(file) ?? []) if (!keys.has(key)) this.#importersByKey.remove(key, file);
    for (const key of keys) this.#importersByKey.add(key, file);
    this.#leadCount += keys.size - (this.#leads.get(file)?.length ?? 0);
    this.#leads.set(file, keptWords([...keys]));
  }

  /** The keys that the imports of a file may lead to, repeats included. */
  #leadKeys(file: number): number[] {
    const from = this.#importing(file);
    if (isPerFolder(from.family)) {
      const { folder } = this.#table.traitsOf(file);
      return this.#written.modulesIn(file).flatMap((module) => this.#keysIn(from, folder, module));
    }
    const leads = this.#written.of(file).flatMap((fact) => this.#leadsOf(from, fact));
    return leads.map((lead) => this.#keys.idOf(keyOf(lead)));
  }

  #keysIn(from: Importing, folder: number, module: number): readonly number[] {
    const place = `${from.family} ${folder} ${module}`;
    const known = this.#remembered.get(place);
    if (known) return known;
    const leads = leadsOf(from, this.#written.moduleOf(module), this.#settings);
    const keys = leads.map((lead) => this.#keys.idOf(keyOf(lead)));
    if (this.#remembered.size >= mostRemembered) this.#remembered.clear();
    this.#remembered.set(place, keys);
    return keys;
  }

  #leadsOf(from: Importing, { module, names }: ImportFact): Lead[] {
    const inside = names.flatMap(({ imported }) => submodule(from, module, imported) ?? []);
    return [module, ...inside].flatMap((one) => leadsOf(from, one, this.#settings));
  }

  #resolve(from: Importing, fact: ImportFact): ResolvedImport[] {
    const modules = fact.names.flatMap((name) => {
      const module = submodule(from, fact.module, name.imported);
      const targets = module === undefined ? [] : this.#filesAt(from, module, 'one file');
      return targets.map((target) => ({ ...fact, names: [name], target }));
    });
    const rest = fact.names.filter((name) => !modules.some(({ names }) => names.includes(name)));
    if (rest.length === 0 && modules.length > 0) return modules;
    const own = { ...fact, names: rest };
    const targets = this.#filesAt(from, fact.module, 'files');
    return [...(targets.length === 0 ? [own] : targets.map((target) => ({ ...own, target }))), ...modules];
  }

  /** The first lead that leads to indexed files of the same family. */
  #filesAt(from: Importing, module: string, wanted: 'one file' | 'files'): string[] {
    for (const lead of leadsOf(from, module, this.#settings)) {
      if (wanted === 'one file' && lead.kind.startsWith('folder')) continue;
      const files = this.#filesOf(lead)
        .map((file) => this.#importing(file))
        .filter((file) => file.path !== from.path && fits(file, from, module));
      const found = chosen(files, lead, { path: from.path, module });
      if (found.length > 0) return found;
    }
    return [];
  }

  #filesOf(lead: Lead): number[] {
    const key = this.#keys.find(keyOf(lead));
    return key === undefined ? [] : Array.from(this.#filesByKey.valuesOf(key));
  }

  /** The keys that lead to a file. */
  #keysOf(file: number): string[] {
    const { path, family } = this.#importing(file);
    const stem = stemOf(path, family);
    const folder = folderOf(slashesOf(path));
    const leads: Lead[] = [
      { kind: 'file', at: stem },
      { kind: 'ending', at: stem },
      { kind: 'folder', at: folder },
      { kind: 'folder ending', at: folder },
    ];
    return leads.map(keyOf);
  }
}

function leadAlike(some: readonly ResolvedImport[], others: readonly ResolvedImport[]): boolean {
  return some.length === others.length && some.every(({ target }, at) => target === others[at]?.target);
}

/** A family's own files; another's only where the import writes its ending, like `./style.css`. */
function fits({ path, family }: Importing, from: Importing, module: string): boolean {
  return family === from.family || (family === 'other' && module.endsWith(lastOf(slashesOf(path))));
}

function chosen(
  found: readonly Importing[],
  { kind, at }: Lead,
  { path, module }: { readonly path: string; readonly module: string },
): string[] {
  const files = found.map((file) => file.path);
  if (kind === 'file') {
    return files.toSorted((a, b) => fitness(b, module) - fitness(a, module) || (a < b ? -1 : 1)).slice(0, 1);
  }
  if (kind === 'ending') {
    const ending = found.filter((file) => endsWith(stemOf(file.path, file.family), at));
    return nearest(
      path,
      ending.map((file) => file.path),
    );
  }
  const inside = files.filter((file) => endsWith(folderOf(slashesOf(file)), at));
  const folder = folderOf(slashesOf(nearest(path, inside)[0] ?? ''));
  return inside
    .filter((file) => folderOf(slashesOf(file)) === folder && !file.endsWith('_test.go'))
    .toSorted()
    .slice(0, mostTargets);
}

/** The file that is nearest, of equals the first by path; none of none. */
function nearest(path: string, files: readonly string[]): string[] {
  const ranked = files.map((file) => ({ file, near: nearness(path, file) }));
  const isBefore = (a: (typeof ranked)[number], b: (typeof ranked)[number]): boolean =>
    a.near > b.near || (a.near === b.near && a.file < b.file);
  const [first, ...rest] = ranked;
  return first ? [rest.reduce((best, one) => (isBefore(one, best) ? one : best), first).file] : [];
}

function endsWith(path: string, names: string): boolean {
  return path === names || path.endsWith(names.startsWith('/') ? names : `/${names}`);
}

/** Under which a lead is looked up. No path begins with these letters and a colon. */
function keyOf({ kind, at }: Lead): string {
  if (kind === 'file') return `file:${at}`;
  if (kind === 'folder') return `folder:${at}`;
  return kind === 'ending' ? `last:${lastOf(at)}` : `last folder:${lastOf(at)}`;
}
