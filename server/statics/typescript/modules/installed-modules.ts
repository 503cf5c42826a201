/** Packages that an import would find in `node_modules`, their inner paths, and modules of the runtime. */

import { folderOf, foldersFrom } from '../file-system.ts';
import { exportedEntries, type Manifest, manifestAbove, manifestAt } from '../manifest.ts';
import type { SourceTexts } from '../source-texts.ts';
import { expandedAlias } from './aliased-modules.ts';
import type { Endings } from './module-endings.ts';
import { filesFrom, folderOffer, type Offer } from './module-files.ts';
import type { ModuleQuery } from './module-query.ts';
import { resolved } from './relative-modules.ts';

const needed = 1;
const builtIn = 3;
/** Installed because another package needs it. */
const unneeded = 6;
const inner = 4;
const mostWithin = 1200;

export interface Installed {
  readonly offers: readonly Offer[];
  /** Whether all packages that are asked for by name are there. */
  readonly isWhole: boolean;
}

export function installedModules(query: ModuleQuery, endings: Endings): Installed {
  const { texts, path } = query;
  const needs = new Set(neededAbove(texts, path));
  const installed = installedAbove(texts, path);
  const own = manifestAbove(texts, path);
  const packages = [...installed].flatMap(([name, folder]) =>
    needs.has(name)
      ? neededPackage(query, name, folder, endings)
      : [offer(name, unneeded), within(name, unneeded)],
  );
  const missing = [...needs].filter((name) => !installed.has(name) && !name.startsWith('@types/'));
  return {
    offers: [
      ...packages,
      ...missing.flatMap((name) => [offer(name, needed), within(name, inner)]),
      ...(own?.name !== undefined && own.exports !== undefined ? entriesOf(query, own, endings) : []),
      ...texts.port.builtInModules.flatMap((name) => [
        offer(name, builtIn),
        ...(name.startsWith('node:') ? [] : [offer(`node:${name}`, builtIn)]),
      ]),
    ],
    isWhole: missing.every((name) => isAliased(query, name)),
  };
}

function isAliased({ config: { options } }: ModuleQuery, name: string): boolean {
  return options.paths?.[name] !== undefined;
}

function offer(text: string, far: number): Offer {
  return { text, kind: 'package', far };
}

function within(name: string, far: number): Offer {
  return folderOffer({ written: `${name}/`, far });
}

/** What the manifests above a file ask for. */
function neededAbove(texts: SourceTexts, path: string): string[] {
  return foldersFrom(folderOf(path)).flatMap((folder) => manifestAt(texts, folder)?.needs ?? []);
}

/** Packages by name, with the folder of the nearest. Types alone stand for what they are the types of. */
function installedAbove(texts: SourceTexts, path: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const above of foldersFrom(folderOf(path))) {
    const modules = `${above === '/' ? '' : above}/node_modules`;
    if (!texts.port.directoryExists(modules)) continue;
    for (const name of packagesIn(texts, modules)) {
      const meant = name.startsWith('@types/')
        ? name.slice('@types/'.length).replace(/^(.+)__/, '@$1/')
        : name;
      if (!found.has(meant)) found.set(meant, `${modules}/${name}`);
    }
  }
  return found;
}

function packagesIn(texts: SourceTexts, modules: string): string[] {
  return texts.port.getDirectories(modules).flatMap((name) => {
    if (name.startsWith('.')) return [];
    if (!name.startsWith('@')) return [name];
    return texts.port.getDirectories(`${modules}/${name}`).map((own) => `${name}/${own}`);
  });
}

function neededPackage(query: ModuleQuery, name: string, folder: string, endings: Endings): Offer[] {
  const manifest = manifestAt(query.texts, folder);
  if (manifest?.exports !== undefined) return entriesOf(query, { ...manifest, name }, endings);
  const isBegun = query.typed.startsWith(`${name}/`);
  if (!isBegun) return [offer(name, needed), within(name, inner)];
  const deeper = /^.*\//.exec(query.typed.slice(name.length + 1))?.[0] ?? '';
  const start = {
    folder: resolved(folder, deeper),
    written: `${name}/${deeper}`,
    far: inner,
    most: mostWithin,
  };
  return filesFrom(query, start, endings);
}

/** The package and what its `exports` name; an entry with a `*` is looked into once it is begun. */
function entriesOf(query: ModuleQuery, manifest: Manifest, endings: Endings): Offer[] {
  const { name: own = '', folder } = manifest;
  return exportedEntries(manifest).flatMap(({ name, target }) => {
    const pattern = own + name;
    if (!pattern.includes('*')) return [offer(pattern, name === '' ? needed : inner)];
    const head = pattern.slice(0, pattern.indexOf('*'));
    return query.typed.startsWith(head)
      ? expandedAlias(query, { pattern, target: resolved(folder, target), isExact: true }, endings)
      : [folderOffer({ written: head, far: inner })];
  });
}
