/**
 * Where an import may lead, as stems: a path without what imports may leave out (`.ts`, `/index`,
 * `/__init__`). Stems have forward slashes and do not say which of several files is meant.
 */

const scriptEnding = /(\.d)?\.[cm]?[jt]sx?$/;
const pythonEnding = /\.pyi?$/;

/** The stem that a file can be imported by. */
export function stemOf(path: string): string {
  const slashed = slashesOf(path);
  if (pythonEnding.test(slashed)) return slashed.replace(pythonEnding, '').replace(/\/__init__$/, '');
  return slashed.replace(scriptEnding, '').replace(/\/index$/, '');
}

/** What one import may mean, the likelier first. `packages`: workspace packages by name. */
export function stemsOf(path: string, module: string, packages: ReadonlyMap<string, string>): string[] {
  const from = slashesOf(path);
  if (pythonEnding.test(from)) return pythonStems(from, module);
  if (/^\.{1,2}(\/|$)/.test(module)) return [stemOf(join(folderOf(from), module))];
  return packageStems(module, packages);
}

/** `..models.invoice` from the folders above; `models.invoice` from any folder above, the nearest first. */
function pythonStems(from: string, module: string): string[] {
  const dots = /^\.*/.exec(module)?.[0].length ?? 0;
  const rest = module.slice(dots).split('.').filter(Boolean).join('/');
  if (dots > 0) return [join(folderOf(from), '../'.repeat(dots - 1) + rest)];
  const stems: string[] = [];
  for (let folder = folderOf(from); ; folder = folderOf(folder)) {
    stems.push(join(folder, rest));
    if (folder === folderOf(folder)) return stems;
  }
}

function packageStems(module: string, packages: ReadonlyMap<string, string>): string[] {
  const name = /^(@[^/]+\/)?[^/]+/.exec(module)?.[0] ?? module;
  const folder = packages.get(name);
  if (folder === undefined) return [];
  const inside = module.slice(name.length + 1);
  const places = inside ? [inside, `src/${inside}`] : ['src', '', 'lib', 'src/main'];
  return places.map((place) => stemOf(join(slashesOf(folder), place)));
}

/** How well a file fits an import of its stem; the higher, the better. */
export function fitness(path: string, module: string): number {
  const ending = /(\.d)?\.[^./]+$/.exec(path)?.[0] ?? '';
  const isPackage = /\/(index|__init__)\.[^/]+$/.test(slashesOf(path));
  const asWritten = module.endsWith(ending) ? 8 : 0;
  const order = [
    '.ts',
    '.tsx',
    '.mts',
    '.cts',
    '.d.ts',
    '.py',
    '.js',
    '.jsx',
    '.mjs',
    '.cjs',
    '.pyi',
  ].indexOf(ending);
  return asWritten - (isPackage ? 16 : 0) - (order === -1 ? 20 : order) / 32;
}

function slashesOf(path: string): string {
  return path.replaceAll('\\', '/');
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return path.slice(0, slash === 0 ? 1 : Math.max(0, slash));
}

/** Joins and takes `.` and `..` out; a path that starts with a slash keeps it. */
function join(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && (part !== '' || parts.length === 0)) parts.push(part);
  }
  return folder === '' ? parts.filter(Boolean).join('/') : parts.join('/');
}
