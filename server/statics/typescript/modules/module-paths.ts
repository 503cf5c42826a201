/**
 * What may be written between the quotes of an import: files by relative paths, path aliases, the package's
 * own `imports`, packages of the workspace and installed ones, and modules of the runtime. By files alone.
 */

import type { LegalText, LegalTexts } from '../../hole.ts';
import { folderOf } from '../file-system.ts';
import { manifestAbove } from '../manifest.ts';
import { aliasedModules } from './aliased-modules.ts';
import { ambientModules } from './ambient-modules.ts';
import { installedModules } from './installed-modules.ts';
import { endingsOf } from './module-endings.ts';
import type { Offer } from './module-files.ts';
import type { ModuleQuery } from './module-query.ts';
import { relativeModules } from './relative-modules.ts';

/**
 * Everything that may stand there and begins with what is typed, nearest first. Where there is more than can
 * be listed, a folder stands for what is in it: see `LegalText.continues`. Folders of installed packages and
 * hidden ones are not named by relative paths.
 */
export function legalModulePaths(query: ModuleQuery): LegalTexts | undefined {
  const { typed } = query;
  const endings = endingsOf(query);
  const local = relativeModules(query, endings);
  const { offers, isWhole } = typed.startsWith('.') ? nothing : namedModules(query, endings);
  const all = [...local, ...offers].filter((one) => agrees(one, typed));
  const list = inOrder(all);
  return list.length === 0 ? undefined : { list, complete: isWhole && isKnown(query) };
}

const nothing = { offers: [], isWhole: true } as const;

function namedModules(query: ModuleQuery, endings: ReturnType<typeof endingsOf>) {
  const installed = installedModules(query, endings);
  const ambient = ambientModules(query);
  const offers = [...aliasedModules(query, endings), ...installed.offers, ...ambient.offers];
  return { offers, isWhole: installed.isWhole && ambient.isWhole && isChecked(query) };
}

/** Whether a bundler's own names would be an error: in code that a configuration has checked. */
function isChecked({ path, config }: ModuleQuery): boolean {
  return config.key !== path && (/\.[cm]?tsx?$/.test(path) || config.options.checkJs === true);
}

/** Options and runtimes that let a path mean what no list here knows. */
function isKnown({ texts, config, path }: ModuleQuery): boolean {
  const { rootDirs, moduleSuffixes } = config.options;
  if (rootDirs !== undefined || moduleSuffixes !== undefined) return false;
  const root = manifestAbove(texts, path)?.folder ?? folderOf(path);
  return !['deno.json', 'deno.jsonc'].some((name) => texts.port.fileExists(`${root}/${name}`));
}

/** A folder agrees as long as one is a beginning of the other. */
function agrees({ text, continues }: Offer, typed: string): boolean {
  return text.startsWith(typed) || (continues === true && typed.startsWith(text));
}

function inOrder(offers: readonly Offer[]): LegalText[] {
  const byText = new Map<string, Offer>();
  for (const offer of offers) {
    const known = byText.get(offer.text);
    if (!known || known.far > offer.far) byText.set(offer.text, offer);
  }
  return [...byText.values()]
    .toSorted((a, b) => a.far - b.far)
    .map(({ text, kind, continues }) => ({ text, kind, type: '', ...(continues && { continues }) }));
}
