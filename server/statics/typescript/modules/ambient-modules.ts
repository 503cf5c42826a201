/** Modules that declaration files make up: `declare module 'virtual:icons'`. */

import ts from 'typescript';
import { folderOf, foldersFrom } from '../file-system.ts';
import type { SourceTexts } from '../source-texts.ts';
import type { Offer } from './module-files.ts';
import type { ModuleQuery } from './module-query.ts';
import { resolved } from './relative-modules.ts';

const ambientFar = 3;
/** How many declaration files are read. */
const mostFiles = 60;

export interface Ambient {
  readonly offers: readonly Offer[];
  /** Whether no declaration allows names that no list can hold, such as `*?worker`. */
  readonly isWhole: boolean;
}

/** Those of the project's own declaration files, and of the packages of types that it names. */
export function ambientModules({ texts, config }: ModuleQuery): Ambient {
  const own = config.roots.filter((path) => /\.d\.[cm]?ts$/.test(path));
  const typed = (config.options.types ?? []).flatMap((name) => entryOf(texts, config.folder, name) ?? []);
  const names = declaredIn(texts, [...own, ...typed]);
  const open = names.filter((name) => name.includes('*') && !/^\*\.[\w.]+$/.test(name));
  const offers = names.flatMap((text) =>
    text.includes('*') ? [] : [{ text, kind: 'module', far: ambientFar }],
  );
  return { offers, isWhole: open.length === 0 };
}

function declaredIn(texts: SourceTexts, files: readonly string[]): string[] {
  const queue = [...new Set(files)];
  const names: string[] = [];
  for (let next = 0; next < Math.min(queue.length, mostFiles); next++) {
    const path = queue[next] ?? '';
    const text = texts.read(path) ?? '';
    names.push(
      ...[...text.matchAll(/\bdeclare\s+module\s+(['"])([^'"\n]+)\1/g)].map(([, , name = '']) => name),
    );
    for (const file of referred(texts, path, text)) if (!queue.includes(file)) queue.push(file);
  }
  return names.filter((name) => !name.startsWith('.'));
}

/** The files that `/// <reference>` leads to. */
function referred(texts: SourceTexts, path: string, text: string): string[] {
  const { referencedFiles, typeReferenceDirectives } = ts.preProcessFile(text, false, false);
  const folder = folderOf(path);
  return [
    ...referencedFiles.map(({ fileName }) => resolved(folder, fileName)),
    ...typeReferenceDirectives.flatMap(({ fileName }) => entryOf(texts, folder, fileName) ?? []),
  ];
}

/** The declaration file of a package of types, for example `vite/client`. */
function entryOf(texts: SourceTexts, start: string, name: string): string | undefined {
  if (name === '*') return undefined;
  for (const folder of foldersFrom(start)) {
    const modules = `${folder}/node_modules`;
    const places = [`${modules}/${name}`, `${modules}/@types/${name}`];
    const found = places
      .flatMap((place) => [`${place}.d.ts`, `${place}/index.d.ts`])
      .find((path) => texts.fileExists(path));
    if (found !== undefined) return found;
  }
  return undefined;
}
