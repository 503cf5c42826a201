/**
 * What each symbol of a file uses: names with how they are used, counted. Names that a function declares
 * for itself are left out, and so are the names that the file's imports and definitions write.
 */

import type { Range } from '../protocol/protocol.ts';
import { endOfWord } from '../text/text.ts';
import type { ImportFact, ReferenceFact, ReferenceKind, SymbolFact } from './facts.ts';
import { type Findings, indexAround, indexBehind, outermost, useOf } from './findings.ts';
import type { LanguageRules } from './rules.ts';

/** Of a file with more, those that occur least are left out. */
const mostReferences = 2_000;

export interface Referring {
  readonly text: string;
  readonly findings: Findings;
  readonly symbols: readonly SymbolFact[];
  readonly imports: readonly ImportFact[];
  /** Stretches with names of their own, in order, apart. */
  readonly locals: readonly Range[];
  readonly rules: LanguageRules;
}

/** In the order in which they first occur. */
export function referencesOf(referring: Referring): ReferenceFact[] {
  const { text, findings, locals, rules, symbols } = referring;
  const { uses } = findings;
  const own = localNames(referring);
  const imports = outermost(referring.imports.map(({ range }) => range));
  const symbolAround = innermostSymbols(symbols);
  const tally = new Tally(symbols.length);
  for (let start = 0; start < uses.length; start++) {
    const code = uses[start] ?? 0;
    const use = code === 0 ? undefined : useOf(code);
    if (!use || indexAround(imports, start) !== -1) continue;
    const name = nameAt(text, start, rules);
    if (name === '' || rules.predeclared.has(name)) continue;
    if (use.bare && isOwn(own.get(name), indexAround(locals, start))) continue;
    const from = symbolAround(start);
    if (symbols[from]?.name !== name) tally.add(name, use.kind, from);
  }
  return tally.most(mostReferences);
}

function nameAt(text: string, start: number, { name }: LanguageRules): string {
  if (!name) return text.slice(start, endOfWord(text, start));
  name.lastIndex = start;
  return name.exec(text)?.[0] ?? '';
}

function isOwn(places: ReadonlySet<number> | undefined, local: number): boolean {
  return places !== undefined && (places.has(local) || places.has(everywhere));
}

/** How far in front of a body its parameters may stand, in UTF-16 units. */
const longestSignature = 2_000;

/** The place of type parameters: their short names mean nothing else in a file. */
const everywhere = -2;

/**
 * The names that each of `locals` binds, with their places in it; what binds them is no use. A parameter
 * belongs to the body behind it.
 */
function localNames({ text, findings, locals, rules }: Referring): Map<string, Set<number>> {
  const own = new Map<string, Set<number>>();
  const add = (start: number, place: number | undefined): void => {
    findings.uses[start] = 0;
    if (place === undefined) return;
    const name = nameAt(text, start, rules);
    own.set(name, (own.get(name) ?? new Set()).add(place));
  };
  const definitions = findings.definitions.flatMap(({ name }) => name ?? []);
  for (const { start } of findings.nodes('binding.type')) add(start, everywhere);
  for (const { start } of findings.nodes('binding.parameter')) {
    for (const place of bodiesOf(start, text, locals)) add(start, place);
  }
  for (const { start } of [...findings.nodes('binding'), ...definitions]) {
    const local = indexAround(locals, start);
    add(start, local === -1 ? undefined : local);
  }
  return own;
}

/** What stands between a signature without a body and the next declaration. */
const ended = /;|\n[ \t\r]*\n|\}\s*\n/;

/** The stretch around a parameter, or the one behind its signature; that may be in two parts. */
function bodiesOf(offset: number, text: string, locals: readonly Range[]): (number | undefined)[] {
  const next = indexBehind(locals, offset);
  const [body, second] = [locals[next], locals[next + 1]];
  if (!body || body.start <= offset) return [body && next];
  const isBehind = body.start <= offset + longestSignature && !ended.test(text.slice(offset, body.start));
  if (!isBehind) return [undefined];
  const isSplit = second !== undefined && text.slice(body.end, second.start).trim() === '';
  return isSplit ? [next, next + 1] : [next];
}

/** Given offsets that only grow, the innermost symbol around each; -1 for none. */
function innermostSymbols(symbols: readonly SymbolFact[]): (offset: number) => number {
  const open: number[] = [];
  const close = (offset: number): void => {
    while ((symbols[open.at(-1) ?? -1]?.range.end ?? Infinity) <= offset) open.pop();
  };
  let next = 0;
  return (offset) => {
    for (let symbol = symbols[next]; symbol && symbol.range.start <= offset; symbol = symbols[++next]) {
      close(symbol.range.start);
      // A property that is assigned in a method is part of that method.
      const isInside = symbol.kind === 'property' && open.some((at) => isFunction(symbols[at]));
      if (!isInside) open.push(next);
    }
    close(offset);
    return open.at(-1) ?? -1;
  };
}

function isFunction(symbol: SymbolFact | undefined): boolean {
  return symbol !== undefined && /^(function|method|constructor)$/.test(symbol.kind);
}

interface Counted {
  readonly name: string;
  readonly kind: ReferenceKind;
  readonly from: number;
  count: number;
}

const kinds: readonly ReferenceKind[] = ['call', 'construct', 'type', 'heritage', 'use'];

/** Counts of names by kind and symbol. */
class Tally {
  readonly #symbols: number;
  readonly #names = new Map<string, number>();
  readonly #counts = new Map<number, Counted>();

  constructor(symbols: number) {
    this.#symbols = symbols;
  }

  add(name: string, kind: ReferenceKind, from: number): void {
    const id = this.#names.get(name) ?? this.#names.size;
    this.#names.set(name, id);
    const key = (id * (this.#symbols + 1) + from + 1) * kinds.length + kinds.indexOf(kind);
    const known = this.#counts.get(key);
    if (known) known.count++;
    else this.#counts.set(key, { name, kind, from, count: 1 });
  }

  /** At most so many, the most frequent; in the order in which they first came. */
  most(limit: number): ReferenceFact[] {
    const all = [...this.#counts.values()];
    const kept = all.length <= limit ? all : mostUsed(all, limit);
    return kept.map(({ from, ...fact }) => (from < 0 ? fact : { ...fact, from }));
  }
}

function mostUsed(all: readonly Counted[], limit: number): Counted[] {
  const kept = new Set(all.toSorted((a, b) => b.count - a.count).slice(0, limit));
  return all.filter((one) => kept.has(one));
}
