/** Renders kept items as blocks of code, one per file, with the file's path above each. */

import type { ContextItem } from '../context/context.ts';
import { neutralise, type Segment, type Tokenizer } from '../models/models.ts';
import type { KeptChoice } from '../selection/selection.ts';
import { relativePath } from '../text/text.ts';

/** How the blocks name things: the repository's folder and the open file's language. */
export interface BlockStyle {
  readonly root: string;
  readonly language: string;
}

/**
 * One segment per file: source order within a file, the file with the most valuable item last, next to
 * the file being completed. Text that spells a model's control token is neutralised.
 */
export function contextSegments(kept: readonly KeptChoice[], style: BlockStyle): Segment[] {
  const files = Map.groupBy(kept, ({ item }) => item.symbol.path);
  const ranked = [...files].toSorted(
    ([pathA, a], [pathB, b]) => bestOf(a) - bestOf(b) || (pathA < pathB ? -1 : 1),
  );
  return ranked.map(([path, choices]) => block(path, choices, style));
}

function block(path: string, choices: readonly KeptChoice[], style: BlockStyle): Segment {
  const inOrder = choices.toSorted((a, b) => a.item.symbol.range.start - b.item.symbol.range.start);
  const mark = commentMark(style.language);
  const pieces = inOrder.map((choice) => piece(choice, mark));
  const text = `${mark} ${relativePath(path, style.root)}\n${pieces.join('\n')}\n\n`;
  return { kind: 'context', origin: inOrder.map(({ item }) => item.id).join(' '), text: neutralise(text) };
}

/** Tokens that a block adds to an item which is alone in its file: more than that it never is. */
export function blockOverhead({ symbol }: ContextItem, style: BlockStyle, tokenizer: Tokenizer): number {
  const mark = commentMark(style.language);
  const owner = symbol.container ? `${mark} in ${symbol.container}\n` : '';
  return (
    tokenizer.count(neutralise(`${mark} ${relativePath(symbol.path, style.root)}\n${owner}\n\n`)) + seams
  );
}

/** Where two texts meet, tokens may fall otherwise than in each alone. */
const seams = 2;

function piece({ item, level, text }: KeptChoice, mark: string): string {
  const { container } = item.symbol;
  const owner = container ? `${mark} in ${container}\n` : '';
  return level === 'name' ? `${mark} ${text}${container ? ` of ${container}` : ''}` : owner + text;
}

function bestOf(choices: readonly KeptChoice[]): number {
  return Math.max(...choices.map(({ value }) => value));
}

/** What starts a line comment in a language. */
export function commentMark(language: string): string {
  return language === 'python' ? '#' : '//';
}
