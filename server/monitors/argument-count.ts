/**
 * How many arguments a call takes, by all its overloads: neither the bracket that closes it too early nor a
 * comma too many may be written. Brackets in strings, generics and functions within are other tokens or
 * frames of their own.
 */

import type { CallArity } from '../statics/statics.ts';
import type { Token } from '../text/text.ts';
import type { Frame } from './frames.ts';
import { lastCode } from './sites.ts';

/** What is wrong with a comma or a closing bracket, and what may stand there instead. */
export interface WrongCount {
  readonly monitor: 'argument count';
  /** Written instead where the text is cut; empty where only another argument helps. */
  readonly instead: string;
}

/** Whether the token at `index`, a comma or a closing bracket right inside the call, breaks its count. */
export function wrongCount(
  tokens: readonly Token[],
  index: number,
  { frame, arity }: { readonly frame: Frame; readonly arity: CallArity },
): WrongCount | undefined {
  if (tokens.slice(frame.opener, index).some(({ text }) => text === '...')) return undefined;
  const given = argumentsBefore(tokens, index, frame);
  const monitor = 'argument count';
  if (tokens[index]?.text === ',') {
    return arity.most !== undefined && given >= arity.most ? { monitor, instead: ')' } : undefined;
  }
  if (given >= arity.least) return undefined;
  return { monitor, instead: endsWithArgument(tokens, index) ? ', ' : '' };
}

function endsWithArgument(tokens: readonly Token[], index: number): boolean {
  const before = tokens[lastCode(tokens, index)]?.text;
  return before !== ',' && before !== '(';
}

/** A comma at the end, as in `f(a, )`, starts no argument. */
function argumentsBefore(tokens: readonly Token[], index: number, { opener, commas }: Frame): number {
  const last = commas.findLast((comma) => comma < index) ?? opener;
  const isOpen = tokens.slice(last + 1, index).some(({ kind }) => kind !== 'newline' && kind !== 'comment');
  const before = commas.filter((comma) => comma < index).length;
  return before + (isOpen ? 1 : 0);
}
