/** Files by their paths from the one that imports them. */

import { folderOf } from '../file-system.ts';
import { manifestAbove } from '../manifest.ts';
import type { Endings } from './module-endings.ts';
import { filesFrom, type Offer } from './module-files.ts';
import type { ModuleQuery } from './module-query.ts';

const mostRelative = 1200;

/** From the folder that is typed so far; from the file's own up to its package's while none is. */
export function relativeModules(query: ModuleQuery, endings: Endings): Offer[] {
  const { texts, config, path, typed } = query;
  if (typed !== '' && !/^\.(?:$|\.?(?:$|\/))/.test(typed)) return [];
  const own = folderOf(path);
  const written = /^.*\//.exec(typed)?.[0] ?? './';
  const top = [config.folder, manifestAbove(texts, path)?.folder ?? own].toSorted(
    (a, b) => a.length - b.length,
  )[0];
  const climbs = /^(?:\.\/|(?:\.\.\/)+)$/.test(written);
  const folder = resolved(own, written);
  const start = {
    folder,
    written,
    far: 0,
    most: mostRelative,
    ...(climbs && top !== undefined && { top: higher(top, folder) }),
  };
  return filesFrom(query, start, endings);
}

/** A folder that holds both: what is above the top already is not climbed from. */
function higher(top: string, folder: string): string {
  return folder === top || folder.startsWith(`${top}/`) ? top : folder;
}

/** The folder that a relative path means. */
export function resolved(folder: string, written: string): string {
  let at = folder;
  for (const step of written.split('/')) {
    if (step === '..') at = folderOf(at);
    else if (step !== '' && step !== '.') at = `${at === '/' ? '' : at}/${step}`;
  }
  return at;
}
