/** A file as the context sources read it. */

import type { FileFacts } from '../syntax/syntax.ts';

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly facts: FileFacts;
}
