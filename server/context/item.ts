/** A context item: one symbol or stretch of code that the prompt may show, and how it can be shown. */

import { type Evidence, type Level, levels, type Range } from '../protocol/protocol.ts';
import { type FileFacts, foldBodies, type SymbolFact } from '../syntax/syntax.ts';

export type SourceName =
  | 'failing names'
  | 'types'
  | 'headers'
  | 'members'
  | 'importable'
  | 'imports'
  | 'similar code'
  | 'recently edited';

/** A file's text with its facts, as the sources read it. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly facts: FileFacts;
}

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
  /** Share of the score that a level is worth, where it is not what is usual for such a symbol. */
  readonly worth?: Readonly<Record<Level, number>>;
  /** The text of a level, without the line that names the file; `undefined` where there is no such level. */
  render(level: Level): string | undefined;
}

/** What a file declares at its top level under a name, as its text is now. */
export function declaredAtTop({ facts }: SourceFile, name: string): SymbolFact | undefined {
  return facts.symbols.find((symbol) => symbol.name === name && symbol.container === undefined);
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
    render: memoised((level) => (level === 'pruned' ? undefined : renderSymbol(file, fact, finding, level))),
  };
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
  return { ...whole, worth: headerWorth, render };
}

const longestHeader = 160;
const headerWorth = { name: 0, signature: 0.9, skeleton: 0.97, pruned: 0.98, body: 1 } as const;

function headerLine(text: string, { range, body }: SymbolFact): string {
  const end = Math.min(body && body.start > range.start ? body.start : range.end, range.start + 1000);
  const line = text.slice(range.start, end).replace(/\s+/g, ' ').trim();
  const short = line.length > longestHeader ? `${line.slice(0, longestHeader)}…` : line;
  return short.replace(/\s*(=>|[{=:])$/, '');
}

/** An item for a stretch of lines: all or nothing. */
export function chunkItem(file: SourceFile, range: Range, finding: Finding): ContextItem {
  const line = lineOf(file.text, range.start);
  const symbol = { name: `lines from ${line}`, kind: 'chunk', path: file.path, range, line };
  const text = trimBlankLines(file.text.slice(range.start, range.end));
  return { ...itemHead(symbol, finding), render: (level) => (level === 'body' ? text : undefined) };
}

/** An item for members that a declaration holds, each a line: the first of them, or all. */
export function membersItem(
  holder: Omit<ItemSymbol, 'container'>,
  finding: Finding,
  lines: readonly string[],
): ContextItem {
  const { name, kind, path, range, line } = holder;
  const most = lines.length > firstMembers + 3 ? firstMembers : lines.length;
  const shown: Partial<Record<Level, number>> = { signature: most, skeleton: lines.length };
  const render = (level: Level): string | undefined => {
    const count = shown[level];
    return count === undefined ? undefined : block(holder, lines.slice(0, count));
  };
  return { ...itemHead({ name, kind, path, range, line }, finding), worth: membersWorth, render };
}

/** How many members are shown where only the first are. */
const firstMembers = 8;
/** The likelier members stand first; what they are written with matters less. */
const membersWorth = { name: 0, signature: 0.6, skeleton: 1, pruned: 1, body: 1 } as const;

function block({ kind, name }: Pick<ItemSymbol, 'kind' | 'name'>, lines: readonly string[]): string {
  return [`${kind} ${name} {`, ...lines.map((line) => `  ${line};`), '}'].join('\n');
}

function itemHead(symbol: ItemSymbol, finding: Finding) {
  const { source, reason, score } = finding;
  const evidence = { source: score, ...finding.evidence };
  return { id: `${symbol.path}#${symbol.range.start}`, source, symbol, reason, score, evidence };
}

function itemSymbol(file: SourceFile, fact: SymbolFact, container: string | undefined): ItemSymbol {
  const { name, kind, range } = fact;
  const line = lineOf(file.text, range.start);
  return { name, kind, path: file.path, range, line, ...(container ? { container } : {}) };
}

function renderSymbol(
  file: SourceFile,
  fact: SymbolFact,
  finding: Finding,
  level: Exclude<Level, 'pruned'>,
): string {
  switch (level) {
    case 'name':
      return `${fact.kind} ${fact.name}`;
    case 'signature':
      return signatureOf(file, fact, finding.signature);
    case 'skeleton':
      return isCallable(fact) ? documented(file, fact, finding.signature) : folded(file, fact);
    case 'body':
      return withDoc(file, fact);
  }
}

/**
 * The declaration up to its body. Where the source writes no types and the checker knows them, the
 * checker's line stands in.
 */
function signatureOf(file: SourceFile, fact: SymbolFact, checked: string | undefined): string {
  const end = fact.body?.start ?? fact.range.end;
  const written = file.text
    .slice(fact.range.start, end)
    .trim()
    .replace(/\s*(=>|[{:=])\s*$/, '');
  const untyped = isCallable(fact) && fact.kind !== 'constructor' && !/\)\s*(:|->)/.test(written);
  if (checked && (untyped || written.length > 4 * checked.length)) return checked;
  return dedent(written, indentAt(file.text, fact.range.start));
}

/** A class or interface with its members: a line for each, or as written where that is no longer. */
function folded(file: SourceFile, fact: SymbolFact): string {
  const written = dedent(
    foldBodies(file.text, file.facts, fact.range),
    indentAt(file.text, fact.range.start),
  );
  const listed = outline(file, fact) ?? written;
  return listed.length < written.length ? listed : written;
}

const longestMember = 200;
/** Languages whose members can be listed under their holder's header, with what ends a member. */
const memberEnds: Readonly<Record<string, string>> = {
  typescript: ';',
  typescriptreact: ';',
  javascript: ';',
  javascriptreact: ';',
  python: '',
};

function outline(file: SourceFile, fact: SymbolFact): string | undefined {
  const { text, facts } = file;
  const end = fact.kind === 'enum' ? ',' : memberEnds[facts.language];
  const container = facts.symbols.findIndex(
    (one) => one.name === fact.name && one.range.start === fact.range.start,
  );
  const members = facts.symbols.filter((one) => one.container === container && container >= 0);
  if (end === undefined || members.length === 0 || !fact.body || fact.kind === 'namespace') return undefined;
  const header = signatureOf(file, fact, undefined) + (fact.kind === 'type' ? ' =' : '');
  const lines = members.map((member) => memberLine(text, member).replace(/[;,]?$/, end));
  if (facts.language === 'python') return [`${header}:`, ...lines.map((line) => `    ${line}`)].join('\n');
  return [`${header} {`, ...lines.map((line) => `  ${line}`), '}'].join('\n');
}

/** A member up to its body, on one line, comments left out. */
function memberLine(text: string, { range, body }: SymbolFact): string {
  const end = body && body.start > range.start ? body.start : range.end;
  const written = text.slice(range.start, end).replace(/\/\*[^]*?\*\/|(^|\s)\/\/.*$/gm, '$1');
  const line = written.replace(/\s+/g, ' ').trim();
  return (line.length > longestMember ? `${line.slice(0, longestMember)}…` : line).replace(
    /\s*(=>|[{=])$/,
    '',
  );
}

/** A function's documentation and signature. */
function documented(file: SourceFile, fact: SymbolFact, checked: string | undefined): string {
  const signature = signatureOf(file, fact, checked);
  if (!fact.doc || fact.doc.start > fact.range.start) return signature;
  const doc = file.text.slice(fact.doc.start, fact.doc.end).trimEnd();
  return `${dedent(doc, indentAt(file.text, fact.doc.start))}\n${signature}`;
}

function isCallable({ kind }: SymbolFact): boolean {
  return kind === 'function' || kind === 'method' || kind === 'constructor';
}

function withDoc(file: SourceFile, fact: SymbolFact): string {
  const start = fact.doc && fact.doc.start < fact.range.start ? fact.doc.start : fact.range.start;
  return dedent(file.text.slice(start, fact.range.end), indentAt(file.text, start));
}

function memoised(render: (level: Level) => string | undefined): (level: Level) => string | undefined {
  const known = new Map<Level, string | undefined>();
  return (level) => {
    const text = known.has(level) ? known.get(level) : render(level);
    known.set(level, text);
    return text;
  };
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

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

function dedent(text: string, indent: string): string {
  return indent === '' ? text : text.replaceAll(`\n${indent}`, '\n');
}

function trimBlankLines(text: string): string {
  return text.replace(/^(?:[ \t]*\r?\n)+/, '').replace(/\s+$/, '');
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
