/**
 * The packages of a monorepo beside the one at hand, and where their sources are: an import of a package
 * that is not built, or not linked into `node_modules`, is led to what it would be built from.
 */

import { folderOf, foldersFrom } from './file-system.ts';
import { exportedEntries, manifestAt, type Manifest } from './manifest.ts';
import type { SourceTexts } from './source-texts.ts';

/** Path aliases as in a `tsconfig.json`, with absolute targets. */
export type Aliases = Readonly<Record<string, string[]>>;

interface WorkspacePackage extends Manifest {
  readonly name: string;
}

/** Folders that builds write, in place of which a package has its sources in `src`. */
const built = ['dist', 'lib', 'build', 'out', 'es', 'esm', 'cjs'];
const sources = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** Aliases for the packages that code in the folder may import and would not find. */
export function workspaceAliases(texts: SourceTexts, folder: string): Aliases {
  const root = workspaceRoot(texts, folder);
  if (!root) return {};
  const own = ownManifest(texts, folder, root.folder);
  const importable = own.folder === root.folder ? undefined : new Set([...own.needs, ...root.needs]);
  const packages = memberFolders(texts, root).flatMap((path) => packageAt(texts, path) ?? []);
  const missing = packages.filter(
    (one) =>
      one.folder !== own.folder && (importable?.has(one.name) ?? true) && !isThere(texts, one, own, root),
  );
  return Object.fromEntries(missing.flatMap((one) => aliasesOf(texts, one)));
}

interface WorkspaceRoot extends Manifest {
  readonly patterns: readonly string[];
}

function workspaceRoot(texts: SourceTexts, start: string): WorkspaceRoot | undefined {
  for (const folder of foldersFrom(start)) {
    const manifest = manifestAt(texts, folder);
    const patterns = manifest?.workspaces ?? pnpmPatterns(texts.read(`${folder}/pnpm-workspace.yaml`));
    if (patterns) return { needs: [], isEsm: false, ...manifest, folder, patterns };
  }
  return undefined;
}

/** The list under `packages:`; nothing else of that file matters here. */
function pnpmPatterns(yaml: string | undefined): string[] | undefined {
  const list = yaml && /^packages:[^\S\n]*\n((?:[^\S\n]*(?:-[^\n]*|#[^\n]*)?\n?)*)/m.exec(yaml)?.[1];
  if (!list) return undefined;
  return [...list.matchAll(/^\s*-\s*['"]?([^'"#\n]+?)['"]?\s*(?:#.*)?$/gm)].map(
    ([, pattern]) => pattern ?? '',
  );
}

function ownManifest(texts: SourceTexts, start: string, root: string): Manifest {
  for (let folder = start; folder.length >= root.length; folder = folderOf(folder)) {
    const manifest = manifestAt(texts, folder);
    if (manifest) return manifest;
    if (folder === folderOf(folder)) break;
  }
  return { folder: root, needs: [], isEsm: false };
}

const deepest = 4;

function memberFolders(texts: SourceTexts, { folder, patterns }: WorkspaceRoot): string[] {
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  const found = wanted.flatMap((pattern) => expanded(texts, folder, pattern.split('/').filter(isStep)));
  const excluded = patterns.filter((pattern) => pattern.startsWith('!'));
  const out = new Set(
    excluded.flatMap((pattern) => expanded(texts, folder, pattern.slice(1).split('/').filter(isStep))),
  );
  return [...new Set(found)].filter((path) => !out.has(path));
}

function isStep(step: string): boolean {
  return step !== '' && step !== '.';
}

function expanded(texts: SourceTexts, folder: string, [step, ...rest]: readonly string[]): string[] {
  if (step === undefined) return [folder];
  const inside = () =>
    texts.port.getDirectories(folder).filter((name) => !/^(?:node_modules|\..*)$/.test(name));
  if (step === '**') return below(texts, folder, deepest).flatMap((path) => expanded(texts, path, rest));
  if (!step.includes('*')) return expanded(texts, `${folder}/${step}`, rest);
  const pattern = new RegExp(`^${step.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);
  return inside()
    .filter((name) => pattern.test(name))
    .flatMap((name) => expanded(texts, `${folder}/${name}`, rest));
}

function below(texts: SourceTexts, folder: string, depth: number): string[] {
  if (depth === 0) return [folder];
  const inside = texts.port.getDirectories(folder).filter((name) => !/^(?:node_modules|\..*)$/.test(name));
  return [folder, ...inside.flatMap((name) => below(texts, `${folder}/${name}`, depth - 1))];
}

function packageAt(texts: SourceTexts, folder: string): WorkspacePackage | undefined {
  const manifest = manifestAt(texts, folder);
  return manifest?.name === undefined ? undefined : { ...manifest, name: manifest.name };
}

/** Whether an import finds the package and its types without help. */
function isThere(texts: SourceTexts, wanted: WorkspacePackage, own: Manifest, root: Manifest): boolean {
  const isLinked = [own.folder, root.folder].some((folder) =>
    texts.fileExists(`${folder}/node_modules/${wanted.name}/package.json`),
  );
  const [entry] = exportedEntries(wanted);
  return isLinked && entry !== undefined && isTyped(texts, `${wanted.folder}/${entry.target}`);
}

function isTyped(texts: SourceTexts, target: string): boolean {
  const declared = target.replace(/\.([cm]?)jsx?$/, '.d.$1ts');
  return texts.fileExists(/\.[cm]?tsx?$/.test(target) ? target : declared);
}

function aliasesOf(texts: SourceTexts, one: WorkspacePackage): [string, string[]][] {
  const entries = exportedEntries(one).flatMap(({ name, target }): [string, string[]][] => {
    const source = sourceOf(texts, one.folder, target);
    return source === undefined ? [] : [[one.name + name, filesOf(source)]];
  });
  const main = entries.some(([alias]) => alias === one.name)
    ? undefined
    : sourceOf(texts, one.folder, 'index.js');
  return [
    ...entries,
    ...(main === undefined ? [] : [[one.name, [main]] satisfies [string, string[]]]),
    ...built.map((folder): [string, string[]] => [`${one.name}/${folder}/*`, [`${one.folder}/src/*`]]),
  ];
}

/** Of a pattern the files that it may stand for: modules of Node get no ending by themselves. */
function filesOf(source: string): string[] {
  return source.includes('*') ? [...sources.map((ending) => source + ending), source] : [source];
}

/** The source that a file of the package is built from: with ever fewer of the folders around it, and in `src`. */
function sourceOf(texts: SourceTexts, folder: string, target: string): string | undefined {
  const steps = target
    .replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '')
    .split('/')
    .filter(isStep);
  for (let from = 0; from < steps.length; from++) {
    const tail = steps.slice(from).join('/');
    const candidates = [`${folder}/src/${tail}`, `${folder}/${tail}`];
    if (tail.includes('*')) {
      const open = candidates.find((path) =>
        texts.port.directoryExists(folderOf(path.slice(0, path.indexOf('*') + 1))),
      );
      if (open) return open;
      continue;
    }
    for (const path of candidates) {
      const found = sources.map((ending) => path + ending).find((file) => texts.fileExists(file));
      if (found) return found;
    }
  }
  return undefined;
}
