/** A context item: one symbol or stretch of code that the prompt may show, and how it can be shown. */

import { type Evidence, type Level, levels, type Range } from '../protocol/protocol.ts';
import { briefly } from './concise.ts';
import type { SymbolFact } from '../syntax/syntax.ts';
import { rendering, stretch, withoutValue } from './renderings.ts';
import { lineOf, type SourceFile } from './source-file.ts';

export type { SourceFile } from './source-file.ts';

export type SourceName =
  | 'pinned'
  | 'failing names'
  | 'types'
  | 'headers'
  | 'usages'
  | 'members'
  | 'importable'
  | 'imports'
  | 'similar code'
  | 'recently edited';

export interface ItemSymbol {
  readonly name: string;
  /** A symbol kind, or `chunk` for a stretch of lines. */
  readonly kind: string;
  readonly container?: string;
  readonly path: string;
  readonly range: Range;
  /** 1-based line on which it starts. */
  readonly line: number;
}

/** A member that an item shows on a line of its own. */
export interface ItemMember {
  readonly name: string;
  /** As it is shown, without the mark at its end. */
  readonly signature: string;
  /** The same without most of its types, where that is much shorter. */
  readonly short?: string;
  /** The word before the dot behind which it is reached. */
  readonly behind?: string;
  readonly evidence: Evidence;
}

/** A list that can be shown up to any of its entries: each is a member, or more of one that is there. */
export interface ItemList {
  /** What each adds to the text. */
  readonly entries: readonly string[];
  /** Share of the item's score that the first `count` of them are worth. */
  worthOf(count: number): number;
  /** How many members these show. */
  membersOf(count: number): number;
  /** The least level that shows so many. */
  levelOf(count: number): Level;
  textOf(count: number): string;
}

export interface ContextItem {
  /** Stable across requests on unchanged files: path and offset. */
  readonly id: string;
  readonly source: SourceName;
  readonly symbol: ItemSymbol;
  /** One sentence for the user. */
  readonly reason: string;
  /** 0 to 1: how much the request needs it. */
  readonly score: number;
  /** What speaks for it: what the score is made of. */
  readonly evidence: Evidence;
  /** Of an item that stands for members of a declaration: these, likeliest first. */
  readonly members?: readonly ItemMember[];
  /** Of an item that is a list of such members: what the first so many of them are. Worked out once, when it is asked for. */
  readonly list?: () => ItemList;
  /** The text of a level, without the line that names the file; `undefined` where there is no such level. */
  render(level: Level): string | undefined;
  /** Its signature in fewer words, where that is much shorter. */
  brief?(): string | undefined;
  /** Names of types that its signature mentions. */
  readonly mentions?: readonly string[];
  /** Names of other symbols that a level shows, members as `Holder.member` too; none where it is absent. */
  holds?(level: Level): readonly string[];
}

/** What a file declares at its top level under a name, as its text is now; of several what it exports. */
export function declaredAtTop({ facts }: SourceFile, name: string): SymbolFact | undefined {
  const found = facts.symbols.filter((symbol) => symbol.name === name && symbol.container === undefined);
  return found.find(({ exported }) => exported) ?? found[0];
}

/** What a source adds to a symbol to make it an item. */
export interface Finding {
  readonly source: SourceName;
  readonly reason: string;
  readonly score: number;
  /** What else speaks for it, beside the source's own score. */
  readonly evidence?: Evidence;
  /** A signature with the checker's types, used where the source leaves types out. */
  readonly signature?: string;
}

/** An item for a declared symbol: name, signature, skeleton and body. */
export function symbolItem(file: SourceFile, fact: SymbolFact, finding: Finding): ContextItem {
  const container = fact.container === undefined ? undefined : file.facts.symbols[fact.container];
  const symbol = itemSymbol(file, fact, container?.name);
  return {
    ...itemHead(symbol, finding),
    render: (level) => rendering(file, fact, level, finding.signature),
    brief: () => briefly(rendering(file, fact, 'signature', finding.signature) ?? '', fact.name),
    mentions: [...(fact.heads?.takes ?? []), ...(fact.heads?.yields ?? [])],
    holds: (level) => (level === 'name' || level === 'signature' ? [] : namesWithin(file, fact.range)),
  };
}

/** Names of what is declared in a range, or around its start: a part of it shows that too. */
function namesWithin({ facts: { symbols } }: SourceFile, { start, end }: Range): string[] {
  return symbols
    .filter(({ range }) => range.start < end && range.end > start)
    .flatMap(({ name, container }) => {
      const holder = container === undefined ? undefined : symbols[container]?.name;
      return holder === undefined ? [name] : [name, `${holder}.${name}`];
    });
}

/**
 * An item of which the header says most: its first level is the declaration up to its body or value on
 * one line, the last one all of it.
 */
export function headerItem(file: SourceFile, fact: SymbolFact, finding: Finding): ContextItem {
  const whole = symbolItem(file, fact, finding);
  const header = headerLine(file.text, fact);
  const render = (level: Level) =>
    level === 'signature' ? header : level === 'name' ? undefined : whole.render(level);
  return { ...whole, render, brief: () => briefly(header, fact.name) };
}

const longestHeader = 160;

/** Up to the body or value; of a long one the first line, and of a long line what names it. */
export function headerLine(text: string, { name, range, body }: SymbolFact): string {
  const end = Math.min(body && body.start > range.start ? body.start : range.end, range.start + 1000);
  const written = text.slice(range.start, end);
  const [first = ''] = written.split('\n');
  const named = written.slice(0, written.indexOf(name) + name.length);
  const lines = [withoutValue(written, named.length), first, named].map(onOneLine);
  return (lines.find((line) => line.length <= longestHeader) ?? name).replace(/(?:\s*(?:=>|[{=:(<]))+$/, '');
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** An item for a stretch of lines: all of it, or the lines that tell most. */
export function chunkItem(file: SourceFile, range: Range, finding: Finding): ContextItem {
  const line = lineOf(file, range.start);
  const symbol = { name: `lines from ${line}`, kind: 'chunk', path: file.path, range, line };
  return {
    ...itemHead(symbol, finding),
    render: (level) => stretch(file, range, level),
    holds: () => namesWithin(file, range),
  };
}

/** What all items have in common. */
export function itemHead(symbol: ItemSymbol, finding: Finding) {
  const { source, reason, score } = finding;
  const evidence = { source: score, ...finding.evidence };
  return { id: `${symbol.path}#${symbol.range.start}`, source, symbol, reason, score, evidence };
}

function itemSymbol(file: SourceFile, fact: SymbolFact, container: string | undefined): ItemSymbol {
  const { name, kind, range } = fact;
  const line = lineOf(file, range.start);
  return { name, kind, path: file.path, range, line, ...(container ? { container } : {}) };
}

/** The levels of an item whose text is not the same as the level before. */
export function distinctLevels(item: ContextItem): readonly { level: Level; text: string }[] {
  const seen = new Set<string>();
  return levels.flatMap((level) => {
    const text = item.render(level);
    if (!text || seen.has(text)) return [];
    seen.add(text);
    return [{ level, text }];
  });
}
