/** Indexes of real folders for tests: each with a store of its own, and as a text that two of them can be compared by. */

import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Catalogue, createCatalogue } from '../../server/host/catalogue/catalogue.ts';
import { createParsePool, type ParsePool } from '../../server/host/parsing/parse-pool.ts';
import {
  createRepositoryIndex,
  type RepositoryIndex,
} from '../../server/host/repository/repository-index.ts';
import { walk } from '../../server/host/catalogue/walk.ts';
import { CodeIndex, decodeFacts } from '../../server/index/index.ts';
import type { Document } from '../../server/text/text.ts';

export const never = new AbortController().signal;

export interface Store extends AsyncDisposable {
  readonly folder: string;
  readonly catalogue: Catalogue;
  readonly log: string[];
  readonly problems: string[];
}

/** A folder that goes away with the test. */
export function freshFolder(): { readonly path: string; [Symbol.dispose](): void } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'keyhole-test-')));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

export function storeAt(folder: string, most = 1_000_000_000): Store {
  const log: string[] = [];
  const problems: string[] = [];
  const catalogue = createCatalogue({
    folder,
    most,
    log: (line) => log.push(line),
    problem: (sentence) => problems.push(sentence),
  });
  return { folder, catalogue, log, problems, [Symbol.asyncDispose]: () => catalogue.close() };
}

export interface Opened extends AsyncDisposable {
  readonly repository: RepositoryIndex;
  readonly parsed: number;
}

/** The whole index of a folder. */
export async function indexed(root: string, { catalogue }: Store): Promise<Opened> {
  const repository = createRepositoryIndex({ root, catalogue, indexSize: 1_000, workers: 1 });
  const { parsed } = await repository.indexed;
  return { repository, parsed, [Symbol.asyncDispose]: () => repository.dispose() };
}

/** Everything that an index says of its files. */
export function pictureOf(index: CodeIndex): unknown {
  return index.files().map((path) => ({
    path,
    facts: index.facts(path),
    targets: index.importsOf(path).map(({ target }) => target ?? null),
    importers: index.importers(path),
  }));
}

/** The index of a folder and of open documents, made from scratch by the shortest way. */
export async function scratch(
  root: string,
  pool: ParsePool = createParsePool({ workers: 1 }),
  open: ReadonlyMap<string, Document> = new Map(),
): Promise<CodeIndex> {
  const index = new CodeIndex();
  const { files } = await walk(root, never);
  for (const { path } of files) {
    const [file] = open.has(path) ? [] : await pool.files([path], never);
    if (file?.read?.finding.kind === 'facts') index.put(path, decodeFacts(file.read.finding.facts));
  }
  for (const { path, language, text } of open.values())
    index.put(path, await pool.facts(path, language, text, never));
  return index;
}
