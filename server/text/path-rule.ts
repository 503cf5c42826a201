/** Paths and globs that a person writes, as in a `.gitignore`: a folder that matches stands for all that lies in it. */

import { decision, parseIgnoreFile } from './ignore-pattern.ts';
import { relativePath } from './paths.ts';

/** Tests paths of the repository at `root` against a path or glob relative to it. */
export function pathRule(written: string, root: string): (path: string) => boolean {
  const rules = parseIgnoreFile(relativePath(written, root), '');
  return (path) => {
    const parts = relativePath(path, root).split('/');
    return parts.some((_, at) => {
      const kind = at === parts.length - 1 ? 'file' : 'folder';
      return decision(rules, parts.slice(0, at + 1).join('/'), kind) === true;
    });
  };
}
