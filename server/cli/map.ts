/** `keyhole map`: what matters most in a folder, as an outline within a token budget. */

import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { mapRepository } from '../features/features.ts';
import type { RepositoryIndex } from '../host/host.ts';
import type { Seed } from '../index/index.ts';
import { tokenizerFor } from '../models/models.ts';
import { json, write } from './commands.ts';
import { folderAt, withRepository } from './repository.ts';
import { type CommonOptions, readSettings } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface MapOptions extends CommonOptions {
  readonly focus?: string;
}

export async function map(folder: string | undefined, options: MapOptions): Promise<void> {
  const root = await folderAt(folder ?? '.', 'map');
  const settings = await readSettings(options);
  const tokenizer = tokenizerFor(settings.model.name);
  await withRepository(root, settings, async ({ index, files, completeness, coChanged }, signal) => {
    await coChanged;
    const focus = options.focus === undefined ? {} : { focus: await seedsFor(options.focus, index, root) };
    const read = (path: string, until: AbortSignal) => files.read(path, until);
    const request = { root, budget: settings.budget, ...focus };
    const made = await mapRepository(request, { index, tokenizer, read }, signal);
    if (made.unread.length > 0)
      process.stderr.write(
        `keyhole: ${made.unread.length} files could not be read any more, ${made.unread[0]} first.\n`,
      );
    if (options.json) return write(json({ root, budget: settings.budget, ...made, completeness }));
    if (made.files.length > 0) return write(made.text);
    process.stderr.write(nothingToShow(index, root, settings.budget));
  });
}

function nothingToShow(index: RepositoryIndex['index'], root: string, budget: number): string {
  const { files, symbols } = index.statistics();
  if (symbols === 0) return `No symbols in ${files} files of ${root}.\n`;
  return `Nothing fits into ${budget} tokens: give a larger --budget.\n`;
}

/**
 * The symbols of a file, or those of a name.
 * @throws {UsageError} when there is neither.
 */
async function seedsFor(focus: string, index: RepositoryIndex['index'], root: string): Promise<Seed[]> {
  for (const path of [resolve(focus), resolve(root, focus)]) {
    const facts = index.facts(path);
    if (facts)
      return [
        { path, weight: 1 },
        ...facts.symbols.map((_, at) => ({ path, index: at, weight: 1 / facts.symbols.length })),
      ];
  }
  const named = index.searchNames(focus, { limit: 8 }).filter(({ match }) => match === 'exact');
  if (named.length > 0) return named.map(({ path, index: at }) => ({ path, index: at, weight: 1 }));
  if (await stat(resolve(focus)).catch(() => undefined))
    throw new UsageError(`--focus "${focus}" is not among the indexed files of ${root}.`);
  throw new UsageError(`--focus takes a file or the name of a symbol of ${root}: there is no "${focus}".`);
}
