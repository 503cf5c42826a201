/**
 * Symbols of a file out of what its parser found: merged by name, wrappers and comments added, what only a
 * function body can see left out, in order of the text with their containers.
 */

import type { Range } from '../protocol/protocol.ts';
import type { Spelling } from '../text/text.ts';
import { docAbove } from './comments.ts';
import type { SymbolFact, SymbolKind } from './facts.ts';
import type { Definition, Findings } from './findings.ts';
import type { LanguageRules } from './rules.ts';
import type { Surroundings } from './surroundings.ts';
import { isVisible } from './visibility.ts';

/** A definition with what stands around it. */
interface Found {
  readonly name: string;
  readonly nameStart: number;
  readonly kind: Definition['kind'];
  readonly range: Range;
  readonly body?: Range;
  readonly doc?: Range;
  readonly exported: boolean;
}

const containers: ReadonlySet<string> = new Set(['class', 'interface', 'type', 'enum', 'namespace']);

/** A text that was read, with what its language is like. */
export interface Reading {
  readonly text: string;
  readonly findings: Findings;
  readonly around: Surroundings;
  readonly rules: LanguageRules;
  readonly spelling: Spelling;
}

/** A container that is open at a place of the text. */
interface Container {
  readonly index: number;
  readonly range: Range;
  /** In a stretch of it that hides what it declares: behind `private:`. */
  isHidden: boolean;
}

export function symbolsOf(reading: Reading): SymbolFact[] {
  const sections = sectionsOf(reading.findings);
  const symbols: SymbolFact[] = [];
  const attributes = new Set<string>();
  const open: Container[] = [];
  for (const one of foundIn(reading)) {
    enterSections(sections, one.range.start, open);
    const container = innermost(open, { start: one.nameStart, end: one.range.end });
    const attribute = `${container?.index} ${one.name}`;
    if (one.kind === 'attribute' && (!container || attributes.has(attribute))) continue;
    attributes.add(attribute);
    if (isHolder(one, reading.rules)) open.push({ index: symbols.length, range: one.range, isHidden: false });
    symbols.push(symbolOf(one, reading, container && { ...container, symbol: symbols[container.index] }));
  }
  return symbols;
}

/** What any file may add to holds nothing: what stands in it is at the top of its file. */
function isHolder({ kind }: Found, { namespaces }: LanguageRules): boolean {
  return containers.has(kind) && (kind !== 'namespace' || namespaces === 'holders');
}

/** In order of the text, the outer ones first; without what only a function can see. */
function foundIn(reading: Reading): Found[] {
  return mergeFound(reading)
    .filter(({ kind, nameStart }) => kind === 'attribute' || !reading.around.isLocal(nameStart))
    .toSorted(
      (a, b) => a.range.start - b.range.start || b.range.end - a.range.end || a.nameStart - b.nameStart,
    );
}

/** Several patterns may find one name; the one that stands later in the query knows more. */
function mergeFound(reading: Reading): Found[] {
  const byName = new Map<number, Found>();
  for (const definition of reading.findings.definitions) {
    const found = foundBy(definition, reading);
    byName.set(found.nameStart, { ...byName.get(found.nameStart), ...found });
  }
  for (const { start } of reading.findings.nodes('discard')) byName.delete(start);
  return [...byName.values()];
}

function foundBy({ kind, name, range, item, body, doc, exported }: Definition, reading: Reading): Found {
  const { text, around } = reading;
  const alone = !item || around.isOnlyItem(range.start);
  const whole = around.wrap(range);
  const written = name && text.slice(name.start, name.end);
  return {
    name: written === undefined ? 'default' : unquote(written),
    nameStart: name?.start ?? range.start,
    kind,
    range: withoutTrail(alone ? whole.range : item, text),
    ...(body && { body: withComments(withoutTrail(body, text), range.start, text) }),
    ...(doc && { doc }),
    exported: whole.exported || exported || written === undefined || around.isExportedName(written),
  };
}

/** Without the space and the comments that some grammars let a node end with. */
function withoutTrail({ start, end }: Range, text: string): Range {
  if (/[^\s/]/.test(text[end - 1] ?? ' ')) return { start, end };
  let rest = text.slice(start, end).trimEnd();
  for (let comment = trail.exec(rest); comment; comment = trail.exec(rest)) {
    rest = rest.slice(0, comment.index).trimEnd();
  }
  return { start, end: start + rest.length };
}

const trail = /(?:\n[ \t]*\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)$/;

/** Where no bracket begins a body, its first comments stand in front of it for some grammars. */
function withComments({ start, end }: Range, from: number, text: string): Range {
  const before = text[start] === '{' ? undefined : commentsAtEnd.exec(text.slice(from, start))?.[0];
  return { start: start - (before?.length ?? 0), end };
}

/** Behind a colon, or where no quote says that it is part of a string. */
const commentsAtEnd = /(?:(?<=:\s*)#[^\n]*|(?<=\s)#[^\n"']*)\n\s*(?:#[^\n]*\n\s*)*$/;

/** Places from which on a container hides or shows what it declares, in order. */
function sectionsOf(findings: Findings): { readonly start: number; readonly isHidden: boolean }[] {
  const places = (capture: string, isHidden: boolean) =>
    findings.nodes(capture).map(({ start }) => ({ start, isHidden }));
  return [...places('section.hidden', true), ...places('section.shown', false)].toSorted(
    (a, b) => b.start - a.start,
  );
}

/** Takes the sections before `offset` off the end of the list. */
function enterSections(sections: ReturnType<typeof sectionsOf>, offset: number, open: Container[]): void {
  for (let next = sections.at(-1); next && next.start <= offset; next = sections.at(-1)) {
    const container = innermost(open, { start: next.start, end: next.start });
    if (container) container.isHidden = next.isHidden;
    sections.pop();
  }
}

/** Closes the containers that end before this range; the innermost left open holds it. */
function innermost(open: Container[], { start, end }: Range): Container | undefined {
  for (let last = open.at(-1); last; last = open.at(-1)) {
    if (end <= last.range.end && start > last.range.start) return last;
    open.pop();
  }
  return undefined;
}

type Holder = Container & { readonly symbol: SymbolFact | undefined };

function symbolOf(found: Found, reading: Reading, container: Holder | undefined): SymbolFact {
  const { text, rules, spelling, around } = reading;
  const holder = container?.symbol;
  const doc = found.doc ?? docAbove(text, found.range.start, spelling);
  const kind = kindOf(found, holder, rules);
  const modifiers = text.slice(found.range.start, Math.max(found.range.start, found.nameStart));
  const isDefault = !holder && (around.isDefaultName(found.name) || exportsByDefault(modifiers, found.name));
  const seen = {
    name: found.name,
    kind,
    modifiers,
    captured: found.exported,
    holder,
    inHiddenSection: container?.isHidden ?? false,
  };
  return {
    name: found.name,
    kind,
    ...(container && { container: container.index }),
    range: found.range,
    ...(doc && { doc }),
    ...(found.body && { body: found.body }),
    exported: !around.hides(found.range.start) && isVisible(seen, rules.visibility),
    ...(isDefault && { isDefault }),
  };
}

/** What a script exports without a name is called `default` here. */
function exportsByDefault(modifiers: string, name: string): boolean {
  return name === 'default' || /^export\s+default\b/.test(modifiers);
}

/** What a class declares is its method or property, whatever it would be elsewhere. */
function kindOf({ name, kind }: Found, holder: SymbolFact | undefined, rules: LanguageRules): SymbolKind {
  if (kind === 'attribute') return 'property';
  const isMember = holder !== undefined && holder.kind !== 'namespace';
  if (kind === 'method' || (kind === 'function' && isMember)) {
    const isConstructor = rules.constructors.some(
      (constructor) => constructor === name || (constructor === '@container' && holder?.name === name),
    );
    return isConstructor ? 'constructor' : 'method';
  }
  if (kind !== 'variable') return kind;
  return isMember ? 'property' : rules.constants?.test(name) ? 'constant' : 'variable';
}

/** Without quotes, and without the colon of a symbol. */
function unquote(name: string): string {
  if (/^:\w/.test(name)) return name.slice(1);
  return /^(['"`]).*\1$/s.test(name) ? name.slice(1, -1) : name;
}
