/**
 * Numbers for token texts. An id names a text; a *target* is `2 * id`, plus 1 when white space stands
 * before the token. Contexts are made of ids, predictions are targets. Ids are never reused.
 */

import type { Token } from '../../text/text.ts';

/** Ends every window of tokens; never counted. */
export const boundary = 0;
/** Stands before the first token of a file, so that the start of a file is a context of its own. */
export const fileStart = 1;
/** A line end. */
export const lineEnd = 2;
/** Stands for every token that is too long to be worth predicting; never completed. */
export const longToken = 3;

const longest = 100;

/** Whether an id is text that can be completed: the marks above are not, but for the line end. */
export function isWritten(id: number): boolean {
  return id > longToken || id === lineEnd;
}

export interface Vocabulary {
  readonly ids: Map<string, number>;
  readonly texts: string[];
  /** UTF-16 units of all texts. */
  length: number;
}

export function createVocabulary(): Vocabulary {
  const texts = ['', '\u0000', '\n', '\u0001'];
  return { ids: new Map(texts.map((text, id) => [text, id])), texts, length: 0 };
}

/** The id of a text, made on first sight. */
export function idOf(vocabulary: Vocabulary, text: string): number {
  if (text.length > longest) return longToken;
  const known = vocabulary.ids.get(text);
  if (known !== undefined) return known;
  // A slice would keep the whole file's text in memory; joining makes a string of its own.
  const own = ` ${text}`.slice(1);
  const id = vocabulary.texts.length;
  vocabulary.texts.push(own);
  vocabulary.ids.set(own, id);
  vocabulary.length += own.length;
  return id;
}

/** The text of a target as it stands in code: with a space before it where it is spaced. */
export function textOf(vocabulary: Vocabulary, target: number): string {
  const text = vocabulary.texts[target >> 1] ?? '';
  return target & 1 ? ` ${text}` : text;
}

/**
 * Targets of a token sequence. Comments are left out, runs of line ends are one, indentation does not
 * count as white space, and a line end at the very start is dropped.
 */
export function targetsOf(vocabulary: Vocabulary, tokens: readonly Token[]): Int32Array {
  const targets = new Int32Array(tokens.length);
  let length = 0;
  let atLineStart = true;
  for (const token of tokens) {
    if (token.kind === 'comment') continue;
    const ends = token.kind === 'newline';
    if (ends && atLineStart) continue;
    const id = ends ? lineEnd : idOf(vocabulary, token.text);
    targets[length++] = id * 2 + (token.spaced && !ends && !atLineStart ? 1 : 0);
    atLineStart = ends;
  }
  return targets.slice(0, length);
}

/** The targets of each line of a text, its tokens being these; line ends belong to the line that they end. */
export function linesWithTargets(vocabulary: Vocabulary, tokens: readonly Token[], text: string): number[][] {
  const lines = text.split('\n').map((): number[] => []);
  const targets = targetsOf(vocabulary, tokens);
  let [next, line, from] = [0, 0, 0];
  let atLineStart = true;
  for (const { kind, start } of tokens) {
    line += text.slice(from, start).split('\n').length - 1;
    from = start;
    const ends = kind === 'newline';
    if (kind === 'comment' || (ends && atLineStart)) continue;
    atLineStart = ends;
    lines[line]?.push(targets[next++] ?? 0);
  }
  return lines;
}
