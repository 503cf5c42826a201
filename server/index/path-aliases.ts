/** Other names of paths: `paths` and `baseUrl` of a tsconfig.json, `imports` of a package.json. */

import { foldersFrom, folderOf, join, slashesOf } from './path-parts.ts';

/** What holds for the files below a folder, unless a folder further down has aliases of its own. */
export interface PathAliases {
  readonly folder: string;
  /** Where modules that are not relative are looked for first. */
  readonly baseUrl?: string;
  /** Absolute targets by pattern; a `*` in the pattern stands for what a `*` in the target becomes. */
  readonly paths: ReadonlyMap<string, readonly string[]>;
}

export class AliasTable {
  readonly #byFolder: ReadonlyMap<string, PathAliases>;
  /** The same for the same aliases. */
  readonly key: string;

  constructor(aliases: readonly PathAliases[] = []) {
    this.key = JSON.stringify(aliases.map(({ folder, baseUrl, paths }) => [folder, baseUrl, [...paths]]));
    this.#byFolder = new Map(aliases.map((one) => [slashesOf(one.folder), one]));
  }

  /** Paths that a module may stand for in a file, the likelier first. */
  targetsOf(path: string, module: string): string[] {
    if (this.#byFolder.size === 0) return [];
    const aliases = this.#around(path);
    if (!aliases) return [];
    const { paths, baseUrl } = aliases;
    const below = baseUrl === undefined ? [] : [join(slashesOf(baseUrl), module)];
    return [...matched(paths, module), ...below];
  }

  #around(path: string): PathAliases | undefined {
    for (const folder of foldersFrom(folderOf(path))) {
      const aliases = this.#byFolder.get(folder);
      if (aliases) return aliases;
    }
    return undefined;
  }
}

/** The targets of the pattern with the longest part before its star, as TypeScript chooses. */
function matched(paths: PathAliases['paths'], module: string): string[] {
  const exact = paths.get(module);
  if (exact) return exact.map(slashesOf);
  let best: { readonly pattern: string; readonly star: string } | undefined;
  for (const pattern of paths.keys()) {
    const [before, after] = pattern.split('*');
    if (before === undefined || after === undefined || module.length < before.length + after.length) continue;
    if (!module.startsWith(before) || !module.endsWith(after)) continue;
    if (best && best.pattern.indexOf('*') >= before.length) continue;
    best = { pattern, star: module.slice(before.length, module.length - after.length) };
  }
  const { star = '', pattern = '' } = best ?? {};
  return (paths.get(pattern) ?? []).map((target) => slashesOf(target.replace('*', () => star)));
}
