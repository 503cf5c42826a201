/** A file as the context sources read it. */

import type { FileFacts } from '../syntax/syntax.ts';
import { lineAt, lineStarts } from '../text/text.ts';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly facts: FileFacts;
}

/** Where lines start, by file: files stay the same objects for as long as they do not change. */
const starts = new WeakMap<SourceFile, readonly number[]>();

/** The 1-based line of an offset. */
export function lineOf(file: SourceFile, offset: number): number {
  const known = starts.get(file) ?? lineStarts(file.text);
  starts.set(file, known);
  return lineAt(known, offset) + 1;
}
