/** `keyhole symbols`: the outline of one file, which need not belong to a repository. */

import { dirname, resolve } from 'node:path';
import { type OutlineSymbol, outlineOf } from '../features/features.ts';
import { createRepositoryIndex } from '../host/host.ts';
import { json, write } from './commands.ts';
import { documentAt } from './place.ts';
import { type CommonOptions, readSettings } from './settings.ts';

export async function symbols(written: string, options: CommonOptions): Promise<void> {
  const { indexSize } = await readSettings(options);
  const { path, language } = await documentAt(resolve(written), written);
  const repository = createRepositoryIndex({ root: dirname(path), indexSize, indexes: 'nothing' });
  try {
    const file = await repository.files.read(path, AbortSignal.timeout(60_000));
    const outline = file ? outlineOf(file) : [];
    if (options.json)
      return write(json({ path, language: file?.facts.language ?? language, symbols: outline }));
    if (outline.length > 0) return write(printed(outline));
    process.stderr.write(`No symbols in "${written}", read as ${language}.\n`);
  } finally {
    await repository.dispose();
  }
}

/** Lines, kind and signature in columns; what is in something stands further right. */
function printed(outline: readonly OutlineSymbol[]): string {
  const lines = outline.map(({ start, end }) =>
    start.line === end.line ? `${start.line}` : `${start.line}-${end.line}`,
  );
  const width = Math.max(...lines.map((text) => text.length));
  const kindWidth = Math.max(...outline.map(({ kind }) => kind.length));
  return outline
    .map(({ kind, depth, signature, name }, at) => {
      const place = (lines[at] ?? '').padStart(width);
      return `${place}  ${kind.padEnd(kindWidth)}  ${'  '.repeat(depth)}${signature || name}\n`;
    })
    .join('');
}
