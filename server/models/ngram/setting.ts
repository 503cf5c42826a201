/** What a completion has to fit into: the brackets around the cursor and the lines next to it. */

import { balanceOf, closedBy } from '../../text/text.ts';
import type { Surroundings } from './open-file.ts';

export interface Setting {
  /** Closers of brackets left open before the cursor, outermost first, that nothing closes yet. */
  readonly owed: readonly string[];
  /** First token after the cursor on its line; empty where the rest of the line is blank. */
  readonly follows: string;
  /** Whether the next line that holds anything is indented deeper than the cursor's. */
  readonly deeper: boolean;
  /** The cursor's line up to the cursor, and the next line that holds anything; without indentation. */
  readonly line: string;
  readonly nextLine: string;
  /** Whether white space or nothing stands before the cursor on its line. */
  readonly blankBefore: boolean;
}

export function settingOf(around: Surroundings, prefix: string, suffix: string): Setting {
  const line = prefix.slice(1 + Math.max(prefix.lastIndexOf('\n'), prefix.lastIndexOf('\r')));
  const lines = suffix.slice(0, 4000).split(/\r\n?|\n/);
  const nextLine = lines.slice(1).find((text) => text.trim() !== '') ?? '';
  const rest = around.after[0];
  return {
    owed: owedBy(around),
    follows: rest && rest.kind !== 'newline' && rest.kind !== 'comment' ? rest.text : '',
    deeper: indentation(nextLine) > indentation(line),
    line: line.trimStart(),
    nextLine: nextLine.trim(),
    blankBefore: /(?:^|\s)$/.test(line),
  };
}

/** The innermost open brackets up to the first that is closed after the cursor. */
function owedBy({ before, after, truncated }: Surroundings): string[] {
  if (truncated) return [];
  const { open } = balanceOf(before);
  const closed = closedBy(open, balanceOf(after).closed);
  return open.slice(closed.lastIndexOf(true) + 1);
}

/** Columns of white space at the start of a line; a tab counts as 4. */
function indentation(line: string): number {
  const blank = /^\s*/.exec(line)?.[0] ?? '';
  return blank.length + 3 * (blank.split('\t').length - 1);
}
