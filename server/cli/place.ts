/** Turns `FILE:LINE:COL` into a document and an offset, or says what is wrong with it. */

import { resolve } from 'node:path';
import { readText, repositoryOf } from '../host/host.ts';
import type { LineColumn } from '../protocol/protocol.ts';
import { type Document, languageOf, lineStarts, offsetAt, parsePosition } from '../text/text.ts';
import { UsageError } from './usage-error.ts';

export interface Place {
  readonly root: string;
  readonly document: Document;
  readonly offset: number;
}

/** @throws {UsageError} when the text is no position, the file is missing, or the place is outside it. */
export async function placeAt(written: string): Promise<Place> {
  const parsed = parsePosition(written);
  if (!parsed?.position) {
    throw new UsageError(`"${written}" is not a position: write FILE:LINE:COL, both counted from 1.`);
  }
  const document = await documentAt(resolve(parsed.file), parsed.file);
  const root = repositoryOf(document.path);
  return { root, document, offset: offsetOf(document, parsed.position, parsed.file) };
}

/** @throws {UsageError} when there is no such file, or it is no text that Keyhole reads. */
export async function documentAt(path: string, written: string): Promise<Document> {
  const text = await readText(path);
  if (text === undefined) {
    throw new UsageError(`Cannot read "${written}": there is no such file, or it is larger than 1 MB.`);
  }
  return { path, language: languageOf(path), text };
}

/** @throws {UsageError} when the position is outside the document. */
export function offsetOf({ text }: Document, { line, column }: LineColumn, written: string): number {
  const offset = offsetAt(text, { line, column });
  if (offset !== undefined) return offset;
  const lines = lineStarts(text).length;
  const where = line > lines ? `the file has ${lines} lines` : `line ${line} is shorter than that`;
  throw new UsageError(`Position ${line}:${column} is outside "${written}": ${where}.`);
}
