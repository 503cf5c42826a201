/** How a file is named where it is imported: without an ending, as JavaScript, or as it is. */

import ts from 'typescript';
import { manifestAbove } from '../manifest.ts';
import type { ModuleQuery } from './module-query.ts';

export interface Endings {
  /** Names of one file, the one that this code would write first. */
  readonly names: (file: string) => readonly string[];
  /** Whether a folder stands for the index file in it. */
  readonly hasFolders: boolean;
}

type Style = 'none' | 'javascript' | 'as it is';

const script = /^(.+?)(\.d)?\.([cm]?)([jt])s(x?)$/;

/** The names that resolution of imports accepts here. */
export function endingsOf(query: ModuleQuery): Endings {
  const needsEnding = isStrict(query);
  const { allowImportingTsExtensions, rewriteRelativeImportExtensions } = query.config.options;
  const keepsOwn = Boolean(allowImportingTsExtensions ?? rewriteRelativeImportExtensions);
  const style = styleOf(query.text, needsEnding);
  const names = (file: string) => {
    const parts = script.exec(file);
    if (!parts) return [file];
    const [, stem = '', declares, flavour = '', language, x] = parts;
    const isOwn = declares === undefined && (language === 'j' || keepsOwn);
    const by: Record<Style, readonly string[]> = {
      none: flavour === '' && !needsEnding ? [stem] : [],
      javascript: [`${stem}.${flavour}js`, ...(x ? [`${stem}.jsx`] : [])],
      'as it is': isOwn ? [file] : [],
    };
    return [...new Set([...by[style], ...by.none, ...by.javascript, ...by['as it is']])];
  };
  return { names, hasFolders: !needsEnding };
}

/** Those of a manifest's pattern, which adds nothing: the part before `tail` of names that end in it. */
export function exactEndings(tail: string): Endings {
  const names = (file: string) => {
    const [, stem, , flavour = ''] = script.exec(file) ?? [];
    const all = stem === undefined ? [file] : [`${stem}.${flavour}js`, file];
    const fitting = all
      .filter((name) => name.endsWith(tail))
      .map((name) => name.slice(0, name.length - tail.length));
    return [...new Set(fitting)];
  };
  return { names, hasFolders: false };
}

/** Whether relative imports have to name files with their endings. */
function isStrict({ texts, config: { options }, path }: ModuleQuery): boolean {
  const { module = ts.ModuleKind.ESNext, moduleResolution } = options;
  const isNode =
    moduleResolution === undefined && module >= ts.ModuleKind.Node16 && module < ts.ModuleKind.Preserve;
  const resolves =
    isNode ||
    moduleResolution === ts.ModuleResolutionKind.Node16 ||
    moduleResolution === ts.ModuleResolutionKind.NodeNext;
  if (!resolves || /\.c[jt]s$/.test(path)) return false;
  return /\.m[jt]s$/.test(path) || manifestAbove(texts, path)?.isEsm === true;
}

/** As the relative imports of the text end. */
function styleOf(text: string, needsEnding: boolean): Style {
  const written = [...text.matchAll(/\bfrom\s*(['"])(\.[^'"\n]*)\1/g)].map(([, , module = '']) => module);
  if (written.some((module) => /\.[cm]?tsx?$/.test(module))) return 'as it is';
  return needsEnding || written.some((module) => /\.[cm]?jsx?$/.test(module)) ? 'javascript' : 'none';
}
