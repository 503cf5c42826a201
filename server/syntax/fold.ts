/** Folding: a stretch of code with the bodies of its functions hidden, each behind one line that says so. */

import type { Range } from '../protocol/protocol.ts';
import type { FileFacts, SymbolFact } from './facts.ts';

const folded: ReadonlySet<SymbolFact['kind']> = new Set(['function', 'method', 'constructor', 'property']);

interface Fold {
  /** What is hidden. */
  readonly range: Range;
  readonly elision: string;
}

/**
 * The text of `range` with the bodies of the functions inside it hidden: `{ // … 12 lines` and `}`, in
 * Python `...  # 12 lines` after the docstring. Bodies without an inner line stay as they are.
 */
export function foldBodies(text: string, facts: FileFacts, range: Range): string {
  const foldOf = facts.language === 'python' ? foldPython : foldBraces;
  let folds = '';
  let from = range.start;
  for (const symbol of facts.symbols) {
    const { body } = symbol;
    if (!body || !folded.has(symbol.kind) || body.start < from || body.end > range.end) continue;
    const fold = foldOf(text, body, symbol);
    if (!fold) continue;
    folds += text.slice(from, fold.range.start) + fold.elision;
    from = fold.range.end;
  }
  return folds + text.slice(from, range.end);
}

function foldBraces(text: string, body: Range): Fold | undefined {
  const hidden = text.slice(body.start, body.end).split('\n').length - 2;
  if (hidden < 1) return undefined;
  return { range: body, elision: `{ // … ${lines(hidden)}\n${indentAt(text, body.start)}}` };
}

/** A Python body starts at its first statement, after the indent. */
function foldPython(text: string, body: Range, { doc }: SymbolFact): Fold | undefined {
  const docstring = doc && doc.start >= body.start ? text.slice(body.start, doc.end) : '';
  const rest = text.slice(body.start + docstring.length, body.end);
  const hidden = rest.trim() === '' ? 0 : rest.trim().split('\n').length;
  if (hidden < 2) return undefined;
  const indent = indentAt(text, body.start);
  return { range: body, elision: `${docstring && `${docstring}\n${indent}`}...  # ${lines(hidden)}` };
}

function lines(count: number): string {
  return count === 1 ? '1 line' : `${count} lines`;
}

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}
