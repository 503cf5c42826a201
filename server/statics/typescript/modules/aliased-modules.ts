/** Files by the aliases of a configuration (`paths`) and of the package's manifest (`imports`). */

import { manifestAbove, targetOf } from '../manifest.ts';
import { pathsFolder } from '../project-config.ts';
import { type Endings, exactEndings } from './module-endings.ts';
import { filesFrom, folderOffer, type Offer } from './module-files.ts';
import type { ModuleQuery } from './module-query.ts';
import { resolved } from './relative-modules.ts';

/** What an alias leads to: a file, or with a `*` in both the files of a folder. */
export interface Alias {
  readonly pattern: string;
  readonly target: string;
  /** It is of a manifest, so that names are taken as they are. */
  readonly isExact?: true;
}

const aliasFar = 2;
/** How many files an alias names once it is typed, and before. */
const mostBegun = 1200;
const mostUnbegun = 250;
/** With more aliases of folders than this, none is looked into before it is begun. */
const mostLooked = 8;

/** All that the aliases name, as far as what is typed leads. */
export function aliasedModules(query: ModuleQuery, endings: Endings): Offer[] {
  const all = [...configured(query), ...ownImports(query)];
  const patterns = new Set(all.map(({ pattern }) => pattern));
  const isMuch = all.filter(({ pattern }) => pattern.includes('*')).length > mostLooked;
  return all.flatMap((alias) => {
    // A package's inner folders, and aliases where there are many, are looked into once they are begun.
    const isInner = isMuch || patterns.has(alias.pattern.split('/*')[0] ?? '');
    return isInner && alias.pattern.includes('*') && !query.typed.startsWith(headOf(alias.pattern))
      ? [folderOffer({ written: headOf(alias.pattern), far: aliasFar })]
      : expandedAlias(query, alias, endings);
  });
}

/** The texts that an alias allows. What stands behind its `*` is not looked into. */
export function expandedAlias(query: ModuleQuery, alias: Alias, endings: Endings): Offer[] {
  const { pattern, target, isExact } = alias;
  const { typed } = query;
  if (!pattern.includes('*')) return [{ text: pattern, kind: 'alias', far: aliasFar }];
  const head = headOf(pattern);
  const [folder = '', tail = ''] = target.split('*');
  const isPlain = folder.endsWith('/') && pattern.endsWith('*') && (isExact === true || tail === '');
  if (!isPlain) return [folderOffer({ written: head, far: aliasFar })];
  const deeper = typed.startsWith(head) ? (/^.*\//.exec(typed.slice(head.length))?.[0] ?? '') : '';
  const most = typed.startsWith(head) && head !== '' ? mostBegun : mostUnbegun;
  const start = {
    folder: resolved(folder.slice(0, -1), deeper),
    written: head + deeper,
    far: aliasFar,
    most,
  };
  return filesFrom(query, start, isExact ? exactEndings(tail) : endings);
}

function headOf(pattern: string): string {
  return pattern.slice(0, pattern.indexOf('*'));
}

function configured({ config: { options } }: ModuleQuery): Alias[] {
  const from = options.baseUrl ?? pathsFolder(options);
  const aliases = Object.entries(options.paths ?? {}).flatMap(([pattern, targets]) =>
    targets.map((target) => ({ pattern, target: target.startsWith('/') ? target : `${from}/${target}` })),
  );
  return options.baseUrl === undefined
    ? aliases.map(settled)
    : [...aliases, { pattern: '*', target: `${from}/*` }].map(settled);
}

/** Without steps up and down in the target. */
function settled({ pattern, target }: Alias): Alias {
  const drive = /^[A-Za-z]:/.exec(target)?.[0] ?? '';
  const rest = target.slice(drive.length);
  const ending = rest.endsWith('/') ? '/' : '';
  return { pattern, target: drive + resolved('/', rest).replace(/^\/\//, '/') + ending };
}

/** `#name`, which only the package itself may write. */
function ownImports({ texts, path }: ModuleQuery): Alias[] {
  const manifest = manifestAbove(texts, path);
  return Object.entries(manifest?.imports ?? {}).flatMap(([pattern, value]) => {
    const target = targetOf(value);
    if (!manifest || target === undefined) return [];
    return target.startsWith('./')
      ? [{ pattern, target: resolved(manifest.folder, target), isExact: true }]
      : [{ pattern, target, isExact: true }];
  });
}
