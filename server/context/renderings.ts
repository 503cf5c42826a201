/** How a declared symbol is written at each level: from its name to its whole text with its documentation. */

import type { Level, Range } from '../protocol/protocol.ts';
import { foldBodies, type SymbolFact } from '../syntax/syntax.ts';
import { spellingOf } from '../text/text.ts';
import { elision, growing, plainWeight } from './pruning.ts';
import type { SourceFile } from './source-file.ts';

/** Texts by file, symbol and level: files stay the same objects for as long as they do not change. */
const known = new WeakMap<SourceFile, Map<string, string | undefined>>();

/**
 * The text of a symbol at a level; `checked` is its signature with the checker's types, used where the source
 * leaves types out. Made once for each symbol, level and such signature.
 */
export function rendering(
  file: SourceFile,
  fact: SymbolFact,
  level: Level,
  checked?: string,
): string | undefined {
  const key = `${level} ${fact.range.start} ${fact.name} ${checked ?? ''}`;
  return remembered(file, key, () => renderSymbol(file, fact, level, checked));
}

function remembered(file: SourceFile, key: string, render: () => string | undefined): string | undefined {
  const texts = known.get(file) ?? new Map<string, string | undefined>();
  known.set(file, texts);
  if (!texts.has(key)) texts.set(key, render());
  return texts.get(key);
}

function renderSymbol(
  file: SourceFile,
  fact: SymbolFact,
  level: Level,
  checked: string | undefined,
): string | undefined {
  switch (level) {
    case 'name':
      return `${fact.kind} ${fact.name}`;
    case 'signature':
      return signatureOf(file, fact, checked);
    case 'skeleton':
      return isCallable(fact) ? opening(file, fact, checked) : folded(file, fact);
    case 'pruned':
      return pruned(withDoc(file, fact), file.facts.language);
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
  const written = withoutValue(file.text.slice(fact.range.start, end).trim(), fact.name.length).replace(
    /\s*(=>|[{:=])\s*$/,
    '',
  );
  const untyped = isCallable(fact) && fact.kind !== 'constructor' && !/\)\s*(:|->)/.test(written);
  if (checked && (untyped || written.length > 4 * checked.length)) return checked;
  return dedent(written, indentAt(file.text, fact.range.start));
}

const brackets: Readonly<Record<string, number>> = {
  '(': 1,
  '[': 1,
  '{': 1,
  '<': 1,
  ')': -1,
  ']': -1,
  '}': -1,
  '>': -1,
};

/** A declaration without its value where its type is written before that: `name: Type`. The name ends at `from` at the earliest. */
export function withoutValue(text: string, from: number): string {
  let depth = 0;
  let typed = false;
  for (let at = from; at < text.length; at++) {
    const letter = text.charAt(at);
    const isArrow = letter === '=' && text[at + 1] === '>';
    if (isArrow) at++;
    else if (depth === 0 && letter === ':') typed = true;
    else if (depth === 0 && letter === '=') return typed ? text.slice(0, at).trimEnd() : text;
    else depth = Math.max(0, depth + (brackets[letter] ?? 0));
  }
  return text;
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

const longestMember = 400;
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
  const members = facts.symbols.filter(
    (one) => one.container === container && container >= 0 && !isPrivate(text, one),
  );
  if (end === undefined || members.length === 0 || !fact.body || fact.kind === 'namespace') return undefined;
  const header = signatureOf(file, fact, undefined) + (fact.kind === 'type' ? ' =' : '');
  const lines = members.map((member) => memberLine(text, member).replace(/[;,]?$/, end));
  if (facts.language === 'python') return [`${header}:`, ...lines.map((line) => `    ${line}`)].join('\n');
  return [`${header} {`, ...lines.map((line) => `  ${line}`), '}'].join('\n');
}

/** What nobody but the declaration itself may name; a constructor is asked for all the same. */
function isPrivate(text: string, { name, kind, range }: SymbolFact): boolean {
  return name.startsWith('#') || (kind !== 'constructor' && text.startsWith('private ', range.start));
}

/** A member up to its body, comments left out: on one line, or as its first line where that gets too long. */
function memberLine(text: string, { range, body }: SymbolFact): string {
  const end = body && body.start > range.start ? body.start : range.end;
  const written = text
    .slice(range.start, end)
    .replace(/\/\*[^]*?\*\/|(^|\s)\/\/.*$/gm, '$1')
    .trim();
  const line = written.replace(/\s+/g, ' ');
  const shown = line.length > longestMember ? (written.split('\n')[0] ?? '') : line;
  return shown.trim().replace(/(?:\s*(?:=>|[{=(]))+$/, '');
}

/** Lines of a body that a skeleton shows, where it hides as many at least. */
const firstLines = 3;

/** A function's documentation, signature and first lines. */
function opening(file: SourceFile, fact: SymbolFact, checked: string | undefined): string {
  const { text, facts } = file;
  const { body, range, doc } = fact;
  if (!body || body.start <= range.start) return documented(file, fact, checked);
  const lines = text.slice(range.start, range.end).split('\n');
  const inside = doc && doc.start >= body.start ? doc.end : body.start + 1;
  const shown = text.slice(range.start, inside).split('\n').length + firstLines;
  const closes = /^\s*(?:[})]|end\b)/.test(lines.at(-1) ?? '') ? 1 : 0;
  const hidden = lines.length - closes - shown;
  if (hidden < firstLines) return documented(file, fact, checked);
  const indent = /^[ \t]*/.exec(lines[shown - 1] ?? '')?.[0] ?? '';
  const left = [
    ...lines.slice(0, shown),
    indent + elision(spellingOf(facts.language), hidden),
    ...lines.slice(lines.length - closes),
  ];
  return docOf(file, fact) + dedent(left.join('\n'), indentAt(text, range.start));
}

/** A body without its least telling lines, of about this share. */
const prunedShare = 0.4;
/** Bodies shorter than this many letters are shown whole or not at all. */
const shortestPruned = 480;

/** The lines of a body that tell most; `undefined` where little would be hidden. */
function pruned(body: string, language: string): string | undefined {
  if (body.length < shortestPruned) return undefined;
  const [first] = growing(body, language, plainWeight, Math.round(1 / prunedShare));
  return first === body ? undefined : first;
}

/** A stretch of lines, moved to the left margin; there are no levels below a pruned one. */
export function stretch(file: SourceFile, range: Range, level: Level): string | undefined {
  if (level !== 'body' && level !== 'pruned') return undefined;
  return remembered(file, `${level} ${range.start} ${range.end}`, () => {
    const text = atMargin(trimBlankLines(file.text.slice(range.start, range.end)));
    return level === 'body' ? text : pruned(text, file.facts.language);
  });
}

/** Without the indentation that all lines share. */
function atMargin(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const margins = lines.map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  const margin = margins.reduce((a, b) => (b.length < a.length ? b : a), margins[0] ?? '');
  return margins.every((own) => own.startsWith(margin)) ? dedent(`\n${text}`, margin).slice(1) : text;
}

function trimBlankLines(text: string): string {
  return text.replace(/^(?:[ \t]*\r?\n)+/, '').replace(/\s+$/, '');
}

/** A function's documentation and signature. */
function documented(file: SourceFile, fact: SymbolFact, checked: string | undefined): string {
  return docOf(file, fact) + signatureOf(file, fact, checked);
}

/** The documentation above a symbol, with its line end. */
function docOf({ text }: SourceFile, { doc, range }: SymbolFact): string {
  if (!doc || doc.start > range.start) return '';
  return `${dedent(text.slice(doc.start, doc.end).trimEnd(), indentAt(text, doc.start))}\n`;
}

function isCallable({ kind }: SymbolFact): boolean {
  return kind === 'function' || kind === 'method' || kind === 'constructor';
}

function withDoc(file: SourceFile, fact: SymbolFact): string {
  const start = fact.doc && fact.doc.start < fact.range.start ? fact.doc.start : fact.range.start;
  return dedent(file.text.slice(start, fact.range.end), indentAt(file.text, start));
}

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

function dedent(text: string, indent: string): string {
  return indent === '' ? text : text.replaceAll(`\n${indent}`, '\n');
}
