/**
 * A bracket is closed by its own kind, whether the completion has opened it or it stands before the cursor. Nothing is
 * judged where a tag was begun since: text between tags may hold anything.
 */

import { balanceOf, bracketOf, type Token } from '../text/text.ts';
import { frameAt } from './frames.ts';

/** A closing bracket of the wrong kind, and the one that may stand there. */
export interface WrongBracket {
  readonly monitor: 'brackets';
  readonly instead: string;
}

/** Whether the token at `index` closes what it may not; the completion starts at `from`. */
export function wrongBracket(
  tokens: readonly Token[],
  index: number,
  from: number,
): WrongBracket | undefined {
  const token = tokens[index];
  const { closes } = token?.kind === 'punctuation' ? bracketOf(token.text) : {};
  if (!closes) return undefined;
  const open = openSince(tokens, index, from);
  const own = open?.at(-1) ?? (open && openBefore(tokens, index));
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

/** What closes the innermost bracket that is open before the cursor. */
function openBefore(tokens: readonly Token[], index: number): string | undefined {
  const frame = frameAt(tokens, index);
  if (!frame || frame.kind === 'tag') return undefined;
  const own = tokens.slice(frame.opener + 1, index);
  const isTag = own.some(({ text }, at) => text === '<' && startsTag(own[at - 1] ?? tokens[frame.opener]));
  return isTag ? undefined : bracketOf(tokens[frame.opener]?.text ?? '').opens;
}
