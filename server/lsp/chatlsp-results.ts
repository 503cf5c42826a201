/** From what the engine knows of a hole to ChatLSP's results. */

import { isAbsolute, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CandidateReport, HoleReport } from '../host/host.ts';
import type {
  Answered,
  DeclarationsResult,
  ErrorReportResult,
  ExpectedTypeResult,
  LineColumn,
  ReportedError,
  TutorialResult,
  WireContent,
  WireError,
  WireLocation,
  WirePosition,
} from '../protocol/protocol.ts';
import { lineColumnAt } from '../text/text.ts';

type Declaration = HoleReport['relevantTypes'][number];

/** How paths of the report become addresses: the document keeps the one it was asked by. */
export interface Uris {
  readonly root: string;
  /** The document's path as the report has it, and its address. */
  readonly file: string;
  readonly uri: string;
}

const names: Readonly<Record<string, string>> = {
  typescript: 'TypeScript',
  typescriptreact: 'TypeScript with JSX',
  javascript: 'JavaScript',
  javascriptreact: 'JavaScript with JSX',
  python: 'Python',
};

/** Models know these languages: their name is tutorial enough. */
export function tutorialResult(language: string): TutorialResult {
  return { content: plain(names[language] ?? language) };
}

export function expectedTypeResult(report: HoleReport, uris: Uris): ExpectedTypeResult {
  const { expectedType, argument, kind, relevantTypes } = report;
  const head = /^[\p{ID_Start}_$][\p{ID_Continue}$]*/u.exec(expectedType?.name ?? '')?.[0];
  const declared = relevantTypes.find(({ name }) => name === head);
  return {
    content: plain(expectedType?.name ?? ''),
    ...(declared ? { location: locationOf(declared, uris) } : {}),
    kind,
    ...(expectedType?.expanded ? { expanded: expectedType.expanded } : {}),
    ...(argument ? { argument: { parameter: argument.parameter, signature: argument.signature } } : {}),
    ...answered(report),
  };
}

export function relevantResult(
  declarations: readonly Declaration[],
  report: HoleReport,
  { uris, budget }: { readonly uris: Uris; readonly budget: number | undefined },
): DeclarationsResult {
  const kept = within(declarations, budget ?? Number.POSITIVE_INFINITY);
  return {
    contents: kept.map(({ text }) => plain(text)),
    locations: kept.map((one) => locationOf(one, uris)),
    provenance: kept.map(({ name, kind, container, reason, score, tokens, importLine }) => ({
      name,
      kind,
      ...(container === undefined ? {} : { container }),
      reason,
      score,
      tokens,
      ...(importLine === undefined ? {} : { importLine }),
    })),
    tokens: kept.reduce((sum, { tokens }) => sum + tokens, 0),
    dropped: declarations.length - kept.length,
    ...answered(report),
  };
}

/** Best first those that still fit, in the order of the list. */
function within(declarations: readonly Declaration[], budget: number): Declaration[] {
  let left = budget;
  const kept = new Set<Declaration>();
  for (const one of declarations.toSorted((a, b) => b.score - a.score)) {
    if (one.tokens > left) continue;
    left -= one.tokens;
    kept.add(one);
  }
  return declarations.filter((one) => kept.has(one));
}

/** The document that was checked, without the text that was looked at. */
export interface CheckedDocument {
  readonly root: string;
  readonly uri: string;
  readonly before: string;
}

export function errorReportResult(report: CandidateReport, checked: CheckedDocument): ErrorReportResult {
  const { verdict, errors, diagnostics, partial, fixed, ms } = report;
  const why = verdict === 'unchecked' ? diagnostics[0] : partial;
  return {
    content: plain(errors.map(forModel).join('\n')),
    verdict,
    ...(why === undefined ? {} : { why }),
    errors: errors.map((error) => wireError(error, checked)),
    ...(fixed ? { fixed: fixedOf(fixed, checked.before) } : {}),
    ms,
  };
}

function fixedOf(
  { verdict, errors, text, edits, fixes }: NonNullable<CandidateReport['fixed']>,
  before: string,
) {
  return {
    verdict,
    completion: text,
    content: plain(errors.map(forModel).join('\n')),
    edits: edits.map(({ range, text: newText }) => ({
      range: {
        start: wirePosition(lineColumnAt(before, range.start)),
        end: wirePosition(lineColumnAt(before, range.end)),
      },
      newText,
    })),
    fixes: fixes.map(({ what }) => what),
  };
}

/** After the paper's own wording, with what is declared behind the names that fail. */
function forModel({ line, term, message, definitions }: ReportedError): string {
  return [
    `Error in term (line ${line}):`,
    `  ${term}`,
    `Nature of error: ${message}`,
    ...definitions.map(({ path, text }) => `Declared in ${path}:\n  ${text.replaceAll('\n', '\n  ')}`),
    '',
  ].join('\n');
}

function wireError(error: ReportedError, { root, uri }: CheckedDocument): WireError {
  const { place, code, message, term } = error;
  const isOwn = place !== 'dependant';
  const start = wirePosition(error);
  const lines = term.split('\n');
  const last = lines.at(-1)?.length ?? 0;
  const end =
    lines.length === 1
      ? { line: start.line, character: start.character + last }
      : { line: start.line + lines.length - 1, character: last };
  return {
    uri: isOwn ? uri : addressOf(error.path, root),
    range: { start, end },
    place,
    code,
    message,
    term,
  };
}

function answered({ completeness, engine, stages }: HoleReport): Answered {
  const ms = stages.reduce((sum, stage) => sum + stage.ms, 0);
  return { completeness, engine, ms: Math.round(ms * 10) / 10 };
}

function locationOf({ path, start, end }: Declaration, { root, file, uri }: Uris): WireLocation {
  const range = { start: wirePosition(start), end: wirePosition(end) };
  return { uri: path === file ? uri : addressOf(path, root), range };
}

function addressOf(path: string, root: string): string {
  return pathToFileURL(isAbsolute(path) ? path : join(root, path)).href;
}

function wirePosition({ line, column }: LineColumn): WirePosition {
  return { line: line - 1, character: column - 1 };
}

function plain(value: string): WireContent {
  return { kind: 'plaintext', value };
}
