/** `keyhole search`: declarations by name and lines by what they say, best first. */

import { join } from 'node:path';
import { type Found, find } from '../features/features.ts';
import { repositoryOf } from '../host/host.ts';
import { symbolKinds } from '../index/index.ts';
import type { SymbolKind } from '../syntax/syntax.ts';
import { json, write } from './commands.ts';
import { folderAt, fromHere, withRepository } from './repository.ts';
import { type CommonOptions, positive, readSettings } from './settings.ts';
import { UsageError } from './usage-error.ts';

export interface SearchCommandOptions extends CommonOptions {
  readonly in?: string;
  readonly limit?: string;
  readonly kind?: string;
}

const usualLimit = 20;

export async function search(words: readonly string[], options: SearchCommandOptions): Promise<void> {
  const query = words.join(' ').trim();
  if (!/[\p{L}\p{N}$_]/u.test(query)) throw new UsageError('Search for a name or for words.');
  const limit = options.limit === undefined ? usualLimit : positive(options.limit, '--limit');
  const kinds = options.kind === undefined ? {} : { kinds: kindsIn(options.kind) };
  const folder = await folderAt(options.in ?? '.', 'search');
  const root = options.in === undefined ? repositoryOf(join(folder, 'any')) : folder;
  await withRepository(root, await readSettings(options), async ({ index, files, completeness }, signal) => {
    const read = (path: string, until: AbortSignal) => files.read(path, until);
    const found = await find(
      { query, root, limit, near: join(folder, 'any'), ...kinds },
      { index, read },
      signal,
    );
    if (options.json) return write(json({ query, root, found, completeness }));
    if (found.length > 0) return write(found.map(printed).join(''));
    const { files: all } = index.statistics();
    process.stderr.write(`Nothing found for "${query}" in ${all} files of ${root}.\n`);
  });
}

/** @throws {UsageError} that names the kinds there are. */
function kindsIn(written: string): ReadonlySet<SymbolKind> {
  const kinds = written.split(',').map((one) => one.trim());
  const known = new Set(symbolKinds.filter((kind) => kinds.includes(kind)));
  const wrong = kinds.find((kind) => !symbolKinds.some((one) => one === kind));
  if (wrong === undefined) return known;
  throw new UsageError(`--kind takes ${symbolKinds.join(', ')}, not "${wrong}".`);
}

function printed({ path, line, column, match, symbol, text }: Found): string {
  const place = `${fromHere(path)}:${line}:${column}`;
  if (match === 'content') return `${place}: ${symbol ? `in ${symbol.name}` : 'text'}: ${text}\n`;
  const holder = symbol?.container === undefined ? '' : `${symbol.container}.`;
  return `${place}: ${symbol?.kind} ${holder}${symbol?.name}: ${text}\n`;
}
