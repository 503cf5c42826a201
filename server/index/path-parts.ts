/** Paths with forward slashes, taken apart and put together as text; nothing here looks at a disk. */

export function slashesOf(path: string): string {
  return path.replaceAll('\\', '/');
}

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return path.slice(0, slash === 0 ? 1 : Math.max(0, slash));
}

export function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder and all above it, the nearest first. */
export function foldersFrom(folder: string): string[] {
  const folders = [folder];
  for (let at = folderOf(folder); at !== folders.at(-1); at = folderOf(at)) folders.push(at);
  return folders;
}

/** Joins and takes `.` and `..` out; a path that starts with a slash keeps it. */
export function join(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return folder === '' ? parts.filter(Boolean).join('/') : parts.join('/');
}

/** `a/b/c`, `b/c`, `c`, down to so many names. */
export function endingsOf(path: string, fewest: number): string[] {
  const names = path.split('/').filter(Boolean);
  const count = Math.max(0, names.length - fewest) + 1;
  return Array.from({ length: count }, (_, start) => names.slice(start).join('/'));
}
