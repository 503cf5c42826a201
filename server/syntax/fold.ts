/** Folding: a stretch of code with the bodies of its functions hidden, each behind one line that says so. */

import type { Range } from '../protocol/protocol.ts';
import { type Spelling, spellingOf } from '../text/text.ts';
import type { FileFacts, SymbolFact } from './facts.ts';

const folded: ReadonlySet<SymbolFact['kind']> = new Set(['function', 'method', 'constructor', 'property']);

interface Fold {
  /** What is hidden. */
  readonly range: Range;
  readonly elision: string;
}

/**
 * The text of `range` with the bodies of the functions inside it hidden: `{ // … 12 lines` and `}`, without
 * braces `# … 12 lines` alone, in Python `...  # 12 lines` after the docstring. Bodies without an inner
 * line stay as they are.
 */
export function foldBodies(text: string, facts: FileFacts, range: Range): string {
  const spelling = spellingOf(facts.language);
  let folds = '';
  let from = range.start;
  for (const symbol of facts.symbols) {
    const { body } = symbol;
    if (!body || !folded.has(symbol.kind) || body.start < from || body.end > range.end) continue;
    const hasBraces = text[body.start] === '{' && text[body.end - 1] === '}';
    const fold = hasBraces ? foldBraces(text, body, spelling) : foldIndented(text, symbol, spelling);
    if (!fold) continue;
    folds += text.slice(from, fold.range.start) + fold.elision;
    from = fold.range.end;
  }
  return folds + text.slice(from, range.end);
}

function foldBraces(text: string, body: Range, spelling: Spelling): Fold | undefined {
  const hidden = text.slice(body.start, body.end).split('\n').length - 2;
  if (hidden < 1) return undefined;
  return { range: body, elision: `{ ${mark(spelling, hidden)}\n${indentAt(text, body.end - 1)}}` };
}

/** A body without braces starts at its first statement, after the indent. */
function foldIndented(text: string, { body, doc }: SymbolFact, spelling: Spelling): Fold | undefined {
  if (!body) return undefined;
  const docstring = doc && doc.start >= body.start ? text.slice(body.start, doc.end) : '';
  const rest = text.slice(body.start + docstring.length, body.end).trim();
  const hidden = rest === '' ? 0 : rest.split('\n').length;
  if (hidden < 2) return undefined;
  const indent = indentAt(text, body.start);
  return { range: body, elision: `${docstring && `${docstring}\n${indent}`}${mark(spelling, hidden)}` };
}

/** What stands for hidden lines; a comment over several lines where there is no other. */
function mark({ line, block, placeholder }: Spelling, count: number): string {
  const said = count === 1 ? '1 line' : `${count} lines`;
  if (line[0] === undefined) return `${block?.[0] ?? ''} … ${said} ${block?.[1] ?? ''}`.trim();
  return placeholder === undefined ? `${line[0]} … ${said}` : `${placeholder}  ${line[0]} ${said}`;
}

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}
