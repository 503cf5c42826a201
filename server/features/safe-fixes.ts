/**
 * What of an error can be put right without asking a model: a name that is exported somewhere and not imported,
 * and a name of which the checker knows how it is spelled. A proposal is only that: it counts once it is checked.
 */

import type { CodeIndex, SymbolRef } from '../index/index.ts';
import type { SafeFix } from '../protocol/protocol.ts';
import {
  type AddedError,
  type Importer,
  importEdit,
  importerAt,
  type Wanted,
  wantedOf,
} from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { type Edit, editDistance, identifiersOf } from '../text/text.ts';

/** A completion with the names that it needs imported. */
export interface Candidate {
  readonly text: string;
  readonly imports: readonly Wanted[];
}

export interface Proposal {
  readonly candidate: Candidate;
  readonly fix: SafeFix;
}

/** The edits by which a file imports what a candidate needs, one for each module. */
export function importEdits({ imports }: Candidate, cursor: Cursor): Edit[] {
  const importer = importerAt(cursor);
  const statements = Map.groupBy(imports, ({ module, kind, isDefault }) => `${kind} ${isDefault} ${module}`);
  return [...statements.values()].flatMap((list) => {
    const [first] = list;
    return first ? importEdit(importer, { ...first, names: list.flatMap(({ names }) => names) }) : [];
  });
}

/** "Cannot find name", with and without a suggestion; "namespace"; "value for the shorthand property". */
const notFound = new Set([2304, 2552, 2503, 18004]);
const spelled = /Did you mean (?:to write )?'(.+)'\?$/;
/** "Property … does not exist on type …", without a suggestion: the checker makes none for short names. */
const noSuchMember = 2339;
const mostModules = 3;

/** What proposals go by. */
export interface Ground {
  readonly cursor: Cursor;
  readonly index: CodeIndex;
  /** The names of the members that may stand at an offset of a text. */
  readonly membersAt: (text: string, offset: number) => Promise<readonly string[]>;
}

/** The ways in which one error may be put right; several of them for one name exclude each other. */
export async function proposalsFor(
  error: AddedError,
  candidate: Candidate,
  { cursor, index, membersAt }: Ground,
): Promise<readonly Proposal[]> {
  if (error.place !== 'completion') return [];
  const name = error.text.slice(error.range.start, error.range.end);
  const found = notFound.has(error.code) ? exporters(name, cursor.document.path, index) : [];
  if (found.length === 0) {
    const right = spelled.exec(error.message)?.[1];
    const members =
      error.code === noSuchMember ? nearest(name, await membersAt(error.text, error.range.start)) : [];
    const spellings = right === undefined ? members : [right];
    return spellings.flatMap((one) => spellingFor(error, one, candidate, cursor));
  }
  return importsFor(found, candidate, importerAt(cursor), index);
}

/** None where so many modules export the name that it is anybody's guess. */
function importsFor(
  found: readonly SymbolRef[],
  candidate: Candidate,
  importer: Importer,
  index: CodeIndex,
): Proposal[] {
  const wanted = found.flatMap((one) => wantedOf(importer, one, index) ?? []);
  const distinct = [...new Map(wanted.map((one) => [one.module, one])).values()];
  if (distinct.length > mostModules) return [];
  return distinct.map((one) => ({
    candidate: { ...candidate, imports: [...candidate.imports, one] },
    fix: { kind: 'import', what: `imports \`${one.names.join()}\` from '${one.module}'` },
  }));
}

const scripts = /\.[cm]?[jt]sx?$/;

/** Where a name is exported, the nearest folders first. */
function exporters(name: string, path: string, index: CodeIndex): SymbolRef[] {
  return index
    .symbolsNamed(name)
    .filter((one) => one.fact.exported && one.fact.container === undefined)
    .filter((one) => one.path !== path && scripts.test(one.path))
    .toSorted((a, b) => shared(b.path, path) - shared(a.path, path) || (a.path < b.path ? -1 : 1));
}

function shared(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/** Those of the names that one letter tells from what is written. */
function nearest(written: string, names: readonly string[]): string[] {
  return names.filter((name) => editDistance(name, written) === 1);
}

/** None for a name that the file has elsewhere: what is not found of that is its declaration. */
function spellingFor(
  { range, text }: AddedError,
  right: string,
  candidate: Candidate,
  cursor: Cursor,
): Proposal[] {
  const start = range.start - startOf(candidate, cursor);
  const end = start + range.end - range.start;
  if (start < 0 || end > candidate.text.length) return [];
  const wrong = text.slice(range.start, range.end);
  if (identifiersOf(cursor.document.text).includes(wrong)) return [];
  const fixed = candidate.text.slice(0, start) + right + candidate.text.slice(end);
  const fix = { kind: 'spelling', what: `writes \`${right}\` for \`${wrong}\`` } as const;
  return [{ candidate: { ...candidate, text: fixed }, fix }];
}

/** Where the completion stands once the imports above it are in. */
function startOf(candidate: Candidate, cursor: Cursor): number {
  const edits = importEdits(candidate, cursor).filter(({ range }) => range.start <= cursor.offset);
  return edits.reduce(
    (start, { range, text }) => start + text.length - (range.end - range.start),
    cursor.offset,
  );
}
