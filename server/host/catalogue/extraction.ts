/**
 * The version of the extraction of facts: equal versions give equal facts for equal bytes. It is a hash of the
 * very code and grammars that extract, so that nobody has to remember to count it up.
 */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { hashOf } from './source-text.ts';

/** `from` is the address of the module that asks: a `.ts` file of a folder in `server/host/`, or one of the bundle. */
export function extractionVersion(from: string = import.meta.url): string {
  const parts = from.endsWith('.ts')
    ? [...codeAt(new URL('../../', from)), ...filesIn(new URL('../../../grammars/', from))]
    : [...bundleAt(from), ...filesIn(new URL('./grammars/', from))];
  return hashOf(Buffer.from(parts.join('\0')));
}

/** The folders that facts are made in. */
const folders = [
  'text/',
  'syntax/',
  'index/encoded-facts.ts',
  'index/byte-stream.ts',
  'host/catalogue/source-text.ts',
];

function codeAt(server: URL): string[] {
  return folders.flatMap((name) => filesIn(new URL(name, server)));
}

/** A bundle names its chunks by their contents, so its entry changes with each of them. */
function bundleAt(from: string): string[] {
  return filesIn(new URL('./parse-worker.js', from));
}

/** Names and texts of the files in a folder, at every depth; of compiled grammars only the size. */
function filesIn(place: URL): string[] {
  const path = fileURLToPath(place);
  if (!statSync(path).isDirectory()) return [readFileSync(path, 'utf8')];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' }).toSorted();
  return names.flatMap((name) => [name, textAt(`${path}/${name}`)]);
}

function textAt(path: string): string {
  const stats = statSync(path);
  if (stats.isDirectory()) return '';
  return path.endsWith('.wasm') ? String(stats.size) : readFileSync(path, 'utf8');
}
