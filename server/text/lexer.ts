/**
 * A small lexer for many languages: enough to count n-grams and to know where a word,
 * a string or a comment ends. It never fails: what it does not know is one character of punctuation.
 * Tokens are in order, do not overlap, and cover everything but white space.
 */

import { type Lexicon, lexiconOf } from './lexicons.ts';

/**
 * One token; `spaced` tells whether white space (not a line end) stood before it. One `newline`
 * token stands for a run of line ends; its text is the first of them. A regular expression literal
 * is a `string`. A template literal without `${` is one `string`; otherwise its head (up to `${`),
 * its middles and its tail are strings and the code between them is lexed. As in the TypeScript
 * scanner, `>` joins only with `=`, so that `Map<string, Array<T>>` closes one `>` at a time.
 */
export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'punctuation' | 'newline' | 'comment';
  readonly text: string;
  readonly start: number;
  readonly spaced: boolean;
}

interface State {
  readonly text: string;
  readonly lexicon: Lexicon;
  readonly tokens: Token[];
  /** Open braces within each open `${`, innermost last. */
  readonly templates: number[];
  /** Last token that is neither a newline nor a comment. */
  before: Token | undefined;
}

const newline = /\r\n|\n|\r/y;
const blank = /[^\S\r\n]+/y;
const blanks = /\s+/y;
/** A regular expression on one line; the bound keeps the engine's stack small on minified lines. */
const expression =
  /\/(?![*/])(?:[^\\/[\r\n]|\\[^\r\n]|\[(?:[^\]\\\r\n]|\\[^\r\n]){0,1000}\]){1,1000}\/[\p{ID_Continue}$]*/uy;
const templateEnd = /`|\$\{|\\[^]/g;
const operandWords = new Set(
  'return typeof case in of do else void delete throw new instanceof await yield extends default'.split(' '),
);

/** What a lexer remembers between two texts that belong together. */
export interface LexPlace {
  /** Open braces within each open `${`, innermost last. */
  readonly templates: readonly number[];
  /** Last token that is neither a newline nor a comment. */
  readonly before: Token | undefined;
}

/** Tokens of a text; `language` is an editor's language id. */
export function lex(text: string, language: string): Token[] {
  return lexAfter({ templates: [], before: undefined }, text, language).tokens;
}

/** Whether a line that begins in code ends in a comment. */
export function endsInComment(line: string, language: string): boolean {
  return lex(line, language).at(-1)?.kind === 'comment';
}

/** Tokens of a text that goes on where another one ended between two tokens, and where the next may go on. */
export function lexAfter(
  { templates, before }: LexPlace,
  text: string,
  language: string,
): { readonly tokens: Token[]; readonly place: LexPlace } {
  const state: State = {
    text,
    lexicon: lexiconOf(language),
    tokens: [],
    templates: [...templates],
    before,
  };
  let offset = 0;
  while (offset < text.length) {
    const spaces = matchAt(blank, text, offset);
    offset += spaces;
    if (offset >= text.length) break;
    offset = next(state, offset, spaces > 0);
  }
  return { tokens: state.tokens, place: state };
}

/** Reads one token at `start`, which is not blank, and gives where the next one may begin. */
function next(state: State, start: number, spaced: boolean): number {
  const ended = matchAt(newline, state.text, start);
  if (ended > 0) {
    add(state, { kind: 'newline', start, spaced }, start + ended);
    return skipBlankLines(state.text, start + ended);
  }
  const special = state.lexicon.scripts ? scriptToken(state, start, spaced) : undefined;
  return special ?? ordinary(state, start, spaced);
}

/** After a line end: the start of the indentation of the next line that holds anything. */
function skipBlankLines(text: string, offset: number): number {
  let end = offset + matchAt(blanks, text, offset);
  if (end === text.length) return end;
  while (end > offset && !/[\r\n]/.test(text.charAt(end - 1))) end--;
  return end;
}

function ordinary(state: State, start: number, spaced: boolean): number {
  for (const { kind, opening, ending } of state.lexicon.patterns) {
    const length = matchAt(opening, state.text, start);
    if (length === 0) continue;
    const end = ending ? endOf(ending, state.text, start + length) : start + length;
    return add(state, { kind, start, spaced }, end);
  }
  return add(state, { kind: 'punctuation', start, spaced }, start + 1);
}

/** What only scripts have: templates, the braces within them, and regular expressions. */
function scriptToken(state: State, start: number, spaced: boolean): number | undefined {
  const innermost = state.templates.length - 1;
  const depth = state.templates[innermost];
  switch (state.text.charAt(start)) {
    case '`':
      return template(state, start, spaced);
    case '{':
      if (depth !== undefined) state.templates[innermost] = depth + 1;
      return undefined;
    case '}':
      if (depth === undefined) return undefined;
      state.templates.pop();
      if (depth === 0) return template(state, start, spaced);
      state.templates.push(depth - 1);
      return undefined;
    case '/':
      return operandMayFollow(state.before) ? regularExpression(state, start, spaced) : undefined;
    default:
      return undefined;
  }
}

/** The head, a middle or the tail of a template: from a backtick or a closing brace on. */
function template(state: State, start: number, spaced: boolean): number {
  const end = endOf(templateEnd, state.text, start + 1);
  if (state.text.startsWith('${', end - 2) && end - 2 > start) state.templates.push(0);
  return add(state, { kind: 'string', start, spaced }, end);
}

function regularExpression(state: State, start: number, spaced: boolean): number | undefined {
  const length = matchAt(expression, state.text, start);
  return length > 0 ? add(state, { kind: 'string', start, spaced }, start + length) : undefined;
}

function operandMayFollow(before: Token | undefined): boolean {
  if (!before) return true;
  if (before.kind === 'word') return operandWords.has(before.text);
  if (before.kind === 'string') return before.text.endsWith('${');
  return before.kind === 'punctuation' && !/^(?:[)\]}]|\+\+|--|<|<\/)$/.test(before.text);
}

/** Puts down the token that ends at `end`, and gives that end. */
function add(state: State, token: Omit<Token, 'text'>, end: number): number {
  const added = { ...token, text: state.text.slice(token.start, end) };
  state.tokens.push(added);
  if (token.kind !== 'newline' && token.kind !== 'comment') state.before = added;
  return end;
}

/** Length of the match of a sticky pattern at `offset`, 0 when there is none. */
function matchAt(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex - offset : 0;
}

/** End of what `ending` closes from `offset` on: escapes are skipped, a line end stays outside. */
function endOf(ending: RegExp, text: string, offset: number): number {
  ending.lastIndex = offset;
  for (let match = ending.exec(text); match; match = ending.exec(text)) {
    if (/^[\r\n]/.test(match[0])) return match.index;
    if (!match[0].startsWith('\\')) return ending.lastIndex;
  }
  return text.length;
}
