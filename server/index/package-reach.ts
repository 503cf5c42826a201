/** Which package a file belongs to, and which other packages of the workspace it can import. */

import { foldersFrom, folderOf, slashesOf } from './path-parts.ts';

/** What a package says of itself. */
export interface PackageManifest {
  readonly folder: string;
  readonly name?: string;
  /** Names of the packages that it asks for, in whatever way. */
  readonly dependencies: readonly string[];
  /** The paths that others may import it by: `.` for its name alone, `./rates`, `./icons/*`. Any where it is missing. */
  readonly exports?: readonly string[];
}

/** The packages that files of a package import from as it is. */
export type Imported = (
  own: PackageManifest,
  reach: PackageReach,
) => Pick<ReadonlySet<PackageManifest>, 'has'>;

/** Whether others may import from a package by this module, its name or a path behind it. */
export function gives({ name, exports }: PackageManifest, module: string): boolean {
  if (name === undefined || (module !== name && !module.startsWith(`${name}/`))) return false;
  const path = `.${module.slice(name.length)}`;
  return (
    exports?.some((one) => {
      const [before = '', after] = one.split('*');
      return after === undefined ? one === path : path.startsWith(before) && path.endsWith(after);
    }) ?? true
  );
}

export class PackageReach {
  readonly #byFolder: ReadonlyMap<string, PackageManifest>;
  readonly #imported: Imported;
  /** The packages around a folder, the nearest first. */
  readonly #aroundFolder = new Map<string, readonly PackageManifest[]>();

  constructor(manifests: readonly PackageManifest[] = [], imported: Imported = () => new Set()) {
    this.#imported = imported;
    this.#byFolder = new Map(manifests.map((one) => [slashesOf(one.folder), one]));
  }

  /** The nearest package around a file. */
  packageOf(path: string): PackageManifest | undefined {
    return this.#around(path)[0];
  }

  /**
   * Whether a file can import from another: of the same package, of one that its package or one around it
   * asks for or imports from anyway, or of one without a name, which is no package to others.
   */
  canImport(from: string, to: string): boolean {
    const target = this.packageOf(to);
    const around = this.#around(from);
    if (target?.name === undefined || target === around[0]) return true;
    const { name } = target;
    if (around.some((own) => own.name === name || own.dependencies.includes(name))) return true;
    return around[0] !== undefined && this.#imported(around[0], this).has(target);
  }

  #around(path: string): readonly PackageManifest[] {
    const folder = folderOf(slashesOf(path));
    const known = this.#aroundFolder.get(folder);
    if (known) return known;
    const around = foldersFrom(folder).flatMap((one) => this.#byFolder.get(one) ?? []);
    this.#aroundFolder.set(folder, around);
    return around;
  }
}
