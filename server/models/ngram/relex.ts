/** Lexing again after an edit: the lines that both texts start with keep their tokens. */

import { lex, type Token } from '../../text/text.ts';
import { bracketOf } from '../../text/text.ts';

export interface Lexed {
  readonly text: string;
  readonly language: string;
  readonly tokens: readonly Token[];
}

/** The same tokens as `lex` gives, in the time that the changed lines take. */
export function relex(before: Lexed | undefined, text: string, language: string): Lexed {
  if (before?.language === language && before.text === text) return before;
  const kept = before?.language === language ? keptTokens(before, text) : [];
  const last = kept.at(-1);
  const start = last ? last.start + last.text.length : 0;
  const rest = lex(text.slice(start), language);
  const moved = start === 0 ? rest : rest.map((token) => ({ ...token, start: token.start + start }));
  return { text, language, tokens: joined(kept, moved) };
}

/** A line end right after the kept one belongs to its run. */
function joined(kept: readonly Token[], rest: readonly Token[]): readonly Token[] {
  if (kept.length === 0) return rest;
  return kept.concat(rest[0]?.kind === 'newline' ? rest.slice(1) : rest);
}

/** Tokens up to the last line end before the first difference that stands in no template. */
function keptTokens(before: Lexed, text: string): readonly Token[] {
  const same = commonStart(before.text, text);
  let templates = 0;
  let end = 0;
  for (const [i, token] of before.tokens.entries()) {
    if (token.start + token.text.length >= same) break;
    if (token.kind === 'string') templates += depthChange(token.text);
    if (token.kind === 'newline' && templates === 0 && !startsWithSlash(text, token)) end = i + 1;
  }
  return before.tokens.slice(0, end);
}

function depthChange(text: string): number {
  const { opens, closes } = bracketOf(text);
  return (opens ? 1 : 0) - (closes ? 1 : 0);
}

/** Whether `/` starts the next line: what it means depends on the token before. */
function startsWithSlash(text: string, newline: Token): boolean {
  const rest = /[^\s]/g;
  rest.lastIndex = newline.start;
  return rest.exec(text)?.[0] === '/';
}

/** How many UTF-16 units two texts start with alike. */
function commonStart(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let same = 0;
  while (same < length && a.charCodeAt(same) === b.charCodeAt(same)) same++;
  return same;
}
