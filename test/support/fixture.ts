/** Fixtures: one string holds the files, split by `//- /path`, and `$0` marks the cursor. */

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Document, languageOf } from '../../server/text/text.ts';

export interface Fixture {
  /** Folder on disk that holds the files. */
  readonly root: string;
  /** Relative path to text, `$0` removed. */
  readonly files: ReadonlyMap<string, string>;
  /** The file that held `$0`, or else the first one. */
  readonly document: Document;
  readonly offset: number;
  /** Absolute path of a file of the fixture. */
  path(name: string): string;
  [Symbol.dispose](): void;
}

/** Writes the files of a fixture into a fresh folder; dispose it to remove the folder. */
export function fixture(text: string): Fixture {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'keyhole-test-')));
  const sources = split(text);
  const marked = [...sources].find(([, source]) => source.includes('$0')) ?? [...sources][0];
  if (!marked) throw new Error('A fixture needs at least one file.');
  const files = new Map([...sources].map(([name, source]) => [name, source.replace('$0', '')]));
  for (const [name, source] of files) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), source);
  }
  const path = join(root, marked[0]);
  return {
    root,
    files,
    document: { path, language: languageOf(path), text: files.get(marked[0]) ?? '' },
    offset: Math.max(0, marked[1].indexOf('$0')),
    path: (name) => join(root, name),
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  };
}

function split(text: string): Map<string, string> {
  const files = new Map<string, string>();
  const parts = text.replace(/^\n/, '').split(/^\/\/- \/?(.+)\n/m);
  if (parts[0]?.trim()) files.set('main.ts', parts[0]);
  for (let i = 1; i < parts.length; i += 2) files.set(parts[i]?.trim() ?? '', parts[i + 1] ?? '');
  return files;
}
