/**
 * What is wrong with a completion in place, what of it could be put right without a model, and what is declared
 * behind the names that fail. Everything together has one deadline.
 */

import { type ContextItem, definitionsOf } from '../context/context.ts';
import type {
  AdditionalEdit,
  CheckVerdict,
  ErrorDefinition,
  ReportedError,
  SafeFix,
} from '../protocol/protocol.ts';
import { type AddedError, type Checked, check } from '../statics/statics.ts';
import type { Cursor } from '../syntax/syntax.ts';
import { deadline, identifiersOf, lex, lineColumnAt, relativePath } from '../text/text.ts';
import type { CompletionParts } from './request.ts';
import { type Candidate, importEdits, proposalsFor } from './safe-fixes.ts';

export interface ErrorReport {
  /** On the completion as it was given. */
  readonly given: CheckVerdict;
  /** After the safe fixes; the same where there are none. */
  readonly verdict: CheckVerdict;
  /** The completion as it is after the safe fixes. */
  readonly text: string;
  /** What else they change in the file. */
  readonly edits: readonly AdditionalEdit[];
  /** The names that the errors are about, for the next round. */
  readonly failing: readonly string[];
}

export interface ReportRequest {
  readonly cursor: Cursor;
  readonly completion: string;
  /** Milliseconds for all checks of the report. */
  readonly ms: number;
  /** Whether to put right what can be, or missing imports alone. */
  readonly fixes: 'safe' | 'imports';
}

/** What the steps of one report share. */
interface Reporting {
  readonly cursor: Cursor;
  readonly parts: Pick<CompletionParts, 'typeEngine' | 'index' | 'workspace' | 'read'>;
  /** When the time is up, as `performance.now()` tells it. */
  readonly end: number;
  readonly signal: AbortSignal;
  readonly wanted: ReportRequest['fixes'];
}

/** A candidate, what came of its check, and how it came about. */
interface Tried {
  readonly candidate: Candidate;
  readonly result: Checked;
  readonly fixes: readonly SafeFix[];
}

/** Open files looked at besides the completion's own; errors told, its own first; fixes made one after the other. */
const most = { dependants: 3, errors: 20, fixes: 3 };

/** Never rejects but with the signal's reason. */
export async function reportErrors(
  { cursor, completion, ms, fixes }: ReportRequest,
  parts: Reporting['parts'],
  signal: AbortSignal,
): Promise<ErrorReport> {
  const reporting = { cursor, parts, end: performance.now() + ms, signal, wanted: fixes };
  const first = { text: completion, imports: [] };
  const given = await checkOf(first, reporting);
  let tried: Tried = { candidate: first, result: given, fixes: [] };
  for (let better: Tried | undefined = tried; better && tried.fixes.length < most.fixes; ) {
    better = await fixedOnce(tried, reporting);
    tried = better ?? tried;
  }
  const verdict = await verdictOf(tried, reporting);
  return {
    given:
      tried.result === given
        ? verdict
        : await verdictOf({ candidate: first, result: given, fixes: [] }, reporting),
    verdict,
    text: tried.candidate.text,
    edits: importEdits(tried.candidate, cursor),
    failing:
      tried.result.verdict === 'adds errors' ? [...new Set(tried.result.errors.flatMap(failingIn))] : [],
  };
}

async function verdictOf({ result, fixes }: Tried, reporting: Reporting): Promise<CheckVerdict> {
  const all = result.verdict === 'adds errors' ? result.errors : [];
  const isOutside = ({ place }: AddedError) => Number(place !== 'completion');
  const added = all.toSorted((a, b) => isOutside(a) - isOutside(b)).slice(0, most.errors);
  const errors = await Promise.all(added.map((error) => described(error, reporting)));
  const diagnostics = result.verdict === 'unchecked' ? [result.why] : errors.map(errorLine);
  const partial = result.verdict === 'clean' && result.partial ? { partial: result.partial } : {};
  return { verdict: result.verdict, diagnostics, errors, fixes, ...partial };
}

/** An error in one line, as compilers print it. */
function errorLine({ path, place, line, column, code, message }: ReportedError): string {
  return `${place === 'dependant' ? `${path}:` : ''}${line}:${column} TS${code}: ${message}`;
}

function checkOf(candidate: Candidate, { cursor, parts, end, signal }: Reporting): Promise<Checked> {
  const { path, text } = cursor.document;
  const completion = { range: { start: cursor.offset, end: cursor.offset }, text: candidate.text };
  const ms = Math.max(0, Math.ceil(end - performance.now()));
  const edits = [completion, ...importEdits(candidate, cursor)] as const;
  const request = { path, text, edits, dependants: dependantsOf(cursor, parts), ms };
  return check(parts.typeEngine, request, signal);
}

/** A return type, as TypeScript writes it at the end of a signature. */
const returnType = /\)\s*:\s*[^=]+$/;

/** Open files that may see what is written at the cursor: within a function that says its type, none does. */
function dependantsOf(
  { document: { path, text }, enclosing }: Cursor,
  { index, workspace }: Reporting['parts'],
) {
  const isHidden = enclosing.some(({ start, end }) => returnType.test(text.slice(start, end)));
  if (isHidden || workspace.open.size === 0) return [];
  const importers = index.importers(path).flatMap((importer) => workspace.open.get(importer) ?? []);
  return importers.slice(0, most.dependants);
}

/**
 * The candidate with the first error put right that exactly one proposal puts right; `undefined` where there
 * is none: a name that several modules export is for a person to choose.
 */
async function fixedOnce(tried: Tried, reporting: Reporting): Promise<Tried | undefined> {
  if (tried.result.verdict !== 'adds errors') return undefined;
  const { cursor, parts, wanted } = reporting;
  for (const error of tried.result.errors) {
    const membersAt = async (text: string, offset: number) =>
      wanted === 'imports' ? [] : membersIn(text, offset, reporting);
    const proposals = await proposalsFor(error, tried.candidate, { cursor, index: parts.index, membersAt });
    const good: Tried[] = [];
    for (const { candidate, fix } of proposals) {
      if (wanted === 'imports' && fix.kind !== 'import') continue;
      const result = await checkOf(candidate, reporting);
      if (isBetter(result, tried.result.errors, error))
        good.push({ candidate, result, fixes: [...tried.fixes, fix] });
    }
    if (good.length === 1) return good[0];
  }
  return undefined;
}

/** The members that a dot leads to; none where that is not known in time. */
async function membersIn(
  text: string,
  offset: number,
  { cursor: { document }, parts, end, signal }: Reporting,
): Promise<readonly string[]> {
  const ms = end - performance.now();
  if (!parts.typeEngine || ms <= 0) return [];
  using limited = deadline(ms, signal);
  const query = { path: document.path, text, offset, only: 'legal' } as const;
  const hole = await limited.race(parts.typeEngine.hole(query, limited.signal)).catch(() => undefined);
  signal.throwIfAborted();
  return hole?.members?.list.map(({ name }) => name) ?? [];
}

/** The error is gone everywhere, and there are not more errors than before. */
function isBetter(result: Checked, before: readonly AddedError[], error: AddedError): boolean {
  if (result.verdict !== 'adds errors') return result.verdict === 'clean';
  const isGone = !result.errors.some((one) => one.code === error.code && one.message === error.message);
  return isGone && result.errors.length <= before.length;
}

/** Errors that a wrong argument may be told by, each engine by another, and others about a call. */
const aboutCalls = new Set([2345, 2322, 2739, 2740, 2741, 2554, 2555, 2556, 2769, 2349, 2558]);

/** The names that an error is about: what it stands at, what is called there, what its message quotes. */
function failingIn({ code, message, range, text }: AddedError): string[] {
  const term = text.slice(range.start, range.end);
  const called = aboutCalls.has(code) ? calledAround(text, range.start) : undefined;
  const quoted = [...message.matchAll(/'([^']{1,200})'/g)].flatMap(([, type = '']) => identifiersOf(type));
  const own = identifiersOf(term).slice(0, 3);
  return [...new Set([...(called === undefined ? [] : [called]), ...quoted, ...own])];
}

/** The name before the innermost bracket that is open at an offset, if one is called there. */
function calledAround(text: string, offset: number): string | undefined {
  const tokens = lex(text.slice(Math.max(0, offset - 2000), offset), 'typescript');
  let depth = 0;
  for (let at = tokens.length - 1; at > 0; at--) {
    const token = tokens[at]?.text;
    if (token === ')') depth++;
    if (token === '(' && depth-- === 0)
      return tokens[at - 1]?.kind === 'word' ? tokens[at - 1]?.text : undefined;
  }
  return undefined;
}

async function described(error: AddedError, { cursor, parts, signal }: Reporting): Promise<ReportedError> {
  const { path, place, code, message, range, text } = error;
  const { root } = parts.workspace;
  const items = await definitionsOf(failingIn(error), { cursor, ...parts }, signal);
  return {
    path: relativePath(path, root),
    ...lineColumnAt(text, range.start),
    place,
    code,
    message,
    term: text.slice(range.start, range.end),
    definitions: items.map((item) => definitionFrom(item, root)),
  };
}

function definitionFrom({ symbol, render }: ContextItem, root: string): ErrorDefinition {
  const { name, kind, path, line } = symbol;
  const isCallable = kind === 'function' || kind === 'method';
  const text = render(isCallable ? 'signature' : 'skeleton') ?? render('signature') ?? name;
  return { name, kind, path: relativePath(path, root), line, text };
}
