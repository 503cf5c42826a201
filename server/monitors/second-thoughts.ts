/**
 * The first error that a completion adds, as a place to go back to: what was written there is not written again. It
 * finds what no list of names can tell: an argument of the wrong type, a value that is missing a part.
 */

import { check, type TypeEngine } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { bracketOf, lex, type Token } from '../text/text.ts';
import { isIdentifier } from './monitor.ts';
import type { Violation } from './violation.ts';

export interface Misfit {
  /** What of the completion may stay, and the first word or mark of what may not. */
  readonly kept: string;
  readonly found: string;
}

export interface MisfitQuestion {
  readonly cursor: Cursor;
  readonly engine: TypeEngine;
  readonly ms: number;
  readonly signal: AbortSignal;
}

/** `wrong`: there is an error, and no place in the text to go back to. What is not checked in time counts as `right`. */
export async function misfitIn(text: string, question: MisfitQuestion): Promise<Misfit | 'right' | 'wrong'> {
  const { cursor, engine, ms, signal } = question;
  const { document, offset } = cursor;
  const { path } = document;
  const edits = [{ range: { start: offset, end: offset }, text }] as const;
  const found = await check(engine, { path, text: document.text, edits, dependants: [], ms }, signal);
  if (found.verdict !== 'adds errors') return 'right';
  if (found.errors.some(({ syntactic }) => syntactic)) return 'wrong';
  // What is wrong further on is wrong because of how the text begins.
  const first = found.errors.find(({ place }) => place === 'completion')?.range.start ?? offset;
  return misfitAt(text, Math.max(0, first - offset), document.language) ?? 'wrong';
}

/** An error about a key is one about its value. A value that goes on too far is right up to its last step, mostly. */
function misfitAt(text: string, at: number, language: string): Misfit | undefined {
  const tokens = lex(text.slice(at), language).filter(({ kind }) => kind !== 'newline' && kind !== 'comment');
  const value = tokens.slice(tokens[1]?.text === ':' ? 2 : 0);
  const step = lastStepOf(value);
  if (step) return { kept: text.slice(0, at + step.start).trimEnd(), found: step.text };
  const [first] = value;
  if (!first) return undefined;
  const found = first.kind === 'word' ? first.text : first.text.slice(0, 1);
  return { kept: text.slice(0, at + first.start), found };
}

/** Marks and words by which a value goes on to another one. */
const steps = new Set(['.', '?.', 'as', 'satisfies', '??', '||', '&&']);

/** Where a value goes on to another one for the last time; what is within brackets is another value's. */
function lastStepOf(tokens: readonly Token[]): Token | undefined {
  let depth = 0;
  let last: Token | undefined;
  for (const [at, token] of tokens.entries()) {
    const { opens, closes } = bracketOf(token.text);
    if (closes) depth--;
    if (depth < 0 || (depth === 0 && /^[,;]$/.test(token.text))) break;
    if (depth === 0 && at > 0 && steps.has(token.text)) last = token;
    if (opens) depth++;
  }
  return last;
}

/** A word or a mark that may not stand at a place of the completion. */
export interface Avoided {
  readonly at: number;
  readonly text: string;
}

/** Whether a text writes what it was gone back for; a name that only begins so is another one. */
export function writtenAgain(text: string, avoided: readonly Avoided[]): Violation | undefined {
  const again = avoided.find(({ at, text: found }) => {
    // `?.` and `!.` lead where a dot does.
    const rest = text
      .slice(at)
      .trimStart()
      .replace(/^[?!](?=\.)/, found === '.' ? '' : '$&');
    if (!rest.startsWith(found)) return false;
    const isLonger = rest.length > found.length && isIdentifier(rest.slice(0, found.length + 1));
    return !(isIdentifier(found) && isLonger);
  });
  return (
    again && { monitor: 'check', kept: text.slice(0, again.at), found: again.text, names: [], fitting: [] }
  );
}
