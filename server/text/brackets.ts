/**
 * Which brackets are open where, by tokens. A template literal's `${` counts as an opening bracket
 * that the string after it closes, written as a backtick; angle brackets are not counted.
 */

import type { Token } from './lexer.ts';

/** What closes what a token opens, and whether the token itself closes something. */
export interface Bracket {
  readonly opens?: string;
  readonly closes?: string;
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const neither: Bracket = {};

export function bracketOf(text: string): Bracket {
  if (text.length === 1) {
    const opens = closers[text];
    if (opens) return { opens };
    return text === ')' || text === ']' || text === '}' ? { closes: text } : neither;
  }
  const first = text.charAt(0);
  if (first !== '`' && first !== '}') return neither;
  const goesOn = text.endsWith('${') ? { opens: '`' } : neither;
  return first === '}' ? { closes: '`', ...goesOn } : goesOn;
}

/** Closers of what tokens leave open (outermost first), and of what they close without opening it. */
export interface Balance {
  readonly open: readonly string[];
  readonly closed: readonly string[];
}

export function balanceOf(tokens: readonly Token[]): Balance {
  const open: string[] = [];
  const closed: string[] = [];
  for (const token of tokens) {
    if (token.kind !== 'punctuation' && token.kind !== 'string') continue;
    const { opens, closes } = bracketOf(token.text);
    if (closes && open.at(-1) === closes) open.pop();
    else if (closes && open.length === 0) closed.push(closes);
    if (opens) open.push(opens);
  }
  return { open, closed };
}

/**
 * For each bracket left open before the cursor, outermost first, whether what follows closes it.
 * Matched from the outside in: a file that is being written is broken near the cursor.
 */
export function closedBy(open: readonly string[], closed: readonly string[]): boolean[] {
  const outside = closed.toReversed();
  let next = 0;
  return open.map((closer, i) => {
    while (outside[next] !== closer && outside.length - next > open.length - i) next++;
    if (outside[next] !== closer) return false;
    next++;
    return true;
  });
}
