/** Reads which other names paths have: from `tsconfig.json` and `jsconfig.json`, and from `package.json`. */

import { readFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import type { PathAliases } from '../../index/index.ts';
import { type Fields, fieldsOf, parseFields } from './jsonc.ts';

/** Configurations that extend one another, and projects that one refers to, are followed so far. */
const deepest = 12;

/** Aliases of the configurations among these files; broken ones are passed over. */
export async function pathAliases(paths: readonly string[]): Promise<PathAliases[]> {
  const configs = paths.filter((path) => /^(tsconfig|jsconfig)\.json$/.test(basename(path)));
  const packages = paths.filter((path) => basename(path) === 'package.json');
  const found = await Promise.all([...configs.map(aliasesOfConfig), ...packages.map(aliasesOfPackage)]);
  const byFolder = new Map<string, PathAliases>();
  for (const one of found) {
    if (!one) continue;
    const { paths: before = new Map(), ...known } = byFolder.get(one.folder) ?? one;
    byFolder.set(one.folder, { ...one, ...known, paths: new Map([...before, ...one.paths]) });
  }
  return [...byFolder.values()];
}

/** What a configuration says of names; targets are absolute. */
interface Said {
  readonly baseUrl?: string;
  readonly paths?: PathAliases['paths'];
}

/** A configuration that only refers to others (`files: []`) stands for all of them. */
async function aliasesOfConfig(path: string): Promise<PathAliases | undefined> {
  const own = await saidIn(path, dirname(path), 0);
  if (own.baseUrl !== undefined || own.paths) return aliases(dirname(path), own);
  const referred = await Promise.all(
    (await referencesOf(path)).map((reference) => saidIn(reference, dirname(reference), 0)),
  );
  const merged: Said = {
    ...referred.find(({ baseUrl }) => baseUrl !== undefined),
    paths: new Map(referred.flatMap(({ paths }) => [...(paths ?? [])])),
  };
  return merged.paths?.size || merged.baseUrl !== undefined ? aliases(dirname(path), merged) : undefined;
}

function aliases(folder: string, { baseUrl, paths = new Map() }: Said): PathAliases {
  return { folder, paths, ...(baseUrl === undefined ? {} : { baseUrl }) };
}

/** `configured`: the folder that `${configDir}` stands for. */
async function saidIn(path: string, configured: string, depth: number): Promise<Said> {
  const config = await read(path);
  if (!config || depth > deepest) return {};
  const bases = [config.extends].flat().filter((one) => typeof one === 'string');
  let said: Said = {};
  for (const base of bases) {
    const at = await extended(base, dirname(path));
    if (at !== undefined) said = { ...said, ...(await saidIn(at, configured, depth + 1)) };
  }
  const options = fieldsOf(config.compilerOptions) ?? {};
  const place = (written: string, from: string): string =>
    resolve(
      from,
      written.replace('${configDir}', () => configured),
    );
  const baseUrl = typeof options.baseUrl === 'string' ? place(options.baseUrl, dirname(path)) : undefined;
  const from = baseUrl ?? dirname(path);
  const paths = fieldsOf(options.paths);
  return {
    ...said,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(paths ? { paths: targetsIn(paths, (target) => place(target, from)) } : {}),
  };
}

function targetsIn(paths: Fields, place: (target: string) => string): PathAliases['paths'] {
  return new Map(
    Object.entries(paths).map(([pattern, targets]) => [
      pattern,
      [targets]
        .flat()
        .filter((target) => typeof target === 'string')
        .map(place),
    ]),
  );
}

/** The file that `extends` means: a path, or a configuration of an installed package. */
async function extended(written: string, folder: string): Promise<string | undefined> {
  const bases =
    isAbsolute(written) || /^\.{1,2}(\/|$)/.test(written)
      ? [resolve(folder, written)]
      : foldersFrom(folder).map((one) => join(one, 'node_modules', written));
  for (const base of bases) {
    for (const path of [base, `${base}.json`, join(base, 'tsconfig.json')]) if (await read(path)) return path;
  }
  return undefined;
}

function foldersFrom(folder: string): string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersFrom(above)];
}

async function referencesOf(path: string): Promise<string[]> {
  const references = (await read(path))?.references;
  if (!Array.isArray(references)) return [];
  return references.slice(0, deepest).flatMap((reference: unknown) => {
    const written = fieldsOf(reference)?.path;
    if (typeof written !== 'string') return [];
    const at = resolve(dirname(path), written);
    return [at.endsWith('.json') ? at : join(at, 'tsconfig.json')];
  });
}

/** `imports` of a package: `#name` for a file of its own, the first of several conditions. */
async function aliasesOfPackage(path: string): Promise<PathAliases | undefined> {
  const imports = fieldsOf((await read(path))?.imports);
  if (!imports) return undefined;
  const folder = dirname(path);
  const paths = Object.entries(imports).flatMap(([pattern, written]) => {
    const targets = targetsUnder(written).filter((target) => target.startsWith('./'));
    return targets.length > 0 ? [[pattern, targets.map((target) => resolve(folder, target))] as const] : [];
  });
  return { folder, paths: new Map(paths) };
}

function targetsUnder(written: unknown): string[] {
  if (typeof written === 'string') return [written];
  if (Array.isArray(written)) return written.flatMap(targetsUnder);
  return Object.values(fieldsOf(written) ?? {}).flatMap(targetsUnder);
}

async function read(path: string): Promise<Fields | undefined> {
  return parseFields(await readFile(path, 'utf8').catch(() => ''));
}
