/**
 * Checks a completion in place: only what it adds counts, not what was wrong before. It looks at the file
 * and, when that is clean, at the open files that import it.
 */

import type { Range } from '../protocol/protocol.ts';
import { applyEdits, deadline, type Edit, messageOf } from '../text/text.ts';
import { isMissingAt, takenIn } from './left-open.ts';
import type { Diagnostic, FileText, TypeEngine } from './type-engine.ts';

export interface CheckRequest extends FileText {
  /** The completion first, then what belongs to it, such as an import; none overlap. */
  readonly edits: readonly [completion: Edit, ...more: Edit[]];
  /** Open files that import this one. */
  readonly dependants: readonly FileText[];
  /** Milliseconds after which the verdict is `unchecked`. */
  readonly ms: number;
}

/** An error that is there only with the completion. */
export interface AddedError extends Diagnostic {
  readonly path: string;
  readonly place: 'completion' | 'file' | 'dependant';
  /** The text that its range is in. */
  readonly text: string;
}

/** `partial`: why not everything was looked at. */
export type Checked =
  | { readonly verdict: 'clean'; readonly partial?: string }
  | { readonly verdict: 'adds errors'; readonly errors: readonly AddedError[] }
  | { readonly verdict: 'unchecked'; readonly why: string };

/** The verdict on a completion: `unchecked` without an engine for the file or when it is late. */
export async function check(
  engine: TypeEngine | undefined,
  request: CheckRequest,
  signal: AbortSignal,
): Promise<Checked> {
  if (!engine?.handles(request.path))
    return { verdict: 'unchecked', why: 'there is no type engine for this file' };
  const limited = deadline(request.ms, signal);
  try {
    const errors = await limited.race(addedInFile(engine, request, limited.signal));
    if (errors.length > 0) return { verdict: 'adds errors', errors };
    return await checkDependants(engine, request, limited.signal);
  } catch (error) {
    signal.throwIfAborted();
    return { verdict: 'unchecked', why: messageOf(error) };
  } finally {
    limited[Symbol.dispose]();
  }
}

/** A file that is clean by itself is not held back because others are slow to check. */
async function checkDependants(
  engine: TypeEngine,
  request: CheckRequest,
  signal: AbortSignal,
): Promise<Checked> {
  if (request.dependants.length === 0) return { verdict: 'clean' };
  const limited = deadline(request.ms / 4, signal);
  try {
    const errors = await limited.race(addedInDependants(engine, request, limited.signal));
    return errors.length === 0 ? { verdict: 'clean' } : { verdict: 'adds errors', errors };
  } catch (error) {
    const partial = `The open files that import this one were not checked: ${messageOf(error)}.`;
    return { verdict: 'clean', partial };
  } finally {
    limited[Symbol.dispose]();
  }
}

async function addedInFile(
  engine: TypeEngine,
  { path, text, edits }: CheckRequest,
  signal: AbortSignal,
): Promise<AddedError[]> {
  const finished = { path, text: applyEdits(text, edits) };
  const place = placeOf(edits);
  const broken = edits[0].text.trim() === '' ? undefined : takenIn(finished, place.end);
  if (broken) return [{ ...broken, ...finished, place: 'completion' }];
  const found = await engine.diagnostics(finished, signal);
  if (found.length === 0) return [];
  const known = await engine.diagnostics({ path, text }, signal);
  const isInside = ownedBy(finished, place);
  return addedTo(known, found, { isInside, isFilled: isAtHole(text, edits[0]) }).map((diagnostic) => ({
    ...diagnostic,
    ...finished,
    place: isInside(diagnostic) ? 'completion' : 'file',
  }));
}

async function addedInDependants(
  engine: TypeEngine,
  { path, text, edits, dependants }: CheckRequest,
  signal: AbortSignal,
): Promise<AddedError[]> {
  const checked = (file: FileText, own: string) =>
    engine.diagnostics({ ...file, beside: [{ path, text: own }] }, signal);
  const errors: AddedError[] = [];
  for (const file of dependants) {
    const found = await checked(file, applyEdits(text, edits));
    const known = found.length === 0 ? [] : await checked(file, text);
    for (const diagnostic of addedTo(known, found, { isInside: () => false, isFilled: () => false }))
      errors.push({ ...diagnostic, path: file.path, place: 'dependant', text: file.text });
  }
  return errors;
}

/** Where the completion stands in the finished text. */
function placeOf([{ range, text }, ...more]: CheckRequest['edits']): Range {
  const shift = more
    .filter((edit) => edit.range.start <= range.start)
    .reduce((sum, edit) => sum + edit.text.length - (edit.range.end - edit.range.start), 0);
  return { start: range.start + shift, end: range.start + shift + text.length };
}

/** Whether a diagnostic of the finished text touches the completion, or says what is missing at its end. */
function ownedBy(finished: FileText, { start, end }: Range): (diagnostic: Diagnostic) => boolean {
  const isMissing = finished.text.slice(start, end).trim() === '' ? () => false : isMissingAt(finished, end);
  return (one) => (one.range.start < end && one.range.end > start) || isMissing(one);
}

/** Whether a syntax error of the text before is about the hole itself: nothing but blanks lies between. */
function isAtHole(text: string, { range }: Edit): (diagnostic: Diagnostic) => boolean {
  const next = range.end + (/\S/.exec(text.slice(range.end))?.index ?? text.length - range.end);
  return (one) => one.syntactic && one.range.start >= range.start && one.range.start <= next;
}

interface Places {
  /** Of the finished text. */
  readonly isInside: (diagnostic: Diagnostic) => boolean;
  /** Of the text before: said of the hole, so that it excuses nothing inside the completion. */
  readonly isFilled: (diagnostic: Diagnostic) => boolean;
}

/**
 * The diagnostics that are there only with the completion. One of before matches one of after with the
 * same number, message and kind, whether or not it has moved; those outside the completion match first.
 */
function addedTo(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  { isInside, isFilled }: Places,
): readonly Diagnostic[] {
  const elsewhere = counted(before.filter((one) => !isFilled(one)));
  const atHole = counted(before.filter(isFilled));
  const outsideFirst = after.toSorted((a, b) => Number(isInside(a)) - Number(isInside(b)));
  const added = outsideFirst.filter((one) => {
    const key = keyOf(one);
    return !(take(elsewhere, key) || (!isInside(one) && take(atHole, key)));
  });
  return added.toSorted((a, b) => a.range.start - b.range.start);
}

function counted(diagnostics: readonly Diagnostic[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of diagnostics) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1);
  return counts;
}

function take(counts: Map<string, number>, key: string): boolean {
  const count = counts.get(key) ?? 0;
  counts.set(key, count - 1);
  return count > 0;
}

function keyOf({ code, message, syntactic }: Diagnostic): string {
  return `${syntactic ? 'syntax' : 'type'} ${code} ${message}`;
}
