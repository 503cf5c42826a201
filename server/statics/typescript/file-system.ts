/**
 * What the engine needs to know of files, as a port, and how their paths are spelled inside: with
 * forward slashes on every platform.
 */

/** Read access to files. Paths have forward slashes; nothing throws for what is not there. */
export interface FileSystemPort {
  readonly useCaseSensitiveFileNames: boolean;
  /** Folder with the `lib.*.d.ts` files of the TypeScript release in use. */
  readonly libFolder: string;
  /** Names of the modules that come with the runtime, without `node:` where they are known without. */
  readonly builtInModules: readonly string[];
  readFile(path: string): string | undefined;
  fileExists(path: string): boolean;
  directoryExists(path: string): boolean;
  /** Names of the folders in a folder. */
  getDirectories(path: string): string[];
  /** Files under a folder that match the patterns of a `tsconfig.json`, as `ts.sys.readDirectory`. */
  readDirectory(
    path: string,
    extensions?: readonly string[],
    exclude?: readonly string[],
    include?: readonly string[],
    depth?: number,
  ): string[];
  realpath(path: string): string;
}

/** The inner spelling of a path: `C:\a\b.ts` becomes `C:/a/b.ts`. */
export function slashed(path: string): string {
  return /^(?:[A-Za-z]:|\\\\)/.test(path) ? path.replaceAll('\\', '/') : path;
}

/** The platform's spelling of an inner path: undoes `slashed`. */
export function native(path: string): string {
  return /^(?:[A-Za-z]:\/|\/\/)/.test(path) ? path.replaceAll('/', '\\') : path;
}

/** The folder that holds a path, or the path itself at the root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  if (slash <= 0) return path.slice(0, 1);
  return path.slice(0, slash);
}

/** The folder and all that hold it, the nearest first. */
export function foldersFrom(folder: string): string[] {
  const folders = [folder];
  for (let above = folderOf(folder); above !== folders.at(-1); above = folderOf(above)) folders.push(above);
  return folders;
}
