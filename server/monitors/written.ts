/**
 * The code up to where a model has come: the tokens before the cursor that matter, and those of what it
 * wrote. Strings, comments, numbers and regular expressions are single tokens, so nothing in them is taken
 * for code.
 */

import type { Cursor } from '../syntax/syntax.ts';
import { lexAfter, type LexPlace, type Token } from '../text/text.ts';

/** How far back tokens are read, in UTF-16 units, where no template makes it necessary to go further. */
const reach = 2_000;

/** What a stream of text goes on from. Offsets are of the document that the cursor is in. */
export interface Origin {
  readonly language: string;
  /** Tokens before the cursor that cannot change any more. */
  readonly before: readonly Token[];
  readonly place: LexPlace;
  /** Where what can still change starts: the word, the string or the comment that the cursor touches. */
  readonly start: number;
  /** From there to the cursor. */
  readonly typed: string;
}

/** A text that stands at the cursor, or may come to, with its tokens and those before it. */
export interface Candidate {
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Reads the code before a cursor. */
export function originOf({ document, offset, path, region }: Cursor): Origin {
  const { text, language } = document;
  const from = startOfReading(text, offset, path);
  const read = lexAfter(atStart, text.slice(from, offset), language).tokens.map((token) => {
    return { ...token, start: token.start + from };
  });
  const open = read.at(-1);
  const isOpen = open !== undefined && goesOn(open, offset, region);
  const start = isOpen ? open.start : offset;
  const before = isOpen ? read.slice(0, -1) : read;
  const { place } = lexAfter(atStart, text.slice(from, start), language);
  return { language, before, place, start, typed: text.slice(start, offset) };
}

/** The text as it would stand at the cursor; its tokens have offsets of the document. */
export function candidateOf({ language, before, place, start, typed }: Origin, text: string): Candidate {
  const { tokens } = lexAfter(place, typed + text, language);
  return { text, tokens: [...before, ...tokens.map((token) => ({ ...token, start: token.start + start }))] };
}

const atStart: LexPlace = { templates: [], before: undefined };

/** At a line, or where the template around the cursor starts: the lexer has to see its backtick. */
function startOfReading(text: string, offset: number, path: Cursor['path']): number {
  const template = path.find(({ type }) => type === 'template_string')?.range.start;
  const near = text.indexOf('\n', offset - reach) + 1;
  const line = near > 0 && near <= offset ? near : Math.max(0, offset - reach);
  return Math.min(template ?? offset, offset <= reach ? 0 : line);
}

/** Whether more text at the cursor could be more of the token before it. */
function goesOn({ kind, text, start }: Token, offset: number, region: Cursor['region']): boolean {
  if (start + text.length !== offset) return false;
  if (kind === 'string') return region === 'string';
  return kind === 'word' || kind === 'number' || kind === 'comment';
}
