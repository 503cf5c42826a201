/** Type heads of declarations in TypeScript and JavaScript: annotations, assertions, `new`, JSDoc. */

import type { SymbolKind, TypeHeads } from './facts.ts';
import {
  accept,
  isAtEnd,
  peek,
  readerOf,
  skipBrackets,
  type TypeReader,
  typeHeads,
  type Written,
} from './written-types.ts';

/** How many characters of a declaration are read; of others 600, since a value may be a long one. */
const longest: Partial<Readonly<Record<SymbolKind, number>>> = {
  function: 4_000,
  method: 4_000,
  constructor: 4_000,
  class: 4_000,
  interface: 4_000,
  type: 4_000,
};

/** What is read of one declaration; `yields` stays absent where no type is written. */
interface Reading {
  yields?: readonly string[];
  takes: readonly string[];
  /** Type parameters of its own. */
  readonly parameters?: readonly string[];
}

/**
 * A class yields itself and what it extends, an interface what it extends, a type alias what it may be,
 * an enum member its enum.
 */
export function scriptHeads(written: Written): TypeHeads | undefined {
  const { symbol, holder } = written;
  if (symbol.kind === 'enumMember') return holder && { yields: [holder.symbol.name], takes: [] };
  if (symbol.kind === 'enum' || symbol.kind === 'namespace') return undefined;
  const reader = readerOf(written.signature.slice(0, longest[symbol.kind] ?? 600));
  if (!goBehindName(reader, symbol.name)) return undefined;
  const declared = [...typeParameters(reader), ...typeParametersOf(holder)];
  const reading = read(reader, written);
  const parameters = new Set([...declared, ...(reading.parameters ?? [])]);
  const documented = reading.yields ? reading : withDoc(reading, written.doc);
  const own = (heads: readonly string[]) => ownHeads(heads, parameters, holder);
  return { yields: own(documented.yields ?? []), takes: own(documented.takes) };
}

function read(reader: TypeReader, written: Written): Reading {
  switch (written.symbol.kind) {
    case 'class':
      return { yields: [written.symbol.name, ...heritage(reader)], takes: [] };
    case 'interface':
      return { yields: heritage(reader), takes: [] };
    case 'type':
      return { yields: accept(reader, '=') ? typeHeads(reader) : [], takes: [] };
    case 'constructor':
      return { yields: written.holder ? [written.holder.symbol.name] : [], takes: parameterHeads(reader) };
    default:
      return value(reader, written.signature);
  }
}

/** What is left of heads as they were read: no type parameters, and `this` by its name. */
function ownHeads(
  heads: readonly string[],
  parameters: ReadonlySet<string>,
  holder: Written | undefined,
): string[] {
  const named = heads.flatMap((head) => (head === 'this' ? (holder?.symbol.name ?? []) : head));
  return [...new Set(named)].filter((head) => !parameters.has(head));
}

/** The place behind the declared name; decorators and modifiers may stand before it. */
function goBehindName(reader: TypeReader, name: string): boolean {
  for (; !isAtEnd(reader); reader.at++) {
    while (accept(reader, '@')) skipDecorator(reader);
    const found = peek(reader);
    if (found === '[' && name.startsWith('[')) {
      skipBrackets(reader);
      return true;
    }
    if (found !== name && !isQuoted(found, name)) continue;
    if (name !== 'default' && isModifier(peek(reader, 1))) continue;
    reader.at++;
    if (name === 'default') skipWords(reader, /^(async|function|class|\*)$/);
    return true;
  }
  return false;
}

function skipWords(reader: TypeReader, words: RegExp): void {
  while (words.test(peek(reader))) reader.at++;
}

/** Whether a word before `next` is a modifier, such as `get` in `get name()`. */
function isModifier(next: string): boolean {
  return /^[\p{ID_Start}$_#'"[{]/u.test(next) && !/^(extends|implements)$/.test(next);
}

function isQuoted(found: string, name: string): boolean {
  return /^['"]/.test(found) && found.slice(1, -1) === name;
}

function skipDecorator(reader: TypeReader): void {
  reader.at++;
  while (accept(reader, '.')) reader.at++;
  if (peek(reader) === '(') skipBrackets(reader);
}

/** Names in the angle brackets at the place, which is moved behind them. */
function typeParameters(reader: TypeReader): string[] {
  const names: string[] = [];
  if (peek(reader) !== '<') return names;
  const inside = { tokens: reader.tokens, at: reader.at + 1 };
  skipBrackets(reader);
  while (inside.at < reader.at - 1) {
    while (/^(const|in|out)$/.test(peek(inside)) && peek(inside, 1) !== ',') inside.at++;
    names.push(peek(inside));
    while (inside.at < reader.at - 1 && peek(inside) !== ',') skipOne(inside);
    inside.at++;
  }
  return names;
}

function skipOne(reader: TypeReader): void {
  if (/^[([{<]$/.test(peek(reader))) skipBrackets(reader);
  else reader.at++;
}

function typeParametersOf(holder: Written | undefined): string[] {
  const reader = holder && readerOf(holder.signature);
  return reader && goBehindName(reader, holder.symbol.name) ? typeParameters(reader) : [];
}

/** What follows `extends` and `implements`; a call between them, as of a mixin, is passed over. */
function heritage(reader: TypeReader): string[] {
  const heads: string[] = [];
  while (!isAtEnd(reader)) {
    const isHeritage = accept(reader, 'extends') || accept(reader, 'implements');
    if (isHeritage || (heads.length > 0 && accept(reader, ','))) heads.push(...typeHeads(reader));
    else skipOne(reader);
  }
  return heads;
}

/** Behind the name of a function, a method, a property or a variable. */
function value(reader: TypeReader, signature: string): Reading {
  if (!accept(reader, '?')) accept(reader, '!');
  const parameters = typeParameters(reader);
  if (peek(reader) === '(') return { ...callable(reader, ':'), parameters };
  if (accept(reader, ':')) return annotated(reader);
  return accept(reader, '=') ? initial(reader, signature) : { takes: [] };
}

/** Parameters and what is returned, `mark` between them. */
function callable(reader: TypeReader, mark: ':' | '=>'): Reading {
  const takes = parameterHeads(reader);
  return accept(reader, mark) ? { yields: typeHeads(reader), takes } : { takes };
}

/** A function's type is also read for its parameters. */
function annotated(reader: TypeReader): Reading {
  const start = reader.at;
  const parameters = typeParameters(reader);
  if (peek(reader) === '(') {
    const called = callable(reader, '=>');
    if (called.yields) return { ...called, parameters };
  }
  reader.at = start;
  return { yields: typeHeads(reader), takes: [] };
}

/** An initial value says its type when it is a function, `new` of a class, or asserted. */
function initial(reader: TypeReader, signature: string): Reading {
  accept(reader, 'async');
  if (accept(reader, 'function')) {
    while (!/^[(<]?$/.test(peek(reader))) reader.at++;
    const parameters = typeParameters(reader);
    return { ...callable(reader, ':'), parameters };
  }
  const start = reader.at;
  const parameters = typeParameters(reader);
  if (peek(reader) === '(') {
    const arrow = { ...callable(reader, ':'), parameters };
    if (peek(reader) === '=>') return arrow;
  }
  reader.at = start;
  return { yields: constructed(reader) ?? asserted(signature), takes: [] };
}

/** `new Name(…)`, when nothing is done with it. */
function constructed(reader: TypeReader): string[] | undefined {
  if (!accept(reader, 'new')) return undefined;
  const heads = typeHeads(reader);
  if (peek(reader) === '(') skipBrackets(reader);
  return /^[;,]?$/.test(peek(reader)) ? heads : undefined;
}

/** `… as Name` or `… satisfies Name` at the end. */
function asserted(signature: string): string[] | undefined {
  const found = /\b(?:as|satisfies)\s+([^()=;]{1,300});?\s*$/.exec(signature.slice(-400));
  return found?.[1] === undefined ? undefined : typeHeads(readerOf(found[1]));
}

/** The heads of the types in the parentheses at the place, which is moved behind them. */
function parameterHeads(reader: TypeReader): string[] {
  const heads: string[] = [];
  if (peek(reader) !== '(') return heads;
  const inside = { tokens: reader.tokens, at: reader.at + 1 };
  skipBrackets(reader);
  while (inside.at < reader.at - 1) {
    if (accept(inside, ':')) heads.push(...typeHeads(inside));
    while (inside.at < reader.at - 1 && !/^[:,]$/.test(peek(inside))) skipOne(inside);
    if (peek(inside) === ',') inside.at++;
  }
  return [...new Set(heads)];
}

/** What JSDoc says where the code says nothing. */
function withDoc({ takes }: Reading, doc: string): Reading {
  const of = (tag: RegExp): string[] | undefined => {
    const found = [...doc.matchAll(tag)].map((match) => bracedType(doc, match.index + match[0].length));
    return found.length > 0 ? found.flatMap(jsdocHeads) : undefined;
  };
  return {
    yields: of(/@(?:returns?|type|yields?|satisfies)\s*\{/g),
    takes: takes.length > 0 ? takes : (of(/@(?:param|arg|argument)\s*\{/g) ?? []),
  };
}

function bracedType(doc: string, start: number): string {
  let depth = 1;
  let end = start;
  while (end < doc.length && depth > 0) {
    if (doc[end] === '{') depth++;
    if (doc[end] === '}') depth--;
    end++;
  }
  return doc.slice(start, depth === 0 ? end - 1 : end);
}

/** `?Name`, `!Name`, `Name=` and `*` are JSDoc's own. */
function jsdocHeads(type: string): string[] {
  return typeHeads(readerOf(type.replace(/^\s*[?!]|\*/g, '')));
}
