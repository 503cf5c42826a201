/**
 * What `.gitignore` and `.keyholeignore` files leave out, at every level, the deeper one first, then
 * `.git/info/exclude`. Ignore files above the root count too, unless they ignore the root itself: a
 * folder that was named is read. The files are read once, when first asked for.
 */

import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { gitFolderOf } from './git-folder.ts';
import { decision, type IgnoreRule, parseIgnoreFile } from '../../text/text.ts';

/** The rules of one file, and the folder that its patterns are relative to. */
interface RuleFile {
  readonly folder: string;
  readonly name: string;
  readonly rules: readonly IgnoreRule[];
}

/** The deepest first: `.keyholeignore` has the last word in its folder. */
const ruleFileNames = ['.keyholeignore', '.gitignore'];

/** Ask it about folders before what they hold: it decides on one path, not on those above it. */
export class IgnoreRules {
  readonly #root: string;
  readonly #byFolder = new Map<string, readonly RuleFile[]>();

  constructor(root: string) {
    this.#root = root;
    const above = rulesAbove(root);
    const namesRoot = parents(root, above.at(-1)?.folder).some((path) => isIgnored(above, path, 'folder'));
    this.#byFolder.set(root, [...rulesIn(root), ...(namesRoot ? [] : above)]);
  }

  /** One sentence that names the ignore file, or `undefined` for what is not ignored. */
  whyIgnored(path: string, kind: 'file' | 'folder'): string | undefined {
    const decision = decide(this.#rulesOf(dirname(path)), path, kind);
    return decision?.ignored
      ? `ignored by ${join(relative(this.#root, decision.by.folder), decision.by.name)}`
      : undefined;
  }

  #rulesOf(folder: string): readonly RuleFile[] {
    const known = this.#byFolder.get(folder);
    if (known) return known;
    const parent = dirname(folder);
    const above = parent === folder ? [] : this.#rulesOf(parent);
    const own = rulesIn(folder);
    const rules = own.length > 0 ? [...own, ...above] : above;
    this.#byFolder.set(folder, rules);
    return rules;
  }
}

function isIgnored(rules: readonly RuleFile[], path: string, kind: 'file' | 'folder'): boolean {
  return decide(rules, path, kind)?.ignored ?? false;
}

function decide(
  files: readonly RuleFile[],
  path: string,
  kind: 'file' | 'folder',
): { readonly by: RuleFile; readonly ignored: boolean } | undefined {
  for (const file of files) {
    const start = file.folder.endsWith(sep) ? file.folder : file.folder + sep;
    if (!path.startsWith(start)) continue;
    const local = sep === '/' ? path.slice(start.length) : path.slice(start.length).replaceAll(sep, '/');
    const ignored = decision(file.rules, local, kind);
    if (ignored !== undefined) return { by: file, ignored };
  }
  return undefined;
}

function rulesIn(folder: string): RuleFile[] {
  const own = ruleFileNames.flatMap((name) => readRules(join(folder, name), folder, name));
  const shared = gitFolderOf(folder)?.shared;
  if (shared === undefined) return own;
  return [...own, ...readRules(join(shared, 'info', 'exclude'), folder, '.git/info/exclude')];
}

function readRules(path: string, folder: string, name: string): RuleFile[] {
  if (!existsSync(path)) return [];
  try {
    const ignoresCase = process.platform === 'win32' || process.platform === 'darwin';
    const rules = parseIgnoreFile(readFileSync(path, 'utf8'), ignoresCase ? 'i' : '');
    return rules.length > 0 ? [{ folder, name, rules }] : [];
  } catch {
    return [];
  }
}

/** Rules of the folders from above `root` up to the one that holds `.git`, deepest first. */
function rulesAbove(root: string): RuleFile[] {
  if (existsSync(join(root, '.git'))) return [];
  const rules: RuleFile[] = [];
  for (let folder = dirname(root); ; folder = dirname(folder)) {
    rules.push(...rulesIn(folder));
    if (existsSync(join(folder, '.git'))) return rules;
    if (folder === dirname(folder)) return [];
  }
}

/** `path` and the folders above it, up to but without `top`. */
function parents(path: string, top: string | undefined): string[] {
  if (top === undefined) return [];
  const found: string[] = [];
  for (let at = path; at !== top && at !== dirname(at); at = dirname(at)) found.push(at);
  return found;
}
