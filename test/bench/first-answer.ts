/** How soon an index that was saved is of use after opening: with an open file, before the whole of it is there. */

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCatalogue } from '../../server/host/catalogue/catalogue.ts';
import { createRepositoryIndex, type RepositoryIndex } from '../../server/host/host.ts';
import { languageOf } from '../../server/text/text.ts';

export interface FirstAnswer {
  /** Milliseconds from opening until the index has the open file, and every file of the workspace that it imports. */
  readonly useful: number;
  /** Files that the index had then. */
  readonly files: number;
  readonly state: string;
  /** Milliseconds until the whole index is there. */
  readonly whole: number;
}

/** Milliseconds between two looks. */
const tick = 5;

/** `imports`: what the file imports of the workspace, as the whole index tells it. */
export async function firstAnswer(
  root: string,
  folder: string,
  { path, imports }: { readonly path: string; readonly imports: readonly string[] },
): Promise<FirstAnswer> {
  const text = readFileSync(path, 'utf8');
  const started = performance.now();
  const catalogue = createCatalogue({ folder, most: 1e9 });
  const repository = createRepositoryIndex({ root, catalogue, indexSize: 1_000 });
  repository.change(path, { path, language: languageOf(path), text });
  const wanted = [path, ...imports];
  while (wanted.some((file) => !repository.index.facts(file))) await sleep(tick);
  const useful = performance.now() - started;
  const first = { useful, files: repository.index.statistics().files, state: repository.completeness.state };
  await repository.indexed;
  const whole = performance.now() - started;
  await repository.dispose();
  await catalogue.close();
  return { ...first, whole };
}

/** Of the files that import others of the workspace, the one with the middle number of imports. */
export function middleFile({ index }: RepositoryIndex): {
  readonly path: string;
  readonly imports: readonly string[];
} {
  const all = index.files().flatMap((path) => {
    const imports = [...new Set(index.importsOf(path).flatMap(({ target }) => target ?? []))];
    return imports.length > 0 ? [{ path, imports }] : [];
  });
  const sorted = all.toSorted((a, b) => a.imports.length - b.imports.length);
  return sorted[sorted.length >> 1] ?? { path: index.files()[0] ?? '', imports: [] };
}
