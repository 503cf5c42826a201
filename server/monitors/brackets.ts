/**
 * A bracket that the completion has opened is closed by its own kind. What stands before the cursor is not judged:
 * text between tags may hold anything.
 */

import { balanceOf, bracketOf, type Token } from '../text/text.ts';

/** A closing bracket of the wrong kind, and the one that may stand there. */
export interface WrongBracket {
  readonly monitor: 'brackets';
  readonly instead: string;
}

/** Whether the token at `index` closes what it may not; only what starts at `from` or later counts. */
export function wrongBracket(
  tokens: readonly Token[],
  index: number,
  from: number,
): WrongBracket | undefined {
  const token = tokens[index];
  const { closes } = token?.kind === 'punctuation' ? bracketOf(token.text) : {};
  if (!closes) return undefined;
  const open = openSince(tokens, index, from);
  const own = open?.at(-1);
  return own === undefined || own === closes || own === '`'
    ? undefined
    : { monitor: 'brackets', instead: own };
}

/** A comparison or a list of types follows a value or a name. */
function startsTag(before: Token | undefined): boolean {
  if (before?.kind === 'word') return before.text === 'return';
  return before?.kind !== 'number' && before?.kind !== 'string' && !/^[)\]]$/.test(before?.text ?? '');
}

/** Closers of what is open at `index`, innermost last; `undefined` where a tag is written: its text is no code. */
function openSince(tokens: readonly Token[], index: number, from: number): readonly string[] | undefined {
  const own = tokens.slice(0, index);
  const isTag = own.some(({ text, start }, at) => start >= from && text === '<' && startsTag(own[at - 1]));
  return isTag ? undefined : balanceOf(own.filter(({ start }) => start >= from)).open;
}
