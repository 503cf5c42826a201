/** The question which modules an import may name. */

import type { ProjectConfig } from '../project-config.ts';
import type { SourceTexts } from '../source-texts.ts';

/** A module path that is being written. */
export interface ModuleQuery {
  readonly texts: SourceTexts;
  readonly config: ProjectConfig;
  readonly path: string;
  readonly text: string;
  /** What stands between the quote and the cursor. */
  readonly typed: string;
}
