/**
 * Symbols of a file out of the matches of its query: merged by name, wrappers and comments added, what
 * only a function body can see left out, in order of the text with their containers.
 */

import type { Node, QueryMatch } from 'web-tree-sitter';
import type { Range } from '../protocol/protocol.ts';
import { docAbove } from './comments.ts';
import type { SymbolFact, SymbolKind } from './facts.ts';
import { type Surroundings, surroundingsOf } from './surroundings.ts';

/** A definition as the query found it. */
interface Found {
  readonly name: string;
  readonly nameStart: number;
  readonly kind: SymbolKind | 'attribute';
  readonly range: Range;
  readonly body?: Range;
  readonly doc?: Range;
  readonly exported: boolean;
}

const kinds: ReadonlyMap<string, Found['kind']> = new Map(
  (
    [
      'function',
      'method',
      'class',
      'interface',
      'type',
      'enum',
      'enumMember',
      'namespace',
      'constant',
      'variable',
      'property',
      'attribute',
    ] as const
  ).map((kind) => [`definition.${kind}`, kind]),
);

const containers: ReadonlySet<string> = new Set(['class', 'interface', 'type', 'enum', 'namespace']);

export function symbolsOf(matches: readonly QueryMatch[], text: string, language: string): SymbolFact[] {
  const around = surroundingsOf(matches, text);
  const found = mergeFound(matches, text, around)
    .filter(({ kind, nameStart }) => kind === 'attribute' || !around.isLocal(nameStart))
    .toSorted(
      (a, b) => a.range.start - b.range.start || b.range.end - a.range.end || a.nameStart - b.nameStart,
    );
  const symbols: SymbolFact[] = [];
  const attributes = new Set<string>();
  const open: number[] = [];
  for (const one of found) {
    const container = containerOf(one, symbols, open);
    const attribute = `${container} ${one.name}`;
    if (one.kind === 'attribute' && (container === undefined || attributes.has(attribute))) continue;
    attributes.add(attribute);
    if (containers.has(one.kind)) open.push(symbols.length);
    symbols.push(symbolOf(one, { text, language, container, holder: symbols[container ?? -1] }));
  }
  return symbols;
}

/** Several patterns may find one name; the one that stands later in the query knows more. */
function mergeFound(matches: readonly QueryMatch[], text: string, around: Surroundings): Found[] {
  const byName = new Map<number, Found>();
  for (const match of matches.toSorted((a, b) => a.patternIndex - b.patternIndex)) {
    const found = foundIn(match, text, around);
    if (found) byName.set(found.nameStart, { ...byName.get(found.nameStart), ...found });
  }
  return [...byName.values()];
}

function foundIn({ captures }: QueryMatch, text: string, around: Surroundings): Found | undefined {
  const definition = captures.find((capture) => kinds.has(capture.name));
  const kind = definition && kinds.get(definition.name);
  if (!kind) return undefined;
  const capture = (name: string): Node | undefined => captures.find((one) => one.name === name)?.node;
  const name = capture('name');
  const item = capture('item');
  const alone = !item || around.isOnlyItem(definition.node.startIndex);
  const whole = around.wrap(rangeOf(definition.node));
  const body = capture('body');
  const doc = capture('doc');
  return {
    name: name ? unquote(textOf(name, text)) : 'default',
    nameStart: name?.startIndex ?? definition.node.startIndex,
    kind,
    range: alone ? whole.range : rangeOf(item),
    ...(body && { body: rangeOf(body) }),
    ...(doc && { doc: rangeOf(doc) }),
    exported:
      whole.exported || !name || capture('export') !== undefined || around.isExportedName(textOf(name, text)),
  };
}

/** Closes the containers that end before this definition; the innermost left open holds it. */
function containerOf(found: Found, symbols: readonly SymbolFact[], open: number[]): number | undefined {
  while (open.length > 0) {
    const last = open.at(-1);
    const range = symbols[last ?? -1]?.range;
    if (range && found.range.end <= range.end && found.nameStart > range.start) return last;
    open.pop();
  }
  return undefined;
}

interface Place {
  readonly text: string;
  readonly language: string;
  readonly container: number | undefined;
  readonly holder: SymbolFact | undefined;
}

function symbolOf(found: Found, place: Place): SymbolFact {
  const { text, container } = place;
  const doc = found.doc ?? docAbove(text, found.range.start);
  return {
    name: found.name,
    kind: place.language === 'python' ? pythonKind(found, place.holder) : scriptKind(found),
    ...(container !== undefined && { container }),
    range: found.range,
    ...(doc && { doc }),
    ...(found.body && { body: found.body }),
    exported: place.language === 'python' ? isPublic(found.name, place.holder) : isExported(found, place),
  };
}

function scriptKind({ name, kind }: Found): SymbolKind {
  if (kind === 'attribute') return 'property';
  return kind === 'method' && name === 'constructor' ? 'constructor' : kind;
}

function pythonKind({ name, kind }: Found, holder: SymbolFact | undefined): SymbolKind {
  if (kind === 'attribute') return 'property';
  if (holder && kind === 'variable') return 'property';
  if (holder && kind === 'function') return name === '__init__' ? 'constructor' : 'method';
  return kind === 'variable' && /^[A-Z][A-Z0-9_]*$/.test(name) ? 'constant' : kind;
}

function isPublic(name: string, holder: SymbolFact | undefined): boolean {
  return (holder?.exported ?? true) && (!name.startsWith('_') || /^__.*__$/.test(name));
}

/** A member can be seen from outside when its holder can and it is not private. */
function isExported(found: Found, { text, holder }: Place): boolean {
  if (!holder) return found.exported;
  if (holder.kind === 'namespace') return found.exported && holder.exported;
  const modifiers = text.slice(found.range.start, found.nameStart);
  return holder.exported && !found.name.startsWith('#') && !/\bprivate\s/.test(modifiers);
}

function rangeOf(node: Node): Range {
  return { start: node.startIndex, end: node.endIndex };
}

function textOf(node: Node, text: string): string {
  return text.slice(node.startIndex, node.endIndex);
}

function unquote(name: string): string {
  return /^(['"]).*\1$/s.test(name) ? name.slice(1, -1) : name;
}
