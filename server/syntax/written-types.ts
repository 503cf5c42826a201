/**
 * Declarations as they are written, and a reader for the types in them as TypeScript and JSDoc spell
 * them. It says which names head a type, reads forward and never fails: what it does not understand
 * heads nothing.
 */

import type { SymbolFact } from './facts.ts';

/** A declaration as its text says it. */
export interface Written {
  readonly symbol: SymbolFact;
  /** From its start to its body; of one without a body the whole. */
  readonly signature: string;
  /** The documentation comment; empty where there is none. */
  readonly doc: string;
  /** The declaration that holds it. */
  readonly holder?: Written;
}

const token =
  /\/\/[^\n]*|\/\*[^]*?\*\/|#?[\p{ID_Start}$_][\p{ID_Continue}$]*|=>|\.\.\.|\d[\w.]*|'(?:\\[^]|[^'\\\n])*'|"(?:\\[^]|[^"\\\n])*"|`(?:\\[^]|[^`\\])*`|\S/gu;
const word = /^[\p{ID_Start}$_]/u;
const brackets: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '<': '>' };
/** How deep types may nest before the rest heads nothing. */
const deepest = 30;

/** Words of the language that stand for a type which heads nothing. */
const plain = new Set(
  (
    'any unknown never void null undefined string number boolean bigint symbol object true false const ' +
    'String Number Boolean Object Function Symbol'
  ).split(' '),
);

/** Wrappers that are looked through, and which of their arguments counts. */
const wrappers: ReadonlyMap<string, 'first' | 'last'> = new Map([
  ...(
    'Promise PromiseLike Awaited Array ReadonlyArray Set ReadonlySet WeakSet WeakRef Iterable Iterator ' +
    'IterableIterator AsyncIterable AsyncIterator AsyncIterableIterator Generator AsyncGenerator NoInfer ' +
    'Readonly Partial Required NonNullable Pick Omit Exclude Extract'
  )
    .split(' ')
    .map((name) => [name, 'first'] as const),
  ...'Map ReadonlyMap WeakMap Record'.split(' ').map((name) => [name, 'last'] as const),
]);

/** A place among the tokens of a text. */
export interface TypeReader {
  readonly tokens: Tokens;
  at: number;
}

/** The tokens of a text, found as they are asked for: most readers stop early. White space and comments are none. */
class Tokens {
  readonly #text: string;
  readonly #found: string[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The token at a place; the empty string behind the last. */
  at(place: number): string {
    while (this.#found.length <= place && this.#at < this.#text.length) this.#read();
    return this.#found[place] ?? '';
  }

  #read(): void {
    token.lastIndex = this.#at;
    const [found] = token.exec(this.#text) ?? [];
    this.#at = found === undefined ? this.#text.length : token.lastIndex;
    if (found !== undefined && !/^\/[/*]/.test(found)) this.#found.push(found);
  }
}

/** A reader at the start of a text. */
export function readerOf(text: string): TypeReader {
  return { tokens: new Tokens(text), at: 0 };
}

/** The token `ahead` of the place; the empty string at the end. */
export function peek({ tokens, at }: TypeReader, ahead = 0): string {
  return tokens.at(at + ahead);
}

/** Whether there are no more tokens. */
export function isAtEnd(reader: TypeReader): boolean {
  return peek(reader) === '';
}

/** Moves over the next token when it is `expected`. */
export function accept(reader: TypeReader, expected: string): boolean {
  if (peek(reader) !== expected) return false;
  reader.at++;
  return true;
}

/** Moves from an opening bracket to behind the one that closes it, or to the end. */
export function skipBrackets(reader: TypeReader): void {
  const open: string[] = [];
  do {
    const next = peek(reader);
    const closes = brackets[next];
    if (closes && (next !== '<' || open.length === 0 || open.at(-1) === '>')) open.push(closes);
    else if (next === open.at(-1)) open.pop();
    reader.at++;
  } while (open.length > 0 && !isAtEnd(reader));
}

/** The heads of the type at the place, in the order of the text, repeats left out. */
export function typeHeads(reader: TypeReader, depth = 0): string[] {
  if (depth > deepest) return [];
  const heads: string[] = [];
  if (peek(reader) === '|' || peek(reader) === '&') reader.at++;
  do {
    heads.push(...operandHeads(reader, depth + 1));
  } while (accept(reader, '|') || accept(reader, '&'));
  return [...new Set(accept(reader, 'extends') ? branches(reader, depth) : heads)];
}

/** Of a conditional type, what it may come to. */
function branches(reader: TypeReader, depth: number): string[] {
  typeHeads(reader, depth + 1);
  if (!accept(reader, '?')) return [];
  const yes = typeHeads(reader, depth + 1);
  return accept(reader, ':') ? [...yes, ...typeHeads(reader, depth + 1)] : yes;
}

function operandHeads(reader: TypeReader, depth: number): string[] {
  let heads = primaryHeads(reader, depth);
  while (peek(reader) === '[') {
    if (peek(reader, 1) !== ']') heads = [];
    skipBrackets(reader);
  }
  return heads;
}

function primaryHeads(reader: TypeReader, depth: number): string[] {
  const next = peek(reader);
  switch (next) {
    case '(':
    case '<':
      return functionOrParentheses(reader, depth);
    case '[':
      return tupleHeads(reader, depth);
    case '{':
      skipBrackets(reader);
      return [];
    case '...':
    case '-':
      reader.at++;
      return operandHeads(reader, depth + 1);
    default:
      return word.test(next) ? wordHeads(reader, depth) : literal(reader);
  }
}

/** A string or a number; what ends a type is not moved over. */
function literal(reader: TypeReader): string[] {
  if (/^[\d'"`]/.test(peek(reader))) reader.at++;
  return [];
}

/** A function's type is headed by what a call of it returns. */
function functionOrParentheses(reader: TypeReader, depth: number): string[] {
  const start = reader.at;
  if (peek(reader) === '<') skipBrackets(reader);
  skipBrackets(reader);
  if (accept(reader, '=>')) return typeHeads(reader, depth + 1);
  const end = reader.at;
  reader.at = start + 1;
  const inside = typeHeads(reader, depth + 1);
  reader.at = end;
  return inside;
}

function tupleHeads(reader: TypeReader, depth: number): string[] {
  const heads: string[] = [];
  const inside = { tokens: reader.tokens, at: reader.at + 1 };
  skipBrackets(reader);
  while (inside.at < reader.at - 1) {
    const start = inside.at;
    const label = peek(inside, 1) === '?' ? 2 : 1;
    if (peek(inside, label) === ':') inside.at += label + 1;
    heads.push(...typeHeads(inside, depth + 1));
    if (inside.at === start || !accept(inside, ',')) inside.at++;
  }
  return heads;
}

function wordHeads(reader: TypeReader, depth: number): string[] {
  const isCalled = peek(reader, 1) === '(';
  switch (peek(reader)) {
    case 'keyof':
    case 'unique':
    case 'infer':
      reader.at++;
      operandHeads(reader, depth + 1);
      return [];
    case 'typeof':
      reader.at++;
      qualifiedName(reader);
      return [];
    case 'asserts':
    case 'abstract':
    case 'new':
    case 'readonly':
      reader.at++;
      return operandHeads(reader, depth + 1);
    case 'import':
      if (!isCalled) break;
      reader.at++;
      skipBrackets(reader);
      if (!accept(reader, '.')) return [];
      break;
    default:
  }
  return namedHeads(reader, depth);
}

/** `Name<Arguments>`, or the predicate `name is Type`, which is a boolean. */
function namedHeads(reader: TypeReader, depth: number): string[] {
  const name = qualifiedName(reader);
  if (accept(reader, 'is')) {
    typeHeads(reader, depth + 1);
    return [];
  }
  if (peek(reader) === '.' && peek(reader, 1) === '<') reader.at++;
  const given = peek(reader) === '<' ? argumentHeads(reader, depth) : [];
  const wrapper = wrappers.get(name);
  if (wrapper) return (wrapper === 'first' ? given[0] : given.at(-1)) ?? [];
  return [...(plain.has(name) ? [] : [name]), ...given.flat()];
}

function qualifiedName(reader: TypeReader): string {
  let name = peek(reader);
  reader.at++;
  while (peek(reader) === '.' && word.test(peek(reader, 1))) {
    name += `.${peek(reader, 1)}`;
    reader.at += 2;
  }
  return name;
}

function argumentHeads(reader: TypeReader, depth: number): string[][] {
  const heads: string[][] = [];
  const inside = { tokens: reader.tokens, at: reader.at + 1 };
  skipBrackets(reader);
  while (inside.at < reader.at - 1) {
    const start = inside.at;
    heads.push(typeHeads(inside, depth + 1));
    if (inside.at === start || !accept(inside, ',')) inside.at++;
  }
  return heads;
}
