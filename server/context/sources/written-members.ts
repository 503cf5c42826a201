/**
 * Members of the types that declarations around the cursor are written with (`Owner owner`, `c *Context`,
 * `req: Request`, `new Pet()`), for languages without a type engine: found by name, base types included.
 */

import { nearness } from '../../index/index.ts';
import type { ReferenceFact, SymbolFact, SymbolKind } from '../../syntax/syntax.ts';
import { identifiersOf, isPredeclared } from '../../text/text.ts';
import { type ContextItem, headerLine } from '../item.ts';
import { memberEvidence, membersItem } from '../members-item.ts';
import { lineOf, type SourceFile } from '../source-file.ts';
import type { ContextSource, Surroundings } from '../source.ts';

/** How many names in scope are looked at, how many types shown, and how many base types followed. */
const mostNames = 16;
const mostTypes = 8;
const deepest = 3;
/** What members of the receiver's type, of another value's, and of a base type are worth beside it. */
const ofReceiver = 1;
const ofOther = 0.3;
const ofBase = 0.8;
/** A word of the value (`new Pet()`, `Pets.find()`) may be a type, or what makes it. */
const ofValue = 0.4;
/** Letters of a declaration that may name its type. */
const longestDeclaration = 200;

const shapes: ReadonlySet<SymbolKind> = new Set(['class', 'interface', 'enum', 'type']);
const memberKinds: ReadonlySet<SymbolKind> = new Set([
  'method',
  'function',
  'property',
  'enumMember',
  'constant',
]);

export const writtenMembers: ContextSource = {
  name: 'members',
  async find(surroundings, signal) {
    if (surroundings.hole.membersInPlay !== undefined || surroundings.cursor.region !== 'code') return [];
    const items: ContextItem[] = [];
    const seen = new Set<string>();
    for (const wanted of typesInPlay(surroundings)) {
      if (items.length >= mostTypes) break;
      await addMembers(items, { ...wanted, seen, depth: 0 }, surroundings, signal);
    }
    return items;
  },
};

interface Wanted {
  readonly type: string;
  readonly score: number;
  readonly reason: string;
  /** The value that is written with it. */
  readonly value: string;
}

/** Words that may be types: the receiver itself, those its declaration is written with, and those of the nearest names'. */
function typesInPlay({ cursor }: Surroundings): Wanted[] {
  const { document, member, names } = cursor;
  const receiver =
    member && identifiersOf(document.text.slice(member.receiver.start, member.receiver.end)).at(-1);
  const values = names.filter(({ kind }) => kind === 'parameter' || kind === 'variable');
  const ordered = [...values.filter(({ name }) => name === receiver), ...values].slice(0, mostNames);
  const declared = ordered.flatMap(({ name, range }) => {
    const text = document.text.slice(range.start, Math.min(range.end, range.start + longestDeclaration));
    const [head = '', ...value] = text.split(/(?<![=<>!:])=(?![=>])/);
    const score = name === receiver ? ofReceiver : ofOther;
    return [head, ...value].flatMap((part) =>
      identifiersOf(part)
        .filter((word) => word !== name && !isPredeclared(word, document.language))
        .map((type) => ({
          type,
          score: part === head ? score : score * ofValue,
          reason: `\`${name}\` is declared with \`${type}\``,
          value: name,
        })),
    );
  });
  if (receiver === undefined) return declared;
  const reason = 'it is what stands before the cursor';
  return [{ type: receiver, score: ofReceiver, reason, value: receiver }, ...declared];
}

interface Search extends Wanted {
  readonly seen: Set<string>;
  readonly depth: number;
}

async function addMembers(
  items: ContextItem[],
  search: Search,
  surroundings: Surroundings,
  signal: AbortSignal,
): Promise<void> {
  const { type, score, reason, value, seen, depth } = search;
  if (seen.has(type)) return;
  seen.add(type);
  const path = fileOf(type, surroundings);
  const file = path === undefined ? undefined : await surroundings.read(path, signal);
  if (!file) return;
  const held = membersIn(file, type);
  if (held) items.push(itemFor(file, held, search));
  for (const base of depth < deepest ? basesIn(file, type) : [])
    await addMembers(
      items,
      { type: base, score: score * ofBase, reason, value, seen, depth: depth + 1 },
      surroundings,
      signal,
    );
}

/** The nearest file that declares a type of this name; none for what the open file declares. */
function fileOf(type: string, { cursor, index }: Surroundings): string | undefined {
  const own = cursor.document.path;
  const found = index
    .symbolsNamed(type)
    .filter((one) => shapes.has(one.fact.kind) && index.canImport(own, one.path));
  if (found.some(({ path }) => path === own)) return undefined;
  return found.toSorted((a, b) => nearness(own, b.path) - nearness(own, a.path))[0]?.path;
}

interface Held {
  readonly holder: SymbolFact;
  readonly members: readonly SymbolFact[];
}

/** Of all that a file says of a type (`impl` blocks and partial classes repeat its name); Go's methods stand outside. */
function membersIn({ text, facts: { symbols } }: SourceFile, type: string): Held | undefined {
  const holders = new Set(
    symbols.flatMap((one, at) => (one.name === type && shapes.has(one.kind) ? [at] : [])),
  );
  const [first] = holders;
  const holder = first === undefined ? undefined : symbols[first];
  if (!holder) return undefined;
  const receiver = new RegExp(`^func\\s*\\([^)]*\\b${type}\\b[^)]*\\)`);
  const isMember = ({ kind, container, range }: SymbolFact) =>
    container === undefined
      ? kind === 'method' && receiver.test(text.slice(range.start, range.start + longestDeclaration))
      : holders.has(container) && memberKinds.has(kind);
  const members = symbols.filter((one) => one.exported && isMember(one));
  return members.length === 0 ? undefined : { holder, members };
}

/** What the type inherits from, as it is written. */
function basesIn({ facts: { symbols, references } }: SourceFile, type: string): string[] {
  const ofType = ({ kind, from }: ReferenceFact) =>
    kind === 'heritage' && from !== undefined && symbols[from]?.name === type;
  return [...new Set(references.filter(ofType).map(({ name }) => name))];
}

function itemFor(file: SourceFile, { holder, members }: Held, { score, reason, value }: Wanted): ContextItem {
  const { name, kind, range } = holder;
  const evidence = { source: score, ...memberEvidence(members.length, score === ofReceiver) };
  const distinct = [...new Map(members.map((one) => [one.name, one])).values()];
  const parts = distinct.map((one) => {
    return { name: one.name, signature: headerLine(file.text, one), behind: value, evidence };
  });
  const place = { name, kind, path: file.path, range, line: lineOf(file, range.start) };
  return membersItem(place, { source: 'members', reason, score }, parts);
}
