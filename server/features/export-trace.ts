/** A trace as a text to keep or to send to somebody: all of it as JSON, the prompt alone, or a report in Markdown. */

import type { DroppedItem, ExportFormat, KeptItem, Trace, TracedSegment } from '../protocol/protocol.ts';
import { explainOutcome } from './explain.ts';

export function exportTrace(trace: Trace, format: ExportFormat): string {
  if (format === 'json') return `${JSON.stringify(trace, null, 2)}\n`;
  if (format === 'prompt') return trace.prompt.map(({ text }) => text).join('');
  return markdown(trace);
}

function markdown(trace: Trace): string {
  const { file, line, column, model, tokenizer, contextTokens, budget, kept, dropped, hole } = trace;
  const counted = `${tokenizer.name}, ${tokenizer.exact ? 'exact' : 'upper estimate'}`;
  return [
    `# ${file}:${line}:${column}`,
    '',
    `Model ${model}; ${contextTokens} of ${budget} tokens of context (${counted}).`,
    `The hole: ${hole.kind}${hole.expectedType ? `, expected type ${code(hole.expectedType)}` : ''}.`,
    '',
    `## Kept: ${kept.length}`,
    '',
    ...table(['item', 'level', 'tokens', 'score', 'source', 'reason'], kept.map(keptCells)),
    `## Dropped: ${dropped.length}`,
    '',
    ...table(['item', 'tokens', 'score', 'source', 'why'], dropped.map(droppedCells)),
    '## The prompt',
    '',
    ...trace.prompt.flatMap(segmentLines),
    '## The answer',
    '',
    ...fenced(explainOutcome(trace).join('\n').trim()),
  ].join('\n');
}

function keptCells({ level, tokens, score, source, reason, ...item }: KeptItem): string[] {
  return [named(item), level, `${tokens}`, `${score}`, source, reason];
}

function droppedCells({ tokens, score, source, why, ...item }: DroppedItem): string[] {
  return [named(item), `${tokens}`, `${score}`, source, why];
}

function named({ kind, symbol, path, line }: Pick<KeptItem, 'kind' | 'symbol' | 'path' | 'line'>): string {
  return `${kind} ${code(symbol)} (${path}:${line})`;
}

function segmentLines({ kind, tokens, text }: TracedSegment): string[] {
  return [`### ${kind}, ${tokens} tokens`, '', ...fenced(text)];
}

/** A fence is longer than every run of backticks in what it holds. */
function fenced(text: string): string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return [fence, text, fence, ''];
}

function code(text: string): string {
  return text.includes('`') ? text : `\`${text}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return ['None.', ''];
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}

function cell(text: string): string {
  return text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
}
